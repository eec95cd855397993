/**
 * One browser for all panels of the test files that a worker runs, a tab for each: a launch costs more than all else that is done to open a panel.
 * Only for tests that look at their own tab, and whose page is told nothing by the tabs before it.
 */
import { afterAll } from 'vitest';
import { within } from '../../cli/until.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/** Takes 0.1 s; many times that on a busy machine. */
const PATIENCE: Milliseconds = 20_000;

interface Closable {
  close(): Promise<void>;
}

/** Of the file that runs. */
let isKept = false;
/** Of this worker, whose files are of one project and so of one kind of browser. */
let kept: Closable | undefined;

/** Call it in a test file, before its tests: from then on `inspect` and `openPanel` keep their browser, unless it has to be an unusual one. */
export function keepOneBrowser(): void {
  isKept = true;
  afterAll(() => {
    isKept = false;
  });
}

/** Vitest ends a worker by this signal, of which Node dies at once. Those who launch browsers end them when the process exits. */
process.once('SIGTERM', () => process.exit());

export interface Lease<B> {
  readonly browser: B;
  /** Others use the browser too: so open a tab. */
  readonly isShared: boolean;
  /** Gives the browser back, which ends it where it is not kept. @param putBack makes it again as it was; where that fails, the next who asks gets a new one. */
  end(putBack: () => Promise<void>): Promise<void>;
}

/** @param isUsual whether the browser is to be like all others. @param launch all callers of a file launch the same kind. */
export async function leaseBrowser<B extends Closable>(isUsual: boolean, launch: () => Promise<B>): Promise<Lease<B>> {
  const isShared = isKept && isUsual;
  const browser = isShared && kept !== undefined ? (kept as B) : await launch();
  if (isShared) kept = browser;
  const forget = async (): Promise<void> => {
    if (kept === browser) kept = undefined;
    await browser.close();
  };
  return { browser, isShared, end: (putBack) => (isShared ? within('the browser as it was', putBack(), PATIENCE).catch(forget) : browser.close()) };
}
