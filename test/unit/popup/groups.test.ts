import { expect, test } from 'vitest';
import type { Board, OriginRow } from '../../../src/core/census/board.ts';
import { ageText } from '../../../src/popup/age.ts';
import { askCounts } from '../../../src/popup/count-source.ts';
import { groupsOf } from '../../../src/popup/groups.ts';
import type { TabInfo } from '../../../src/popup/host.ts';
import { nextSort, sortGroups, type Sort } from '../../../src/popup/sort-groups.ts';
import { isCensusMessage } from '../../../src/wire/protocol/census-messages.ts';

const origin = (url: string, open: number, since = 0): OriginRow => ({
  origin: url,
  pool: `pool of ${url}`,
  open,
  connecting: 0,
  waiting: 0,
  since,
  streams: [],
});
const board: Board = {
  at: 0,
  tabs: [
    { tabId: -1, incognito: false, open: 1, connecting: 0, waiting: 0, origins: [origin('http://w.test', 1)], documents: [] },
    {
      tabId: 1,
      incognito: false,
      open: 3,
      connecting: 0,
      waiting: 1,
      origins: [origin('http://a.test', 1, 5), origin('http://b.test', 2, 3)],
      documents: [{ documentId: 'A', frameId: 0 }],
    },
    {
      tabId: 2,
      incognito: true,
      open: 1,
      connecting: 2,
      waiting: 0,
      origins: [origin('http://a.test', 1)],
      documents: [
        { documentId: 'B', frameId: 0 },
        { documentId: 'C', frameId: 3 },
      ],
    },
    { tabId: 3, incognito: false, open: 1, connecting: 0, waiting: 0, origins: [origin('http://a.test', 1)], documents: [] },
  ],
  pools: [
    { key: 'pool of http://a.test', origin: 'http://a.test', site: '', incognito: false, crossSite: false, open: 2, connecting: 0, tabs: 2, limited: 'yes' },
  ],
};
const tab = (tabId: number, index: number, title: string): [number, TabInfo] => [
  tabId,
  { tabId, windowId: 1, index, title, url: '', active: false, discarded: false },
];
const tabs = new Map([tab(1, 5, 'beta'), tab(2, 0, 'alpha')]);

test('tabs stand as in their windows, workers last; a tab that is not there is left out', () => {
  expect(groupsOf(board, tabs, new Map()).map((group) => [group.tab?.title, group.since])).toEqual([
    ['alpha', 0],
    ['beta', 3],
    [undefined, 0],
  ]);
});

test('messages are known when every document of the tab has told, each line by its origin', () => {
  const counts = new Map([
    [
      'A',
      [
        { url: 'http://a.test/1', messages: 5, heard: true },
        { url: 'http://a.test/2', messages: 1, heard: true },
        { url: 'http://b.test/', messages: 2, heard: true },
      ],
    ],
    ['B', [{ url: 'http://a.test/', messages: 9, heard: true }]],
  ]);
  const [alpha, beta, workers] = groupsOf(board, tabs, counts);
  expect([beta?.messages, beta?.lines.map(({ messages }) => messages)]).toEqual([8, [6, 2]]);
  expect([alpha?.messages, workers?.messages]).toEqual([undefined, undefined]);
});

test('a header sorts one way, then the other, then not at all', () => {
  const groups = groupsOf(board, tabs, new Map([['A', []]]));
  const order = (sort: Sort | null): (string | undefined)[] => sortGroups(groups, sort).map((group) => group.tab?.title);
  let sort = nextSort(null, 'open');
  expect([sort, order(sort)]).toEqual([{ by: 'open', descending: true }, ['beta', 'alpha', undefined]]);
  sort = nextSort(sort, 'open');
  expect([sort, order(sort)]).toEqual([{ by: 'open', descending: false }, ['alpha', undefined, 'beta']]);
  expect(nextSort(sort, 'open')).toBe(null);
  expect(order(nextSort(sort, 'name'))).toEqual(['alpha', 'beta', undefined]);
  expect(order({ by: 'name', descending: true })).toEqual(['beta', 'alpha', undefined]);
  expect(order({ by: 'messages', descending: false }), 'what is not known comes last').toEqual(['beta', 'alpha', undefined]);
  expect(order({ by: 'age', descending: true })).toEqual(['alpha', undefined, 'beta']);
});

test('a page that is frozen holds up no other', async () => {
  const answer = { kind: 'sse-scope:counts', sources: [] };
  const counts = await askCounts(board, (_, documentId) => (documentId === 'A' ? Promise.resolve(answer) : new Promise(() => undefined)), 5);
  expect([...counts.keys()]).toEqual(['A']);
});

test('documents that do not answer, or answer nonsense, are left out', async () => {
  const answers: Record<string, unknown> = {
    A: { kind: 'sse-scope:counts', sources: [{ url: 'http://a.test/', messages: 3, heard: true }] },
    B: { kind: 'sse-scope:counts', sources: [{ url: 1 }] },
  };
  const asked: string[] = [];
  const counts = await askCounts(board, (tabId, documentId) => {
    asked.push(`${tabId} ${documentId}`);
    return documentId in answers ? Promise.resolve(answers[documentId]) : Promise.reject(new Error('nobody'));
  });
  expect(asked).toEqual(['1 A', '2 B', '2 C']);
  expect([...counts]).toEqual([['A', [{ url: 'http://a.test/', messages: 3, heard: true }]]]);
});

test('only a whole board passes the guard', () => {
  expect(isCensusMessage(structuredClone({ kind: 'census', board }))).toBe(true);
  expect(isCensusMessage({ kind: 'census', board: { ...board, tabs: [{ ...board.tabs[0], open: -1 }] } })).toBe(false);
  expect(isCensusMessage({ kind: 'census', board: { ...board, pools: [{ ...board.pools[0], limited: 'maybe' }] } })).toBe(false);
  expect(isCensusMessage(null)).toBe(false);
});

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [200_000_000, '2 d'],
])('%d ms are %s', (span, text) => {
  expect(ageText(0, span)).toBe(text);
});
