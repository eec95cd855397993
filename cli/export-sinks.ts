/** Where an export is written: one file, or two for a format whose files are a test and its data. */
import path from 'node:path';
import { formatOf, type ExportFormatName } from '../src/core/export/formats.ts';
import { type CaptureSink, fileSink, streamSink } from './capture-sink.ts';
import { usageError } from './options.ts';
import type { CommandContext } from './run-command.ts';

export interface ExportSinks {
  readonly main: CaptureSink;
  /** Missing: the format has one file. */
  readonly beside?: CaptureSink;
  /** The name of the second file, as the first has to name it. */
  readonly besideName?: string;
  /** All of them, for people. */
  readonly name: string;
  /** Nothing was written, and nothing will be. */
  abandon(): Promise<void>;
}

/** @param out missing: standard output @throws CliError where a file cannot be written, and for two files without a name */
export async function openExport(format: ExportFormatName, out: string | undefined, { stdout }: Pick<CommandContext, 'stdout'>): Promise<ExportSinks> {
  const { extension, beside: second } = formatOf(format);
  if (second === undefined) {
    const main = out === undefined ? streamSink(stdout) : await fileSink(out);
    return { main, name: main.name, abandon: () => main.abandon() };
  }
  if (out === undefined) throw usageError(new Error(`--format ${format} makes two files: say with --out what the test is called`));
  const base = path.basename(out);
  const stem = base.endsWith(`.${extension}`) ? base.slice(0, -extension.length - 1) : path.parse(base).name;
  const besideName = `${stem}.${second.extension}`;
  const main = await fileSink(out);
  try {
    const beside = await fileSink(path.join(path.dirname(out), besideName));
    return {
      main,
      beside,
      besideName,
      name: `${main.name} and ${beside.name}`,
      async abandon() {
        await Promise.all([main.abandon(), beside.abandon()]);
      },
    };
  } catch (error) {
    await main.abandon();
    throw error;
  }
}

/** Writes each file of it by the pieces that `pieces` gives. */
export async function writeExport(
  { main, beside, besideName }: ExportSinks,
  pieces: (of: { beside?: string; isBeside: boolean }) => Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  for (const [sink, isBeside] of [
    [main, false],
    [beside, true],
  ] as const) {
    if (sink === undefined) continue;
    for await (const piece of pieces({ beside: besideName, isBeside })) await sink.write(piece);
    await sink.finish();
  }
}
