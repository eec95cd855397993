/** What `sse-scope view` does: a file in the viewer of the extension, in a Chromium, until its window is closed. */
import path from 'node:path';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { aborted, orInterrupted } from './interrupt.ts';
import { BROWSER_FLAGS, browserOptions, readOptions, textOption, usageError } from './options.ts';
import { readCaptureFile } from './read-capture-file.ts';
import type { CommandContext } from './run-command.ts';
import { hasDisplay } from './start-options.ts';

const VIEW_HELP = `sse-scope view FILE [options]

Opens FILE (a capture file, JSON, HAR, an event stream) in the viewer, in a Chromium with the extension.

  --browser-path PATH  the browser to use (else: the variable CHROMIUM, the usual places, or one is installed)
  --install            install the browser if there is none, without asking
  --help               this text

Exit status: 0 ended, 2 bad option, 3 no browser or no display, 5 the file could not be read.`;

/** @throws CliError */
export async function view(args: string[], context: CommandContext, isShown = hasDisplay(process.platform, process.env)): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, BROWSER_FLAGS, ['browser-path'], 'file');
  if (values['help'] === true) {
    context.stdout.write(`${VIEW_HELP}\n`);
    return EXIT.ok;
  }
  const [file = ''] = positionals;
  if (file === '') throw usageError(new Error('which capture? Give its file'));
  textOption(values, 'browser-path');
  // What nobody can read is known before a browser starts.
  await readCaptureFile(file);
  if (!isShown) throw new CliError(EXIT.browser, 'there is no display to show it on: run it where there is one, or use decode or replay');
  const options = browserOptions(values);
  const browser = await context.launch('chromium', { ...(await context.prepare(options)), headless: false });
  try {
    context.say(`${file} in ${browser.version}; Ctrl-C, or closing the window, ends it`);
    await orInterrupted(browser.openViewer?.(path.resolve(file)) ?? Promise.reject(new Error('it has no viewer')), context.interrupt.first);
    await Promise.race([browser.ended, aborted(context.interrupt.first)]);
  } catch (error) {
    if (!context.interrupt.first.aborted)
      throw error instanceof CliError ? error : new CliError(EXIT.browser, `the viewer did not open: ${reasonOf(error)}`, { cause: error });
  } finally {
    await browser.close();
  }
  return EXIT.ok;
}
