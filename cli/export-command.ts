/** `export`: a file of any kind that can be read, as another format. */
import { exportPieces } from '../src/core/export/export-file.ts';
import { EXPORT_FORMAT_NAMES, type ExportFormatName } from '../src/core/export/formats.ts';
import type { ExportMeta } from '../src/core/export/job.ts';
import type { Imported } from '../src/core/import/create-import.ts';
import { parseFormat } from './capture-options.ts';
import { counted } from './connection-table.ts';
import { type ExitCode, EXIT } from './exit.ts';
import { openExport, writeExport } from './export-sinks.ts';
import { generator } from './generator.ts';
import { parsed, readOptions, textOption, usageError } from './options.ts';
import { placed, readCaptureFile } from './read-capture-file.ts';
import type { CommandContext } from './run-command.ts';

const DEFAULT_FORMAT: ExportFormatName = 'ndjson';

const EXPORT_HELP = `sse-scope export FILE [options]

Reads a capture, a HAR, an event stream (.sse) or JSON lines (.ndjson), and writes it in another format.

  --format FORMAT      ${EXPORT_FORMAT_NAMES.join(', ')} (else: ${DEFAULT_FORMAT}, the capture file)
  --keep-credentials   write credentials in URLs and headers as they were; else REDACTED stands in their place
  --out FILE           where to write (else: standard output; then run npm with -s, or its own lines get in)
  --help               this text

msw, playwright and node-test are tests: a file that runs, and the data beside it as FILE.streams.json.
Exit status: 0 written, 2 bad option, 5 the file could not be read to its end, or the result not be written.`;

/** @throws CliError */
export async function exportFile(args: string[], context: Pick<CommandContext, 'stdout' | 'say'>): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, ['keep-credentials'], ['format', 'out'], 'file');
  if (values['help'] === true) {
    context.stdout.write(`${EXPORT_HELP}\n`);
    return EXIT.ok;
  }
  const [file] = positionals;
  if (file === undefined) throw usageError(new Error('which file? Give its path'));
  const format = parsed(textOption(values, 'format'), parseFormat, 'format') ?? DEFAULT_FORMAT;
  const imported = await readCaptureFile(file);
  const meta = await metaOf(imported);
  const sinks = await openExport(format, textOption(values, 'out'), context);
  try {
    await writeExport(sinks, (of) => texts(exportPieces(imported.capture, { format, meta, redact: values['keep-credentials'] !== true, ...of })));
  } catch (error) {
    await sinks.abandon();
    throw error;
  }
  context.say(`${counted(imported.capture.connections.size, 'connection')}, written to ${sinks.name}`);
  if (imported.error === null) return EXIT.ok;
  context.say(`${file} is read up to an error: ${placed(imported.error)}`);
  return EXIT.file;
}

function* texts(pieces: Iterable<{ text: string }>): Generator<string, void, void> {
  for (const { text } of pieces) yield text;
}

/** A file that says nothing of its page was made by who reads it now. */
async function metaOf({ header, capture }: Imported): Promise<ExportMeta> {
  if (header === null) return { page: { url: '', title: '' }, generator: await generator(), browser: '', createdAt: capture.to ?? Date.now() };
  const { page, browser, createdAt, redacted, filtered } = header;
  return { page, generator: await generator(), browser, createdAt: Date.parse(createdAt), redacted, filtered };
}
