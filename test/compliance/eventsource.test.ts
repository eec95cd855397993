/** The same checks, natively and hooked: what a page can find out must be the same. */
import { beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS } from '../browsers.ts';
import { bundleChecks } from './browser.ts';
// oxlint-disable-next-line import/no-unassigned-import -- checks register themselves, here for their names
import './checks/all.ts';
import { names } from './checks/kit.ts';
import { compare, modesOf, type Comparison } from './comparison.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { runChecks, type Outcome } from './run-checks.ts';

/** Every step of a run has a limit of its own; this one is above what all of them take on a busy machine. */
const RUN_LIMIT_MS = 900_000;

const CHECKS = names();
let outcomes: Comparison<Outcome>;
beforeAll(async () => {
  const script = await bundleChecks('./checks/all.ts');
  outcomes = await compare('eventsource', script, (browser, mode) => runChecks(browser, mode, script, CHECKS));
}, RUN_LIMIT_MS);

describe.each(BROWSERS)('%s', (browser) => {
  describe('natively', () => {
    test.each(CHECKS)('%s', (name) => {
      const outcome = outcomes.of(browser, 'native', name);
      expect(outcome.error).toBeUndefined();
      expect(outcome, 'not as it was recorded').toEqual(outcomes.recorded(browser, name));
    });
  });

  describe.each(modesOf(browser))('%s, as natively', (mode) => {
    test.each(CHECKS)('%s', (name) => {
      const expected = outcomes.of(browser, 'native', name);
      const actual = outcomes.of(browser, mode, name);
      const known = KNOWN_DIFFERENCES[browser].find((it) => it.check === name && (it.mode ?? mode) === mode);
      if (!known) return expect(actual).toEqual(expected);
      if ('same' in known) {
        expect({ ...actual, facts: known.same(actual.facts) }).toEqual({ ...expected, facts: known.same(expected.facts) });
        expect(actual, 'this difference is gone: take it from the list').not.toEqual(expected);
      } else {
        expect(expected.facts).toEqual(known.native);
        expect(actual).toEqual({ ...expected, facts: known.hooked, noise: known.noise ?? expected.noise });
      }
    });
  });

  test('known differences are checks', () => {
    expect(KNOWN_DIFFERENCES[browser].map(({ check }) => check).filter((check) => !CHECKS.includes(check))).toEqual([]);
  });
});
