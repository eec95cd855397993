/** What a run of the tests came to: counted by file, summed up for people. */
import path from 'node:path';
import { formatDuration } from '../../cli/duration.ts';
import type { Milliseconds } from '../../src/core/units.ts';

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** One test file in one of the projects of `vitest.config.ts`. */
export interface FileOutcome extends Count {
  project: string;
  /** Relative to the root of the repository, with `/`. */
  file: string;
  /** False as well where the file itself failed: it could not be read, or a hook of the whole file threw. */
  ok: boolean;
  /** Import, hooks and tests. */
  duration: Milliseconds;
}

/** As it passes from Vitest's process to the one that started it. */
export interface Tally {
  files: FileOutcome[];
  /** Errors outside of any test. */
  errors: number;
}

const SLOWEST = 10;
/** Folders whose own folders are counted apart. */
const SPLIT = new Set(['unit', 'e2e']);

/** Everything counted together; a file that failed without a failed test counts as one, and so does each error outside of tests. */
export function countAll({ files, errors }: Tally): Count {
  const total: Count = { passed: 0, failed: errors, skipped: 0 };
  for (const { passed, failed, skipped, ok } of files) {
    total.passed += passed;
    total.failed += failed === 0 && !ok ? 1 : failed;
    total.skipped += skipped;
  }
  return total;
}

/** The part of the product that a file tests: `unit/core`, `compliance`, `e2e` … */
export function areaOf(file: string): string {
  const [, first = '', second = ''] = path.posix.dirname(file).split('/');
  return SPLIT.has(first) && second !== '' ? `${first}/${second}` : first;
}

/** A line for each area, the one that took longest first: files, tests, time. */
export function areaLines(files: readonly FileOutcome[]): string[] {
  const areas = new Map<string, { files: number; tests: number; duration: Milliseconds }>();
  for (const { file, passed, failed, skipped, duration } of files) {
    const area = areas.get(areaOf(file)) ?? { files: 0, tests: 0, duration: 0 };
    area.files += 1;
    area.tests += passed + failed + skipped;
    area.duration += duration;
    areas.set(areaOf(file), area);
  }
  return [...areas]
    .sort(([, one], [, other]) => other.duration - one.duration)
    .map(
      ([name, area]) =>
        `${name.padEnd(18)} ${plural(area.files, 'file').padStart(10)} ${plural(area.tests, 'test').padStart(12)}  ${formatDuration(area.duration)}`,
    );
}

/** The slowest files, each with its time. */
export function slowestLines(files: readonly FileOutcome[], most = SLOWEST): string[] {
  return files
    .toSorted((one, other) => other.duration - one.duration)
    .slice(0, most)
    .map(({ project, file, duration }) => `${formatDuration(duration).padStart(14)}  ${file} (${project})`);
}

/** The commands that run the failed files again, one for each project. */
export function againLines(files: readonly FileOutcome[]): string[] {
  const failed = new Map<string, string[]>();
  for (const { project, file, ok } of files) if (!ok) failed.set(project, [...(failed.get(project) ?? []), file]);
  return [...failed].map(([project, names]) => `npx vitest run --project ${project} ${names.join(' ')}`);
}

/** A file that has just ended, as a line of the progress. */
export function progressLine(done: number, all: number, { project, file, ok, passed, failed, skipped, duration }: FileOutcome): string {
  const place = `[${String(done).padStart(String(all).length)}/${all}]`;
  const outcome = failed > 0 ? `${failed} of ${plural(passed + failed + skipped, 'test')} failed` : plural(passed + skipped, 'test');
  return `${place} ${ok ? '✓' : '✕'} ${file} (${project})  ${outcome}  ${formatDuration(duration)}`;
}

function plural(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
