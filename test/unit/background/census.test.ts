/** The census against the truth: whatever happens in eight tabs, and whenever the worker dies. */
import { expect, test } from 'vitest';
import fc from '../../property.ts';
import { createBrowserModel, TABS, VERBS, type BrowserModel } from './browser-model.ts';

const STEPS = 1000;
const RUNS = 10;

/** Streams are opened and answered more often than ended, so that there is something to count. */
const verb = fc.oneof({ weight: 2, arbitrary: fc.constantFrom('open', 'answer', 'end', 'cut') }, { weight: 1, arbitrary: fc.constantFrom(...VERBS) });
const step = fc.record({
  verb,
  tab: fc.nat(TABS - 1),
  pick: fc.nat(1000),
  pass: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(4000)),
  revive: fc.nat(24).map((n) => n === 0),
});

/** What the census says otherwise than the model, and how much there was to say. */
function compare(model: BrowserModel): { wrong: string[]; live: number; waiting: number } {
  const [truth, counted] = [model.truth(), model.counted()];
  const wrong: string[] = [];
  let [live, waiting] = [0, 0];
  for (const key of new Set([...truth.keys(), ...counted.keys()])) {
    const [open, connecting, least, most] = truth.get(key) ?? [0, 0, 0, 0];
    const [countedOpen, countedConnecting, waits] = counted.get(key) ?? [0, 0, 0];
    const right = countedOpen === open && countedConnecting === connecting && waits >= least && waits <= most;
    if (!right)
      wrong.push(`${key}: ${open} open, ${connecting} connecting, ${least} to ${most} waiting; counted ${countedOpen}, ${countedConnecting}, ${waits}`);
    live += open + connecting;
    waiting += least;
  }
  return { wrong, live, waiting };
}

test(`is right after each of ${STEPS} random openings, ends, closings, navigations, crashes and tab closings, with the worker dying at any point`, async () => {
  const seen = { live: 0, waiting: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), async (steps) => {
      const model = createBrowserModel();
      for (const { verb: each, tab, pick, pass, revive } of steps) {
        model.pass(pass);
        if (revive) await model.revive();
        model.act(each, tab, pick);
        const { wrong, live, waiting } = compare(model);
        if (wrong.length > 0) throw new Error(`after ${each}: ${wrong.join('\n')}`);
        seen.live = Math.max(seen.live, live);
        seen.waiting = Math.max(seen.waiting, waiting);
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The model must have come to something.
  expect(seen.live).toBeGreaterThan(15);
  expect(seen.waiting).toBeGreaterThan(3);
});
