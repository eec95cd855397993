import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Host } from '../../../../src/panel/state/host.ts';
import { keepPlace, type PlaceSignals } from '../../../../src/panel/state/keep-place.ts';
import type { OwnTabs } from '../../../../src/panel/state/tab-in-front.ts';

const fresh = (): PlaceSignals => ({
  selectedConnection: signal<number | null>(null),
  selectedAttempt: signal<number | null>(null),
  selectedMessage: signal<number | null>(null),
  selectedFinding: signal<string | null>(null),
  selectedLine: signal<number | null>(null),
  messageOpen: signal(false),
  listTop: signal<{ first: number; selected: number | null } | null>(null),
  range: signal<{ from: number; to: number } | null>(null),
  filterText: signal(''),
  filterTypes: signal<readonly string[] | null>(null),
  filterFrames: signal<readonly number[] | null>(null),
  bookmarks: signal<ReadonlySet<number>>(new Set()),
  onlyBookmarks: signal(false),
  paused: signal(false),
  before: signal<number | undefined>(undefined),
  ownTabs: signal<OwnTabs>(new Map()),
});
const valuesOf = (signals: PlaceSignals): Record<string, unknown> => Object.fromEntries(Object.entries(signals).map(([name, { value }]) => [name, value]));

/** A panel's document that finds `saved`. */
async function open(saved: unknown, begin: (signals: PlaceSignals) => void = () => undefined) {
  const kept: unknown[] = [];
  const signals = fresh();
  let restored = 0;
  const place = { load: () => Promise.resolve(saved), save: (value: unknown) => kept.push(structuredClone(value)) };
  keepPlace({ place } as unknown as Host, signals, new AbortController().signal, () => (restored += 1));
  begin(signals);
  await Promise.resolve();
  await Promise.resolve();
  return { kept, signals, now: () => valuesOf(signals), restored: () => restored };
}

test('a new document stands where the last one stood, with all that was chosen, sought and marked', async () => {
  const first = await open(undefined);
  expect([first.now(), first.restored()]).toEqual([valuesOf(fresh()), 0]);
  const { signals } = first;
  signals.selectedConnection.value = 3;
  signals.selectedMessage.value = 40;
  signals.selectedFinding.value = 'bursts';
  signals.selectedLine.value = 7;
  signals.messageOpen.value = true;
  signals.listTop.value = { first: 33, selected: 40 };
  signals.range.value = { from: 1.5, to: 2.5 };
  signals.filterText.value = 'pear';
  signals.filterTypes.value = ['order', ''];
  signals.filterFrames.value = [0];
  signals.bookmarks.value = new Set([4, 2]);
  signals.onlyBookmarks.value = true;
  signals.paused.value = true;
  signals.before.value = 50;
  signals.ownTabs.value = new Map([[3, 'raw']]);
  const next = await open(first.kept.at(-1));
  expect(next.now()).toEqual(first.now());
  expect(next.restored()).toBe(1);
});

test('what the user has done meanwhile stays', async () => {
  const saved = { connection: 3, attempt: 2, message: 40, filterText: 'pear' };
  const selecting = await open(saved, ({ selectedConnection }) => (selectedConnection.value = 5));
  expect(selecting.now()).toEqual({ ...valuesOf(fresh()), selectedConnection: 5 });
  const typing = await open(saved, ({ filterText }) => (filterText.value = 'a'));
  expect(typing.now()).toEqual({ ...valuesOf(fresh()), filterText: 'a' });
});

test.each([
  null,
  7,
  {},
  {
    connection: '3',
    attempt: 1.5,
    top: { first: '1', selected: null },
    line: {},
    filterText: null,
    filterTypes: [1],
    filterFrames: 'x',
    bookmarks: ['1'],
    paused: 1,
  },
  { range: { from: 1 }, messageOpen: 'yes', onlyBookmarks: 0, finding: 3 },
  { range: { from: 1, to: 2, more: 3 }, before: 8 },
  { tabs: [[3, 'kitchen']] },
])('is not misled by %j', async (saved) => {
  expect((await open(saved)).now()).toEqual(valuesOf(fresh()));
});

test('one part that is not as it should be does not cost the others', async () => {
  expect((await open({ connection: 'x', message: 4 })).now()).toEqual({ ...valuesOf(fresh()), selectedMessage: 4 });
});
