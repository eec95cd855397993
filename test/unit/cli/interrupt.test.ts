import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeInterrupts, type Interrupt } from '../../../cli/interrupt.ts';

/** Three times as long as one press may take to come by all its ways. */
const LATER = 900;

let interrupt: Interrupt;
const state = (): boolean[] => [interrupt.first.aborted, interrupt.second.aborted];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  interrupt = takeInterrupts();
});
afterEach(() => {
  interrupt.release();
  vi.useRealTimers();
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s, and a second one later', (signal) => {
  expect(state()).toEqual([false, false]);
  process.emit(signal);
  expect(state()).toEqual([true, false]);
  vi.advanceTimersByTime(LATER);
  process.emit(signal);
  expect(state()).toEqual([true, true]);
});

test('one press that comes three times is one', () => {
  for (let time = 0; time < 3; time += 1) process.emit('SIGINT');
  expect(state()).toEqual([true, false]);
});

test('released signals are heard no more', () => {
  const before = process.listenerCount('SIGINT');
  interrupt.release();
  expect(process.listenerCount('SIGINT')).toBe(before - 1);
});
