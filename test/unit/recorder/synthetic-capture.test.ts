import { expect, test } from 'vitest';
import { createSynthetic } from '../../fixtures/synthetic-capture.ts';

test('the synthetic capture has every state and every outcome, and is the same each time', () => {
  const synthetic = createSynthetic({ schedule: () => {} });
  const { recorder, now } = synthetic;
  const { states, messages, lost } = recorder.ask('overview');
  for (const [state, count] of Object.entries(states)) expect(count, state).toBeGreaterThan(0);
  expect(messages).toBeGreaterThan(4300);
  expect(lost).toBe(136);
  const connections = recorder.ask('connections', { now });
  const outcomes = new Set(
    connections.flatMap(({ id, attempts }) => recorder.ask('attempts', { connection: id, from: 1, to: attempts + 1 }).map((attempt) => attempt.outcome)),
  );
  for (const outcome of ['connecting', 'open', 'ended', 'cut', 'refused', 'http-error', 'bad-type', 'no-content', 'cors', 'closed-by-page', 'navigated'])
    expect(outcomes).toContain(outcome);
  expect(outcomes).not.toContain('failed');
  // Nothing is later than now, so that a workbench can go on from there.
  expect(recorder.ask('overview').to).toBeLessThanOrEqual(now);
  expect(createSynthetic({ schedule: () => {} }).recorder.ask('connections', { now })).toEqual(connections);
  synthetic.more(now + 1, 3);
  expect(recorder.ask('overview').messages).toBe(messages + 3);
});
