/** A Firefox process with Marionette open, and its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Milliseconds } from '../../src/core/units.ts';
import { sleep, until } from '../until.ts';
import { makeProfile, type Preferences, writePreferences } from './profile.ts';

/** Starting takes 1.3–3 s; a cold disk and a busy CI machine have been seen to take ten times that. */
const LAUNCH_PATIENCE: Milliseconds = 60_000;
/** Asked to quit, Firefox is gone within half a second; one that hangs is killed after this. */
const QUIT_PATIENCE: Milliseconds = 10_000;
/** Windows and slow disks hold files of a browser that has just ended for a moment. */
const REMOVE_RETRIES = 10;

/** In the profile, when Marionette listens. */
const PORT_FILE = 'MarionetteActivePort';

export interface ProcessOptions {
  browserPath: string;
  headless: boolean;
  preferences?: Preferences;
  /** Profile to use; without one, a new one is made and removed at the end. */
  userDataDir?: string;
  /** A profile that the new one is a copy of, where none is given. */
  template?: string;
  env?: Readonly<Record<string, string>>;
}

export interface FirefoxProcess {
  /** Marionette's, on 127.0.0.1. */
  readonly port: number;
  readonly ended: Promise<void>;
  /** @param quit asks Firefox to end. Then the process is waited for, or killed, and the profile that was made for it removed. */
  end(quit: () => Promise<unknown>): Promise<void>;
}

/** Size of the window that nobody sees: as Chromium's. */
const HEADLESS_SIZE = { MOZ_HEADLESS_WIDTH: '1400', MOZ_HEADLESS_HEIGHT: '1000' };

/** @throws Error when it does not come up. */
export async function startFirefox(options: ProcessOptions): Promise<FirefoxProcess> {
  const { preferences = {} } = options;
  const profile = options.userDataDir ?? (await makeProfile(options.browserPath, preferences, options.template));
  if (options.userDataDir !== undefined) await writePreferences(profile, preferences);
  // A Firefox that was killed has left the port that it had.
  await rm(path.join(profile, PORT_FILE), { force: true });
  const child = spawn(
    options.browserPath,
    ['--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access', ...(options.headless ? ['--headless'] : [])],
    {
      stdio: 'ignore',
      // A process group of its own: Ctrl-C in the terminal ends the command, and that ends Firefox, in order.
      detached: true,
      env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1', MOZ_REMOTE_ALLOW_SYSTEM_ACCESS: '1', ...HEADLESS_SIZE, ...options.env },
    },
  );
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const removal = { recursive: true, force: true, maxRetries: REMOVE_RETRIES } as const;
  const atExit = (): void => {
    kill(child);
    if (options.userDataDir === undefined) rmSync(profile, removal);
  };
  process.once('exit', atExit);

  const end = async (quit: () => Promise<unknown>): Promise<void> => {
    const within = sleep(QUIT_PATIENCE);
    await Promise.race([quit().catch(() => undefined), within]);
    await Promise.race([ended, within]);
    kill(child);
    await ended;
    process.off('exit', atExit);
    if (options.userDataDir === undefined) await rm(profile, removal);
  };

  try {
    const port = await until(
      'Marionette',
      async () => {
        if (failure !== undefined || child.exitCode !== null) return 'ended';
        return Number(await readFile(path.join(profile, PORT_FILE), 'utf8'));
      },
      LAUNCH_PATIENCE,
    );
    if (port === 'ended') throw failure ?? new Error(`it ended at once, with status ${child.exitCode}`);
    return { port, ended, end };
  } catch (error) {
    await end(() => Promise.resolve(kill(child)));
    throw error;
  }
}

/** The whole group: `firefox` is often a script that starts the real one. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
