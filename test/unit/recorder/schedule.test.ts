import { expect, test } from 'vitest';
import { createSchedule } from '../../../src/recorder/schedule.ts';

test('what is to come at once comes each in a task of its own, in order, and before what has time', async () => {
  const schedule = createSchedule();
  const seen: string[] = [];
  await new Promise<void>((done) => {
    schedule(() => {
      seen.push('late');
      done();
    }, 30);
    schedule(() => {
      seen.push('first');
      void Promise.resolve().then(() => seen.push('microtask of the first'));
      schedule(() => seen.push('set by the first'), 0);
    }, 0);
    schedule(() => seen.push('second'), 0);
    seen.push('now');
  });
  expect(seen).toEqual(['now', 'first', 'microtask of the first', 'second', 'set by the first', 'late']);
});

test('one that throws does not keep those behind it', async () => {
  const schedule = createSchedule();
  const thrown: unknown[] = [];
  const hear = (error: unknown): void => void thrown.push(error);
  process.prependOnceListener('uncaughtException', hear);
  const listeners = process.listeners('uncaughtException').filter((listener) => listener !== hear);
  for (const listener of listeners) process.off('uncaughtException', listener);
  try {
    await new Promise<void>((done) => {
      schedule(() => {
        throw new Error('on purpose');
      }, 0);
      schedule(done, 0);
    });
    expect(thrown.map(String)).toEqual(['Error: on purpose']);
  } finally {
    process.off('uncaughtException', hear);
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});
