import { describe, expect, test } from 'vitest';
import { againLines, areaLines, areaOf, countAll, type FileOutcome, progressLine, slowestLines } from '../../gate/tally.ts';

const outcome = (file: string, given: Partial<FileOutcome> = {}): FileOutcome => ({
  project: 'unit',
  file,
  ok: true,
  passed: 2,
  failed: 0,
  skipped: 0,
  duration: 1000,
  ...given,
});

describe('countAll', () => {
  test('adds up all files, and each error outside of tests as a failure', () => {
    const files = [outcome('test/unit/a.test.ts', { skipped: 1 }), outcome('test/unit/b.test.ts', { passed: 1, failed: 3, ok: false })];
    expect(countAll({ files, errors: 2 })).toEqual({ passed: 3, failed: 5, skipped: 1 });
  });

  test('a file that failed without a failed test is a failure', () => {
    expect(countAll({ files: [outcome('test/unit/a.test.ts', { passed: 0, ok: false })], errors: 0 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test('areaOf: unit and e2e by their own folders, others as a whole', () => {
  expect(areaOf('test/unit/core/parse/lines.test.ts')).toBe('unit/core');
  expect(areaOf('test/unit/a.test.ts')).toBe('unit');
  expect(areaOf('test/e2e/main-job.test.ts')).toBe('e2e');
  expect(areaOf('test/e2e/reading/ways.test.ts')).toBe('e2e/reading');
  expect(areaOf('test/compliance/deep/hostile.test.ts')).toBe('compliance');
});

test('areaLines: tests and time of each, the longest first', () => {
  const files = [
    outcome('test/unit/core/a.test.ts'),
    outcome('test/unit/core/b.test.ts', { passed: 0, failed: 1 }),
    outcome('test/ui/c.test.ts', { duration: 61_000 }),
  ];
  expect(areaLines(files).map((line) => line.replaceAll(/ {2,}/g, ' '))).toEqual(['ui 1 file 2 tests 1 min 01 s', 'unit/core 2 files 3 tests 2.0 s']);
});

test('slowestLines: the slowest first, and no more than wanted', () => {
  const files = [1, 30, 2].map((seconds) => outcome(`test/unit/${seconds}.test.ts`, { duration: seconds * 1000 }));
  expect(slowestLines(files, 2).map((line) => line.trim())).toEqual(['30.0 s  test/unit/30.test.ts (unit)', '2.0 s  test/unit/2.test.ts (unit)']);
});

test('againLines: one command for the failed files of each project', () => {
  const files = [
    outcome('test/e2e/a.test.ts', { project: 'browser', ok: false }),
    outcome('test/e2e/a.test.ts', { project: 'firefox', ok: false }),
    outcome('test/e2e/b.test.ts', { project: 'browser', ok: false }),
    outcome('test/e2e/c.test.ts', { project: 'browser' }),
  ];
  expect(againLines(files)).toEqual([
    'npx vitest run --project browser test/e2e/a.test.ts test/e2e/b.test.ts',
    'npx vitest run --project firefox test/e2e/a.test.ts',
  ]);
});

test('progressLine', () => {
  expect(progressLine(7, 120, outcome('test/ui/a.test.ts', { passed: 1 }))).toBe('[  7/120] ✓ test/ui/a.test.ts (unit)  1 test  1.0 s');
  expect(progressLine(8, 120, outcome('test/ui/a.test.ts', { failed: 1, ok: false }))).toBe('[  8/120] ✕ test/ui/a.test.ts (unit)  1 of 3 tests failed  1.0 s');
});
