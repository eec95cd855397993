import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../../../src/core/model/connection.ts';
import { emptyReason, type EmptyFacts } from '../../../../../src/panel/views/messages/empty-reason.ts';
import { messageColumns } from '../../../../../src/panel/views/messages/message-columns.tsx';
import { newPages } from '../../../../../src/panel/views/messages/page-mark.ts';
import { t } from '../../../../../src/words/t.ts';
import type { ConnectionRow, MessageRow, Overview } from '../../../../../src/wire/protocol/questions.ts';

const overview: Overview = {
  version: 1,
  recording: true,
  messages: 0,
  others: 0,
  dropped: 0,
  nextMessage: 0,
  notRecorded: 0,
  lost: 0,
  findings: { error: 0, warning: 0, note: 0 },
  disk: null,
  gaps: [],
  dataLength: 0,
  connections: 0,
  states: { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 },
  limits: { messages: 1, dataLength: 1, attempts: 1, rawBytes: 1 },
  limitsReached: [],
  witnesses: [],
  pages: [],
};
function connection(id: number, state: ConnectionState, more: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    id,
    url: 'https://a.example/s',
    origin: 'https://a.example',
    frameId: 0,
    frameUrl: '',
    withCredentials: false,
    api: 'eventsource',
    context: 'page',
    others: 0,
    createdAt: 0,
    state,
    by: 'server',
    stateSince: 0,
    messages: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '',
    lastEventIdCut: false,
    retry: { ms: 3000, from: 'default' },
    attempts: 1,
    outcome: 'open',
    lastActivityAt: 0,
    heardTypes: [],
    spark: [],
    ...more,
  };
}
function reason(facts: Partial<EmptyFacts>) {
  return emptyReason({ overview, connections: [], selected: null, isFiltered: false, hasRange: false, paused: false, complete: true, ...facts });
}

describe('why the list is empty', () => {
  it('waits for the recorder', () => expect(reason({ overview: null }).title).toBe(t('waitingForRecorder')));

  it('no stream at all: reload', () => expect(reason({})).toMatchObject({ title: t('noStreamYet'), actions: ['reload'] }));

  it('a filter hides what is there', () => {
    const facts = { overview: { ...overview, messages: 9 }, connections: [connection(1, 'open', { messages: 9 })], isFiltered: true, hasRange: true };
    expect(reason(facts)).toMatchObject({
      title: t('messages.empty.filtered.title'),
      words: [t('messages.empty.filtered.words', { count: 9 })],
      actions: ['clearFilter', 'clearRange'],
    });
    expect(reason({ ...facts, complete: false }).words).toEqual([t('messages.empty.filtered.looking')]);
  });

  it('a filter is not blamed for nothing', () =>
    expect(reason({ connections: [connection(1, 'open')], isFiltered: true }).title).toBe(t('messages.empty.open.title')));

  it('paused', () => expect(reason({ paused: true })).toMatchObject({ title: t('messages.empty.paused.title'), actions: ['resume'] }));

  it('recording is off', () =>
    expect(reason({ overview: { ...overview, recording: false, notRecorded: 3 } })).toMatchObject({
      words: [t('messages.empty.recordingOff.words', { count: 3 })],
      actions: ['record'],
    }));

  it('the messages were dropped', () =>
    expect(reason({ connections: [connection(1, 'closed', { messages: 5 })], selected: 1 }).title).toBe(t('messages.empty.dropped.title')));

  it('the messages were lost, and why', () => {
    const lost = { ...overview, lost: 4, gaps: [{ connection: 1, at: 0, lost: 4, why: 'backlog-full' as const }] };
    expect(reason({ overview: lost, connections: [connection(1, 'open', { lost: 4 })] }).words[0]).toContain(t('loss.backlog-full'));
  });

  it.each([
    ['connecting', t('messages.empty.connecting.title')],
    ['open', t('messages.empty.open.title')],
    ['waiting', t('messages.empty.reconnecting.title')],
    ['reconnecting', t('messages.empty.reconnecting.title')],
    ['failed', t('messages.empty.failed.title')],
    ['closed', t('messages.empty.closed.title')],
    ['suspended', t('messages.empty.suspended.title')],
  ] as const)('a connection that is %s', (state, title) => expect(reason({ connections: [connection(1, state)] }).title).toBe(title));

  it('says what is known of a failure', () => {
    expect(reason({ connections: [connection(1, 'failed', { status: 503 })] }).words[0]).toContain('503');
    expect(reason({ connections: [connection(1, 'failed', { error: 'net::ERR_FAILED' })] }).words[0]).toContain('net::ERR_FAILED');
  });

  it('names the six-connection limit only when six others hold a place at the same origin', () => {
    const others = (n: number, origin = 'https://a.example') => Array.from({ length: n }, (_, i) => connection(i + 2, 'open', { origin }));
    const words = (list: ConnectionRow[]) => reason({ connections: [connection(1, 'connecting'), ...list], selected: 1 }).words;
    expect(words(others(5))).toHaveLength(1);
    expect(words(others(6))).toHaveLength(2);
    expect(words(others(6, 'https://b.example'))).toHaveLength(1);
    expect(words(others(6).map((row) => ({ ...row, state: 'closed' as const })))).toHaveLength(1);
  });

  it('a stream that is read by fetch has no listeners, and may be read as a whole', () =>
    expect(reason({ connections: [connection(1, 'open', { api: 'fetch' })] }).words).toEqual([t('messages.empty.open.read')]));

  it('several connections, none chosen', () => expect(reason({ connections: [connection(1, 'open'), connection(2, 'open')] }).title).toBe(t('noMessageYet')));
});

describe('columns', () => {
  const facts = {
    times: 'clock',
    timeZero: null,
    bookmarks: new Set<number>(),
    onBookmark: () => undefined,
    pages: [],
    listeners: new Map(),
    marks: null,
    pinned: () => undefined,
  } as const;
  const ids = (width: number, many: boolean, hidden: string[] = []): string[] =>
    messageColumns(width, { manyConnections: many, hasMeaning: false }, hidden, facts).map((column) => column.id);
  it('shows all where there is room', () => expect(ids(900, true)).toEqual(['mark', 'time', 'connection', 'type', 'id', 'size', 'data']));
  it('names the connection only where there are several', () => expect(ids(900, false)).not.toContain('connection'));
  it('keeps time and data to the last', () => expect(ids(200, true)).toEqual(['time', 'data']));
  it('leaves out what was hidden, but never the data', () =>
    expect(ids(900, true, ['messages.time', 'messages.mark', 'connections.id'])).toEqual(['connection', 'type', 'id', 'size', 'data']));
});

describe('the mark of another page', () => {
  const row = (index: number) => ({ index }) as MessageRow;
  const pages = [
    { at: 1, url: 'a', nextMessage: 10 },
    { at: 2, url: 'b', nextMessage: 20 },
    { at: 3, url: 'c', nextMessage: 20 },
  ];
  const mark = (index: number, before?: number): string =>
    newPages(row(index), before === undefined ? undefined : row(before), pages)
      .map(({ url }) => url)
      .join(' ');
  it('stands at the first shown message of the page', () => {
    expect([mark(9, 8), mark(10, 9), mark(11, 10), mark(15, 3)]).toEqual(['', 'a', '', 'a']);
  });
  it('names the pages before it that had no messages, too', () => expect([mark(20, 19), mark(30, 5)]).toEqual(['b c', 'a b c']));
  it('stands at the first of a list only where nothing was left out', () => expect([mark(10), mark(11), mark(20)]).toEqual(['a', '', 'b c']));
});
