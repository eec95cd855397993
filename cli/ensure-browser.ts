/** The browser to use: the one that was named, one that is found, or one that is installed now. */
import { execFileSync } from 'node:child_process';
import { BROWSER_TITLES, type BrowserName } from './driven-browser.ts';
import { CliError, EXIT } from './exit.ts';
import { BROWSER_VARIABLES, disk, findBrowser, here } from './find-browser.ts';
import { install, installPlan } from './install-browser.ts';
import { type InstallConsent, installConsent } from './install-consent.ts';

const BY_HAND: Readonly<Record<BrowserName, string>> = {
  chromium:
    'Install Chromium or Chrome for Testing (https://googlechromelabs.github.io/chrome-for-testing/) and name it with --browser-path or in the variable CHROMIUM.',
  firefox: 'Install Firefox (https://www.mozilla.org/firefox/) and name it with --browser-path or in the variable FIREFOX.',
};

/**
 * @param explicit what `--browser-path` says; then nothing else is looked for.
 * @param say tells what is installed, line by line.
 * @param mayInstall is asked before anything is installed; `installConsent` makes one.
 * @returns the path of an executable.
 * @throws CliError when there is none and none could be, or was to be, installed.
 */
export async function ensureBrowser(
  explicit: string | undefined,
  say: (line: string) => void,
  signal: AbortSignal,
  browser: BrowserName = 'chromium',
  mayInstall: InstallConsent = installConsent(false),
): Promise<string> {
  if (explicit !== undefined) {
    if (disk.isExecutable(explicit)) return explicit;
    throw new CliError(EXIT.browser, `--browser-path: ${explicit} is not an executable file`);
  }
  const variable = BROWSER_VARIABLES[browser];
  const named = here.env[variable];
  if (named !== undefined && named !== '' && !disk.isExecutable(named)) throw new CliError(EXIT.browser, `${variable}: ${named} is not an executable file`);
  const found = findBrowser(here, disk, browser);
  if (found !== undefined) return found;

  const plan = installPlan(here.platform, process.getuid?.() === 0, isCommand, browser);
  const title = BROWSER_TITLES[browser];
  if (plan === undefined) throw new CliError(EXIT.browser, `no ${title} was found, and no package manager to install one. ${BY_HAND[browser]}`);
  await mayInstall(plan, signal);
  const installed = await install(plan, say, signal);
  const now = findBrowser(here, disk, browser);
  if (now !== undefined) return now;
  if (signal.aborted) throw new CliError(EXIT.interrupted, 'interrupted');
  throw new CliError(
    EXIT.browser,
    `${plan.manager} ${installed ? 'installed' : 'could not install'} ${title}${installed ? ', but not where it is looked for' : ''}. ${BY_HAND[browser]}`,
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
