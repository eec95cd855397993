/** What `sse-scope capture` does: what a page's event streams did, as a file. */
import type { Ask } from '../src/recorder/questions/questions.ts';
import { type CaptureOptions, CAPTURE_HELP, readCaptureOptions } from './capture-options.ts';
import { type ExitCode, EXIT } from './exit.ts';
import { openExport } from './export-sinks.ts';
import { askFindings, atLeast, findingLine } from './findings-report.ts';
import { recordPage } from './record-page.ts';
import type { CommandContext } from './run-command.ts';

/** @throws CliError */
export async function capture(args: string[], context: CommandContext): Promise<ExitCode> {
  const options = readCaptureOptions(args);
  if (options.help) {
    context.stdout.write(`${CAPTURE_HELP}\n`);
    return EXIT.ok;
  }
  const sinks = await openExport(options.format, options.out, context);
  try {
    return await recordPage(options, context, async ({ ask, write, summary }) => {
      await write(sinks);
      context.say(`${summary}, written to ${sinks.name}`);
      return report(ask, options, context.say);
    });
  } catch (error) {
    await sinks.abandon();
    throw error;
  }
}

/** Says what the diagnosis found, where that was asked for. */
async function report(ask: Ask, { failOn }: CaptureOptions, say: CommandContext['say']): Promise<ExitCode> {
  if (failOn === undefined) return EXIT.ok;
  const bad = atLeast(await askFindings(ask), failOn);
  for (const finding of bad) say(findingLine(finding));
  return bad.length === 0 ? EXIT.ok : EXIT.findings;
}
