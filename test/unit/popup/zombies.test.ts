import { describe, expect, it } from 'vitest';
import type { StreamRow, TabRow } from '../../../src/core/census/board.ts';
import { zombiesOf, type Group } from '../../../src/popup/groups.ts';
import { DEAF_AFTER, quietOf, SILENT_AFTER, zombieOf } from '../../../src/popup/zombies.ts';
import { isCountsAnswer, readCounts, type SourceCount } from '../../../src/wire/protocol/counts.ts';

const NOW = 100_000_000;
const URL = 'http://a.test/live';
const stream = (some: Partial<StreamRow> = {}): StreamRow => ({ url: URL, frameId: 0, documentId: 'A', state: 'open', since: NOW - 3_600_000, ...some });
const tab = (...documents: [documentId: string, frameId: number][]): TabRow => ({
  tabId: 1,
  incognito: false,
  open: 1,
  connecting: 0,
  waiting: 0,
  origins: [],
  documents: documents.map(([documentId, frameId]) => ({ documentId, frameId })),
});
const source = (some: Partial<SourceCount> = {}): SourceCount => ({ url: URL, messages: 3, heard: true, quietFor: 1000, ...some });
const kindOf = (row: StreamRow, sources: SourceCount[] | undefined, of = tab(['A', 0])): string | undefined =>
  zombieOf(row, of, new Map(sources === undefined ? [] : [['A', sources]]), NOW)?.kind;

describe('a stream serves nobody', () => {
  it('when its page listens to nothing, all sources of that URL taken together', () => {
    expect(kindOf(stream(), [source({ heard: false })])).toBe('deaf');
    expect(kindOf(stream(), [source({ heard: false }), source()])).toBeUndefined();
    expect(kindOf(stream({ since: NOW - DEAF_AFTER + 1 }), [source({ heard: false })])).toBeUndefined();
    expect(kindOf(stream({ state: 'connecting' }), [source({ heard: false })])).toBeUndefined();
  });

  it('when nothing came for long, and that is known', () => {
    expect(zombieOf(stream(), tab(['A', 0]), new Map([['A', [source({ quietFor: SILENT_AFTER })]]]), NOW)).toEqual({ kind: 'silent', quietFor: SILENT_AFTER });
    expect(kindOf(stream(), [source({ quietFor: SILENT_AFTER - 1 })])).toBeUndefined();
    expect(kindOf(stream(), [source({ quietFor: undefined })])).toBeUndefined();
    // Opened again a minute ago: silence before that was no line that is dead now.
    expect(kindOf(stream({ since: NOW - 60_000 }), [source({ quietFor: SILENT_AFTER })])).toBeUndefined();
  });

  it('when its page is kept to go back to: another top document of the tab answers, and its own does not', () => {
    const both = tab(['A', 0], ['B', 0]);
    expect(zombieOf(stream(), both, new Map([['B', [source()]]]), NOW)?.kind).toBe('detached');
    expect(zombieOf(stream(), both, new Map(), NOW)).toBeUndefined();
    expect(zombieOf(stream({ frameId: 3 }), both, new Map([['B', [source()]]]), NOW)).toBeUndefined();
    expect(zombieOf(stream(), tab(['A', 0], ['B', 4]), new Map([['B', [source()]]]), NOW)).toBeUndefined();
  });

  it('of which nothing is known otherwise', () => {
    expect(kindOf(stream(), undefined)).toBeUndefined();
    expect(kindOf(stream({ documentId: undefined }), [source({ heard: false })])).toBeUndefined();
    expect(kindOf(stream({ url: 'http://a.test/other' }), [source({ heard: false })])).toBeUndefined();
  });
});

it('those that surely serve nobody are named first, and the rest is counted', () => {
  const listed = (kind: 'deaf' | 'silent', n: number) => ({ ...stream({ url: `http://a.test/${n}` }), zombie: { kind } });
  const streams = [...Array.from({ length: 5 }, (_, n) => listed('silent', n)), listed('deaf', 9), stream()];
  const group = { tab: { tabId: 1, title: 'Shop', url: '' }, lines: [{ key: 'pool', streams }] } as unknown as Group;
  const { named, others } = zombiesOf([group, { ...group, tab: undefined }]);
  expect(named.map(({ url }) => url.at(-1))).toEqual(['9', '0', '1', '2', '3']);
  expect(others).toBe(1);
});

it('how long nothing came is told where all sources of a URL know it', () => {
  expect(quietOf(URL, [source({ quietFor: 500 }), source({ quietFor: 90 }), source({ url: 'http://a.test/2', quietFor: 1 })])).toBe(90);
  expect(quietOf(URL, [source({ quietFor: 500 }), source({ quietFor: undefined })])).toBeUndefined();
  expect(quietOf(URL, [])).toBeUndefined();
});

it('the hook tells it by line', () => {
  const answer = readCounts('http://a.test/1 12 1 900\nhttp://a.test/2 0 0 5000\nhttp://a.test/3 7 1 -1\n');
  expect(answer.sources).toEqual([
    { url: 'http://a.test/1', messages: 12, heard: true, quietFor: 900 },
    { url: 'http://a.test/2', messages: 0, heard: false, quietFor: 5000 },
    { url: 'http://a.test/3', messages: 7, heard: true },
  ]);
  expect(isCountsAnswer(answer)).toBe(true);
  expect(isCountsAnswer({ ...answer, sources: [{ url: 'x', messages: 1, heard: true, quietFor: -1 }] })).toBe(false);
});
