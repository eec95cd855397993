import { defineConfig } from 'vitest/config';

/** Tests of plain code, many at once. */
const unit = ['test/unit/**/*.test.{ts,tsx}'];
/** Tests with a real browser, one file after the other: each has two processors' worth of work to do. */
const browser = ['test/{compliance,build,e2e,ui}/**/*.test.{ts,tsx}'];

/** A browser on a busy machine of two processors takes its time; what never comes must fail all the same. */
const BROWSER_TIMEOUT = 120_000;

/** For what a test waits for with `expect.poll`: browsers that share two processors are slow, not wrong. */
const POLL_TIMEOUT = 30_000;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    retry: 0,
    setupFiles: ['test/fixtures/english.ts'],
    expect: { poll: { timeout: POLL_TIMEOUT } },
    projects: [
      { extends: true, test: { name: 'unit', include: unit, testTimeout: 20_000, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: BROWSER_TIMEOUT,
          hookTimeout: BROWSER_TIMEOUT,
          sequence: { groupOrder: 1 }, // after the unit tests, not beside them
          env: { PW_CHROMIUM_ATTACH_TO_OTHER: '1' }, // see cli/browser.ts
        },
      },
    ],
  },
});
