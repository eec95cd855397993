/** Runs a command that drives a browser as a user does, in a temporary folder of its own, so that whatever it leaves behind is seen. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../cli/until.ts';
import { BROWSER } from '../browsers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** For one line of output; a browser starts in a few seconds. */
const PATIENCE = 60_000;

/** Of a run in another browser than the usual one. */
const IN_BROWSER = BROWSER === 'chromium' ? [] : ['--browser', BROWSER];

/** Of a command line: a browser's fills a screen. */
const SHOWN = 100;

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  /** What it has printed so far. */
  readonly printed: { readonly stdout: string; readonly stderr: string };
  readonly done: Promise<Outcome>;
  /** Resolves when its output satisfies the condition. */
  until(what: string, condition: (stdout: string, stderr: string) => boolean): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

export interface Bench {
  /** A folder for files of the test. */
  readonly folder: string;
  run(command: 'capture' | 'start', args: readonly string[], env?: Record<string, string>): RunningCommand;
  /** Profiles and processes that the commands have left behind. */
  leftovers(): Promise<{ profiles: string[]; processes: string[] }>;
  /** Ends what still runs and removes all folders. */
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'command-test-'));
  const temporary = await mkdtemp(path.join(tmpdir(), 'command-temp-'));
  const running = new Set<RunningCommand>();

  return {
    folder,
    run(command, args, env = {}) {
      const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'cli', 'sse-scope.ts'), command, ...args, ...IN_BROWSER], {
        cwd: ROOT,
        // Without a display, whatever the machine of the test has.
        env: { ...process.env, TMPDIR: temporary, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
      let ended = false;
      const done = new Promise<Outcome>((resolve) => {
        child.once('close', (status) => {
          ended = true;
          running.delete(self);
          resolve({ status, ...printed });
        });
      });
      const self: RunningCommand = {
        printed,
        done,
        async until(what, condition) {
          const seen = (): boolean => condition(printed.stdout, printed.stderr);
          await until(what, () => seen() || ended, PATIENCE).catch(() => undefined);
          if (!seen()) throw new Error(`${what}: not seen in\n${printed.stdout}\n${printed.stderr}`);
        },
        signal: (name) => void child.kill(name),
      };
      running.add(self);
      return self;
    },
    async leftovers() {
      // The compiler's cache of `tsx` lives there as well.
      const profiles = (await readdir(temporary)).filter((name) => !name.startsWith('tsx-') && !name.startsWith('node-compile-cache'));
      return { profiles, processes: await processesOf(temporary) };
    },
    async close() {
      for (const command of running) {
        command.signal('SIGTERM');
        await command.done;
      }
      await rm(folder, { recursive: true, force: true });
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

/** Command lines that name the folder. Linux alone has /proc; elsewhere the profile that is gone must do. */
async function processesOf(folder: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder)).map((line) => line.replaceAll('\0', ' ').slice(0, SHOWN));
}
