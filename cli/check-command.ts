/** What `sse-scope check` does: whether a page's event streams did what is expected, for a build. */
import { writeFile } from 'node:fs/promises';
import { CHECK_HELP, readCheckOptions } from './check-options.ts';
import { judge, type Verdict } from './check/judge.ts';
import { junitXml, verdictTable } from './check/verdict-report.ts';
import { counted } from './connection-table.ts';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { openExport } from './export-sinks.ts';
import { recordPage } from './record-page.ts';
import type { CommandContext } from './run-command.ts';

/** @throws CliError */
export async function check(args: string[], context: CommandContext): Promise<ExitCode> {
  const options = readCheckOptions(args);
  const { stdout, say } = context;
  if (options.help) {
    stdout.write(`${CHECK_HELP}\n`);
    return EXIT.ok;
  }
  const started = performance.now();
  return recordPage(options, context, async ({ ask, begun, summary, write }) => {
    const verdicts: Verdict[] = [];
    for (const expectation of options.expectations) verdicts.push(await judge(ask, expectation, begun));
    stdout.write(verdictTable(verdicts));
    if (options.junit !== undefined) await writeReport(options.junit, junitXml(options.url, verdicts, performance.now() - started));
    const failed = verdicts.filter(({ met }) => !met).length;
    if (failed === 0) {
      say(`all as expected: ${summary}`);
      return EXIT.ok;
    }
    const sinks = await openExport(options.format, options.out, { stdout });
    await write(sinks);
    say(`${counted(failed, 'expectation')} of ${verdicts.length} not met: ${summary}, written to ${sinks.name}`);
    return EXIT.findings;
  });
}

async function writeReport(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new CliError(EXIT.file, `cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  });
}
