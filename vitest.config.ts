import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { SOAK } from './test/sizes.ts';

/** Tests of plain code. */
const unit = ['test/unit/**/*.test.{ts,tsx}'];
/** Those of the hook, which takes what it needs of the globals when it is loaded: each file has to have its own. */
const unitOfPage = ['test/unit/page/**/*.test.{ts,tsx}'];
/** Files that only run with `SOAK=1`. */
const soak = SOAK ? [] : ['**/*.soak.test.ts'];
/** Tests with a real browser. */
const browser = ['test/{compliance,build,e2e,ui}/**/!(wire-cut|wire-live|wire-random).test.{ts,tsx}'];

/** Those of them that run once more with `BROWSER=firefox`: what is other code there. The compliance suite has all browsers in one run, to compare. */
const firefox = [
  'test/e2e/{capture,compare-panel,decoded,export,findings-places,frames,listeners,main-job,refused-readings,wire-cut,wire-live,wire-random}.test.ts',
];
/** What `npm test` proves there by less: findings by recordings, the start by `capture`. */
const soakInFirefox = ['test/e2e/{every-finding.soak,findings,start}.test.ts'];

/** On a machine of two processors with eight things to do all takes its time; what never comes must fail all the same. */
const TIMEOUT = 120_000;

/** For what a test waits for with `expect.poll`: browsers that share two processors are slow, not wrong. */
const POLL_TIMEOUT = 30_000;
/** Each look is work for the browser as well, of which two wait at once. */
const POLL_INTERVAL = 100;

/** As many files at once: those with a browser wait for a third of their time. Vitest itself would leave a processor free. */
const WORKERS = 2;

/** Without isolation a worker loads what the files share once: a quarter of the processor time. */
const ofPlainCode = (
  name: string,
  test: { include: string[]; exclude?: string[]; isolate?: boolean; setupFiles?: string[] },
): TestProjectInlineConfiguration => ({
  extends: true,
  test: { ...test, name, maxWorkers: WORKERS, testTimeout: TIMEOUT, hookTimeout: TIMEOUT, sequence: { groupOrder: 0 } },
});

/** Side by side, after the unit tests. They share a worker too, for what drives browsers takes a second to load, and the browser that is kept (`e2e/kept-browser.ts`). */
const inBrowser = (name: string, include: string[], env: Record<string, string>): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include,
    exclude: soak,
    env,
    isolate: false,
    maxWorkers: WORKERS,
    testTimeout: TIMEOUT,
    hookTimeout: TIMEOUT,
    sequence: { groupOrder: 1 },
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    retry: 0,
    setupFiles: ['test/fixtures/english.ts'],
    expect: { poll: { timeout: POLL_TIMEOUT, interval: POLL_INTERVAL } },
    projects: [
      ofPlainCode('unit', { include: unit, exclude: unitOfPage, isolate: false, setupFiles: ['test/fixtures/decoders.ts'] }),
      ofPlainCode('unit-page', { include: unitOfPage }),
      inBrowser('browser', browser, { PW_CHROMIUM_ATTACH_TO_OTHER: '1' }), // see cli/browser.ts
      inBrowser('firefox', SOAK ? [...firefox, ...soakInFirefox] : firefox, { BROWSER: 'firefox' }),
    ],
  },
});
