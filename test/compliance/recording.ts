/**
 * What a browser does by itself, kept in files, so that it need not be run beside the extension each time. A recording counts for one product, major
 * version and platform, and for the very scripts that it was made with; for all else the browser runs as it is. `SOAK=1`: it always does, and must do
 * as it is recorded. `RECORD=1`: it does, and that is the recording.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { BROWSER_PATHS } from '../browsers.ts';

/** Whether the browser runs as it is, though there be a recording: the whole proof, which takes its time. */
const ALWAYS_LIVE = process.env['SOAK'] === '1';
const RECORD = process.env['RECORD'] === '1';
const FOLDER = path.join(import.meta.dirname, 'recorded');
const VERSION_PATIENCE_MS = 30_000;

export interface Native<T> {
  /** What the browser did, by name: now where it ran, else when it was recorded. */
  outcomes: ReadonlyMap<string, T>;
  /** What it did when it was recorded; `outcomes`, where there is no recording. */
  recorded: ReadonlyMap<string, T>;
}

interface Recording {
  /** As the browser named itself, for people. */
  browser: string;
  /** Hash of what it ran. */
  scripts: string;
  outcomes: Record<string, unknown>;
}

const isRecording = (value: unknown): value is Recording => {
  const { browser, scripts, outcomes } = (value ?? {}) as Partial<Record<keyof Recording, unknown>>;
  return typeof browser === 'string' && typeof scripts === 'string' && typeof outcomes === 'object' && outcomes !== null;
};

/**
 * @param suite names the recording.
 * @param scripts all that the browser is given to run; a recording of other scripts is none.
 * @param run runs the browser as it is. What it finds out must be JSON.
 * @throws Error where `run` does; a file that is no recording.
 */
export async function native<T>(suite: string, browser: BrowserName, scripts: string, run: () => Promise<ReadonlyMap<string, T>>): Promise<Native<T>> {
  const version = await versionOf(browser);
  const file = version === undefined ? undefined : path.join(FOLDER, keyOf(version), `${suite}.json`);
  const hash = createHash('sha256').update(scripts).digest('hex').slice(0, 16);
  const kept = file === undefined ? undefined : await read(file);
  const recorded = kept?.scripts === hash ? new Map(Object.entries(kept.outcomes as Record<string, T>)) : undefined;
  if (recorded && !ALWAYS_LIVE && !RECORD) return { outcomes: recorded, recorded };

  if (!recorded && !RECORD) console.log(`${suite}: ${version ?? browser} runs natively too, for want of a recording (test/compliance/README.md)`);
  const outcomes = await run();
  if (RECORD && version !== undefined && file !== undefined) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, textOf({ browser: version, scripts: hash, outcomes: Object.fromEntries(outcomes) }));
  }
  return { outcomes, recorded: RECORD ? outcomes : (recorded ?? outcomes) };
}

async function read(file: string): Promise<Recording | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (!isRecording(value)) throw new Error(`${file} is no recording`);
  return value;
}

/** One line for each outcome, in the order of the checks. */
function textOf({ browser, scripts, outcomes }: Recording): string {
  const lines = Object.entries(outcomes).map(([name, outcome]) => `${JSON.stringify(name)}: ${JSON.stringify(outcome)}`);
  return `{"browser": ${JSON.stringify(browser)},\n"scripts": ${JSON.stringify(scripts)},\n"outcomes": {\n${lines.join(',\n')}\n}}\n`;
}

/** Such as "Chromium 156.0.8078.108"; undefined where the browser does not say. */
async function versionOf(browser: BrowserName): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined; // there, `--version` opens a window
  const { stdout } = await promisify(execFile)(BROWSER_PATHS[browser], ['--version'], { timeout: VERSION_PATIENCE_MS }).catch(() => ({ stdout: '' }));
  return /^.*? \d+\.\S+/.exec(stdout.trim())?.[0];
}

/** "Mozilla Firefox 153.8.0esr" on Linux: `mozilla-firefox-153-esr-linux`. Updates within a major version change nothing that a page could find out. */
function keyOf(version: string): string {
  const [, product = '', major = '', channel = ''] = /^(.*) (\d+)\.[\d.]*(.*)$/.exec(version) ?? [];
  return [product, major, channel, process.platform]
    .filter((part) => part !== '')
    .join('-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
