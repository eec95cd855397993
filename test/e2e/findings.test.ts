/**
 * Findings live, from the page to the diagnosis: one rule for each source of facts, and those that a recording cannot show. The others are asked of recordings
 * of the same scenarios (test/unit/core/explain/recorded-findings.test.ts), and all of them live with `SOAK=1` (every-finding.soak.test.ts).
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RuleId } from '../../src/core/explain/registry.ts';
import { BROWSER } from '../browsers.ts';
import { provoke, watchQuiet } from './findings/provoke.ts';
import { findingsOf, type NOT_IN_FILES, QUIET } from './findings/scenarios.ts';
import { openScene, type Scene } from './findings/scene.ts';

/** What each is known from. */
const SOURCES: Readonly<Record<(typeof NOT_IN_FILES)[number], string> & Partial<Record<RuleId, string>>> = {
  'message-unheard': 'page hook',
  'same-stream-twice': 'page hook, and time alone',
  'blocked-early': 'page hook, and no request',
  'position-lost': 'page hook and request log, of two connections',
  'connection-refused': 'request log',
  'unheard-type': 'network log',
  'field-in-capitals': 'text that the network log hands over',
  'held-back-block': 'pieces that the page reads by fetch',
};

let scene: Scene;
beforeAll(async () => void (scene = await openScene(BROWSER)));
afterAll(() => scene?.close());
beforeEach(() => scene.blank());

test.each(
  findingsOf(BROWSER)
    .filter(({ name }) => name in SOURCES)
    .map((scenario) => ({ source: SOURCES[scenario.name], ...scenario })),
)('$name is found: $source', (scenario) => provoke(scene, scenario));

test.each(QUIET.filter(({ name }) => name === 'quiet-orders'))('nothing is found: $name', (scenario) =>
  watchQuiet(scene, scenario, async (url) => {
    expect(await scene.connections(url)).toHaveLength(1);
    expect(await scene.findings(url)).toEqual([]);
  }),
);
