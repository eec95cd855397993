/** Runs a scenario in the blank page of a scene: until its rule has spoken, or for a while in which none should. */
import { sleep, until } from '../../../cli/until.ts';
import type { Finding } from '../../../src/core/explain/finding.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import { closeStream, type FindingScenario, type Scenario } from './scenarios.ts';
import type { Scene } from './scene.ts';

/** For what should not come: longer than anything that is found at once takes. */
const QUIET_FOR: Milliseconds = 1500;

/**
 * @param then is called with the URL of the scenario's connections, as soon as its rule has spoken.
 * @throws Error with what was found instead.
 */
export async function provoke(scene: Scene, { name, patience, open, undo }: FindingScenario, then?: (url: string) => Promise<void>): Promise<void> {
  try {
    const url = await open(scene);
    let found: Finding[] = [];
    await until(name, async () => (found = await scene.findings(url)).some(({ rule }) => rule === name), patience).catch(async (error: unknown) => {
      const rows = (await scene.connections(url)).map(({ state, outcome, error: why }) => ({ state, outcome, why }));
      throw new Error(`${name}, ${url}: found instead: ${JSON.stringify({ rules: found.map(({ rule }) => rule), rows })}`, { cause: error });
    });
    await then?.(url);
  } finally {
    await undo?.(scene);
  }
}

/** @param look is called with the URL of the stream: after a while of it, and once more when the page has closed it. */
export async function watchQuiet(scene: Scene, { open }: Scenario, look: (url: string, moment: 'open' | 'closed') => Promise<void>): Promise<void> {
  const url = await open(scene);
  await sleep(QUIET_FOR);
  await look(url, 'open');
  await closeStream(scene);
  await look(url, 'closed');
}
