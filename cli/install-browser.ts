/** Installing a browser by the system's package manager, for machines that have none. */
import { spawn } from 'node:child_process';
import { BROWSER_TITLES, type BrowserName } from './driven-browser.ts';

/** A way to get a browser: commands to run one after the other, then packages to try until one is installed. */
export interface InstallPlan {
  browser: BrowserName;
  manager: string;
  /** Brings the package lists up to date. May fail: one dead mirror of several must not stop the rest. */
  refresh: string[] | undefined;
  /** Each installs the browser under one of its names. */
  attempts: string[][];
}

interface Manager {
  /** The command that tells that it is there. */
  command: string;
  platforms: readonly NodeJS.Platform[];
  refresh?: string[];
  install: string[];
  /** Names to try, in this order. */
  packages: Readonly<Record<BrowserName, readonly string[]>>;
  /** Homebrew refuses to run as root. */
  ownRights?: boolean;
}

/** Where both are called what they are. */
const SAME: Manager['packages'] = { chromium: ['chromium'], firefox: ['firefox'] };

const MANAGERS: readonly Manager[] = [
  {
    command: 'apt-get',
    platforms: ['linux'],
    refresh: ['apt-get', 'update'],
    install: ['apt-get', 'install', '-y'],
    packages: { chromium: ['chromium', 'chromium-browser'], firefox: ['firefox-esr', 'firefox'] }, // Debian, Ubuntu
  },
  { command: 'dnf', platforms: ['linux'], install: ['dnf', 'install', '-y'], packages: SAME },
  {
    command: 'zypper',
    platforms: ['linux'],
    install: ['zypper', '--non-interactive', 'install'],
    packages: { chromium: ['chromium'], firefox: ['MozillaFirefox'] },
  },
  {
    command: 'pacman',
    platforms: ['linux'],
    refresh: ['pacman', '-Sy', '--noconfirm'],
    install: ['pacman', '-S', '--noconfirm', '--needed'],
    packages: SAME,
  },
  { command: 'apk', platforms: ['linux'], install: ['apk', 'add', '--no-cache'], packages: SAME },
  { command: 'xbps-install', platforms: ['linux'], refresh: ['xbps-install', '-S'], install: ['xbps-install', '-y'], packages: SAME },
  {
    command: 'brew',
    platforms: ['darwin'],
    install: ['brew', 'install', '--cask'],
    packages: { chromium: ['chromium', 'google-chrome'], firefox: ['firefox'] },
    ownRights: true,
  },
];

/**
 * How to install the browser here, or undefined where no package manager that we know is found.
 * @param isRoot if not, `sudo` is put in front, also where it will ask for a password.
 * @param has whether a command is on the PATH.
 */
export function installPlan(
  platform: NodeJS.Platform,
  isRoot: boolean,
  has: (command: string) => boolean,
  browser: BrowserName = 'chromium',
): InstallPlan | undefined {
  const manager = MANAGERS.find((candidate) => candidate.platforms.includes(platform) && has(candidate.command));
  if (manager === undefined) return undefined;
  if (!isRoot && !manager.ownRights && !has('sudo')) return undefined;
  // `env` behind sudo: sudo drops the variables of its caller.
  const rights = manager.ownRights ? [] : [...(isRoot ? [] : ['sudo']), 'env', 'DEBIAN_FRONTEND=noninteractive'];
  return {
    browser,
    manager: manager.command,
    refresh: manager.refresh && [...rights, ...manager.refresh],
    attempts: manager.packages[browser].map((name) => [...rights, ...manager.install, name]),
  };
}

/** The plan as one line for a shell: what `install` does, by hand. */
export function shellLine({ refresh, attempts }: InstallPlan): string {
  const untilOneWorks = attempts.map((command) => command.join(' ')).join(' || ');
  return refresh === undefined ? untilOneWorks : `${refresh.join(' ')}; ${untilOneWorks}`;
}

/**
 * Carries out a plan, telling each command before it runs.
 * @param say where to tell it; output of the commands goes to stderr.
 * @returns whether one of the packages was installed.
 */
export async function install(plan: InstallPlan, say: (line: string) => void, signal: AbortSignal): Promise<boolean> {
  const attempt = async (command: string[]): Promise<boolean> => {
    if (signal.aborted) return false;
    say(`no ${BROWSER_TITLES[plan.browser]} found, running: ${command.join(' ')}`);
    return (await run(command, signal)) === 0;
  };
  if (plan.refresh) await attempt(plan.refresh);
  for (const command of plan.attempts) if (await attempt(command)) return true;
  return false;
}

/** Resolves to the exit status; -1 when it could not be started or was ended by a signal. */
function run([command, ...args]: string[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    if (command === undefined) return resolve(-1);
    // A terminal is passed on, so that sudo can ask for a password; anything else would make it wait for ever.
    const child = spawn(command, args, { stdio: [process.stdin.isTTY ? 'inherit' : 'ignore', process.stderr, process.stderr], signal });
    child.once('error', () => resolve(-1));
    child.once('exit', (status) => resolve(status ?? -1));
  });
}
