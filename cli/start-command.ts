/** What `sse-scope start` does, and `npm start`: a browser with the extension, a page, and DevTools on the panel. */
import { startDemoServer } from '../demo/server.ts';
import { type DrivenBrowser, hasEnded } from './driven-browser.ts';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { aborted, orInterrupted } from './interrupt.ts';
import { showLiveTable } from './live-table.ts';
import { loadPage } from './load-page.ts';
import type { CommandContext } from './run-command.ts';
import { START_HELP, hasDisplay, readStartOptions } from './start-options.ts';

/** Aborted when the user ends it here (Ctrl-C). */
type Ending = AbortSignal;

/** @throws CliError */
export async function start(args: string[], context: CommandContext): Promise<ExitCode> {
  const options = readStartOptions(args);
  if (options.help) {
    context.stdout.write(`${START_HELP}\n`);
    return EXIT.ok;
  }
  const { say } = context;
  const headless = options.headless || !hasDisplay(process.platform, process.env);
  const prepared = await context.prepare(options);
  const demo = options.url === undefined ? await serveDemo(options.port) : undefined;
  try {
    const url = options.url ?? demo?.url ?? '';
    if (headless) say(`${options.headless ? 'headless' : 'no display, so headless'}: ${url} in ${prepared.browserPath}; Ctrl-C ends it`);
    else say(`${url} in ${prepared.browserPath}; Ctrl-C, or closing the window, ends it`);
    const browser = await context.launch(options.browser, { ...prepared, headless });
    try {
      await show(browser, url, headless, context);
    } finally {
      await browser.close();
    }
  } finally {
    await demo?.close();
  }
  return EXIT.ok;
}

async function serveDemo(port: number | undefined): ReturnType<typeof startDemoServer> {
  try {
    return await startDemoServer({ port });
  } catch (error) {
    throw new CliError(EXIT.usage, `the demo page cannot be served${port === undefined ? '' : ` on port ${port}`}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Resolves when the user has ended it, here or by closing the window. */
async function show(browser: DrivenBrowser, url: string, headless: boolean, { stdout, say, interrupt }: CommandContext): Promise<void> {
  const ending: Ending = interrupt.first;
  try {
    const page = await browser.firstPage();
    // DevTools first: what the page does from its first line on is shown.
    const { ask, showPanel } = await orInterrupted(page.openDevtools(), ending);
    if (headless) {
      await orInterrupted(loadPage(page, url), ending);
      await showLiveTable(
        { overview: () => ask('overview'), connections: (now) => ask('connections', { now }), pageUrl: page.url, now: Date.now },
        stdout,
        ending,
      );
      return;
    }
    await orInterrupted(showPanel(), ending);
    // In a window, the browser itself shows what is wrong, and the page may be reloaded there.
    await orInterrupted(loadPage(page, url), ending).catch((error: unknown) => {
      if (!(error instanceof CliError) || error.code !== EXIT.page) throw error;
      say(error.message);
    });
    await Promise.race([browser.ended, aborted(ending)]);
  } catch (error) {
    if (ending.aborted) return; // the usual way to end it
    if (error instanceof CliError || !(await hasEnded(browser))) throw error;
    if (headless) throw new CliError(EXIT.browser, `the browser ended: ${reasonOf(error)}`, { cause: error });
  }
}
