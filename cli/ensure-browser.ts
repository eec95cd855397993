/** The browser to use: the one that was named, one that is found, or one that is installed now. */
import { execFileSync } from 'node:child_process';
import { CliError, EXIT } from './exit.ts';
import { disk, findBrowser, here } from './find-browser.ts';
import { install, installPlan } from './install-browser.ts';

const BY_HAND =
  'Install Chromium or Chrome for Testing (https://googlechromelabs.github.io/chrome-for-testing/) and name it with --browser-path or in the variable CHROMIUM.';

/**
 * @param explicit what `--browser-path` says; then nothing else is looked for.
 * @param say tells what is installed, line by line.
 * @returns the path of an executable.
 * @throws CliError when there is none and none could be installed.
 */
export async function ensureBrowser(explicit: string | undefined, say: (line: string) => void, signal: AbortSignal): Promise<string> {
  if (explicit !== undefined) {
    if (disk.isExecutable(explicit)) return explicit;
    throw new CliError(EXIT.browser, `--browser-path: ${explicit} is not an executable file`);
  }
  const named = here.env['CHROMIUM'];
  if (named !== undefined && named !== '' && !disk.isExecutable(named)) throw new CliError(EXIT.browser, `CHROMIUM: ${named} is not an executable file`);
  const found = findBrowser(here, disk);
  if (found !== undefined) return found;

  const plan = installPlan(here.platform, process.getuid?.() === 0, isCommand);
  if (plan === undefined) throw new CliError(EXIT.browser, `no Chromium was found, and no package manager to install one. ${BY_HAND}`);
  const installed = await install(plan, say, signal);
  const browser = findBrowser(here, disk);
  if (browser !== undefined) return browser;
  if (signal.aborted) throw new CliError(EXIT.interrupted, 'interrupted');
  throw new CliError(
    EXIT.browser,
    `${plan.manager} ${installed ? 'installed a Chromium, but not where it is looked for' : 'could not install Chromium'}. ${BY_HAND}`,
  );
}

function isCommand(name: string): boolean {
  try {
    execFileSync(here.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
