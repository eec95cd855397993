/** `npm start`: a browser with the extension, a page, and DevTools on the panel. */
import { startDemoServer } from '../demo/server.ts';
import { ensureExtension } from './build-extension.ts';
import { type DrivenBrowser, hasEnded } from './driven-browser.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { orInterrupted } from './interrupt.ts';
import { launch } from './launch.ts';
import { showLiveTable } from './live-table.ts';
import { loadPage } from './load-page.ts';
import { runCommand } from './run-command.ts';
import { START_HELP, hasDisplay, readStartOptions } from './start-options.ts';

const say = (line: string): void => console.error(`start: ${line}`);

/** Aborted when the user ends it here (Ctrl-C). */
type Ending = AbortSignal;

async function start(args: string[], interrupt: { first: Ending }): Promise<ExitCode> {
  const options = readStartOptions(args);
  if (options.help) {
    console.log(START_HELP);
    return EXIT.ok;
  }
  const ending = interrupt.first;
  const headless = options.headless || !hasDisplay(process.platform, process.env);
  const extension = await ensureExtension(say, ending, options.browser);
  const browserPath = await ensureBrowser(options.browserPath, say, ending, options.browser);
  const demo = options.url === undefined ? await serveDemo(options.port) : undefined;
  try {
    const url = options.url ?? demo?.url ?? '';
    if (headless) say(`${options.headless ? 'headless' : 'no display, so headless'}: ${url} in ${browserPath}; Ctrl-C ends it`);
    else say(`${url} in ${browserPath}; Ctrl-C, or closing the window, ends it`);
    const browser = await launch(options.browser, { extension, headless, browserPath });
    try {
      await show(browser, url, headless, ending);
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
async function show(browser: DrivenBrowser, url: string, headless: boolean, ending: Ending): Promise<void> {
  try {
    const page = await browser.firstPage();
    // DevTools first: what the page does from its first line on is shown.
    const { ask, showPanel } = await orInterrupted(page.openDevtools(), ending);
    if (headless) {
      await orInterrupted(loadPage(page, url), ending);
      await showLiveTable(
        { overview: () => ask('overview'), connections: (now) => ask('connections', { now }), pageUrl: page.url, now: Date.now },
        process.stdout,
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

await runCommand('start', start);
