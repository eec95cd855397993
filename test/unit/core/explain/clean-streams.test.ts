/** No finding warns of what applications do when all is well, at any moment while they do it. */
import { expect, test } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { Observation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import { CLEAN_STREAMS, SILENT_STREAMS } from '../../../clean-streams.ts';
import { START } from './attempt-facts.ts';
import { playScript } from './play-script.ts';

const NAMES = Object.keys(CLEAN_STREAMS);
/** Between two looks. */
const LOOK = 9700;
/** A page is looked at long after the last that came. */
const AFTER = 30 * 60_000;

const timeOf = (observation: Observation): number => {
  if (observation.kind === 'request') return observation.endedAt ?? observation.response?.at ?? observation.startedAt;
  return 'at' in observation ? observation.at : START;
};

test('there are many of them', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(40);
});

test.each(NAMES.flatMap((name) => (['chromium', 'firefox'] as const).map((browser) => [name, browser] as const)))('%s, in %s', (name, browser) => {
  const capture = createCapture({ dialect: browser === 'firefox' ? 'firefox' : 'standard' });
  const diagnosis = createDiagnosis(capture);
  const warned = new Set<string>();
  const look = (now: number): void => {
    catchUp(capture, now);
    diagnosis.update(now);
    for (const { rule, severity, params } of diagnosis.findings()) if (severity !== 'note') warned.add(`${rule} ${JSON.stringify(params)}`);
  };
  let next = START + LOOK;
  for (const observation of playScript(CLEAN_STREAMS[name]!, browser)) {
    for (; timeOf(observation) > next; next += LOOK) look(next);
    record(capture, observation);
  }
  look(next);
  look(next + AFTER);
  const messages = [...capture.connections.values()].map(({ connection }) => connection.messageCount);
  expect(messages.map((count) => count > 0)).toEqual([!SILENT_STREAMS.includes(name)]);
  expect([...warned]).toEqual([]);
});
