/** Each rule live, in the browsers that can show it, and none on streams that are as they should be: all of which findings.test.ts has a few. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BROWSER } from '../browsers.ts';
import { provoke, watchQuiet } from './findings/provoke.ts';
import { EXPECTED_OF_QUIET, findingsOf, QUIET } from './findings/scenarios.ts';
import { openScene, type Scene } from './findings/scene.ts';

let scene: Scene;
beforeAll(async () => void (scene = await openScene(BROWSER)));
afterAll(() => scene?.close());
beforeEach(() => scene.blank());

test.each(findingsOf(BROWSER))('$name is found', (scenario) => provoke(scene, scenario));

test.each(QUIET)('nothing is found: $name', (scenario) =>
  watchQuiet(scene, scenario, async (url) => {
    expect(await scene.connections(url)).toHaveLength(1);
    expect((await scene.findings(url)).filter(({ rule }) => !EXPECTED_OF_QUIET.includes(rule))).toEqual([]);
  }),
);
