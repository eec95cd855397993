/** The built extension, a folder for each browser, both made anew when a source is newer. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError, EXIT } from './exit.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** One build makes both. */
const FOLDERS = { chromium: path.join(ROOT, 'dist'), firefox: path.join(ROOT, 'dist-firefox') };
/** All that the build reads. */
const SOURCES = ['src', 'public', 'build', 'manifest.json', 'vite.config.ts', 'package.json', 'package-lock.json'];

/**
 * Builds the extension, unless the last build is newer than every source.
 * @returns the folder to load.
 * @throws CliError with the build's own words when it fails.
 */
export async function ensureExtension(say: (line: string) => void, signal: AbortSignal, browser: keyof typeof FOLDERS = 'chromium'): Promise<string> {
  const folder = FOLDERS[browser];
  // The npm package has the extensions, and nothing that they are made of.
  if (!existsSync(path.join(ROOT, 'vite.config.ts'))) return folder;
  const builtAt = newest(path.join(folder, 'manifest.json'));
  if (builtAt > Math.max(...SOURCES.map((source) => newest(path.join(ROOT, source))))) return folder;
  say('building the extension');
  const { status, output } = await viteBuild(signal);
  if (signal.aborted) throw new CliError(EXIT.interrupted, 'interrupted');
  if (status !== 0) throw new CliError(EXIT.failed, `the extension could not be built:\n${output}`);
  return folder;
}

/** A process of its own: Vite writes to stdout, which here belongs to the capture. */
function viteBuild(signal: AbortSignal): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
      cwd: ROOT,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ status: -1, output: output + error.message }));
    child.once('close', (status) => resolve({ status: status ?? -1, output }));
  });
}

/** Time of the newest file at or below `place`; 0 if there is none. A folder counts too: files that were removed change it. */
function newest(place: string): number {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(place).reduce((time, name) => Math.max(time, newest(path.join(place, name))), found.mtimeMs);
}
