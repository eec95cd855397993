import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Host } from '../../../../src/panel/state/host.ts';
import { keepPlace } from '../../../../src/panel/state/keep-place.ts';

/** A panel's document that finds `saved`. */
async function open(saved: unknown, begun: { connection?: number } = {}) {
  const kept: unknown[] = [];
  const signals = {
    selectedConnection: signal<number | null>(begun.connection ?? null),
    selectedAttempt: signal<number | null>(null),
    selectedMessage: signal<number | null>(null),
  };
  keepPlace(
    { place: { load: () => Promise.resolve(saved), save: (value: unknown) => kept.push(value) } } as unknown as Host,
    signals,
    new AbortController().signal,
  );
  await Promise.resolve();
  await Promise.resolve();
  const now = () => [signals.selectedConnection.value, signals.selectedAttempt.value, signals.selectedMessage.value];
  return { kept, signals, now };
}

test('a new document stands where the last one stood', async () => {
  const first = await open(undefined);
  expect(first.now()).toEqual([null, null, null]);
  first.signals.selectedConnection.value = 3;
  first.signals.selectedMessage.value = 40;
  const next = await open(first.kept.at(-1));
  expect(next.now()).toEqual([3, null, 40]);
});

test('what the user has selected meanwhile stays', async () => {
  expect((await open({ connection: 3, attempt: 2, message: 40 }, { connection: 5 })).now()).toEqual([5, null, null]);
});

test.each([null, 7, {}, { connection: '3', attempt: null, message: null }, { connection: 1.5, attempt: null, message: null }])(
  'is not misled by %j',
  async (saved) => {
    expect((await open(saved)).now()).toEqual([null, null, null]);
  },
);
