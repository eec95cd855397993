/** Facts of an attempt for the tests of rules: a good attempt of a page of its own origin, but for what a test says. */
import type { AttemptFacts, ConnectionFacts } from '../../../../src/core/explain/facts.ts';
import type { Attempt, Connection } from '../../../../src/core/model/connection.ts';
import type { Header } from '../../../../src/core/model/observation.ts';
import { encodeUtf8 } from '../../../../src/core/bytes/utf8.ts';
import { createRowFacts, foldRow, type FoldedRow, type RowFacts } from '../../../../src/core/explain/row-facts.ts';
import { ids } from '../../../../src/core/explain/sample.ts';
import { createTextReader, type TextFacts } from '../../../../src/core/explain/text-facts.ts';
import { appendRaw, createRawText } from '../../../../src/core/model/raw-text.ts';

export const START = 1_700_000_000_000;

export function attemptOf(some: Partial<Attempt> = {}): Attempt {
  return {
    n: 1,
    startedAt: START,
    openedAt: START + 10,
    outcome: 'open',
    status: 200,
    request: 'r1',
    messageCount: 0,
    responseHeaders: headersOf({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }),
    ...some,
  };
}

export function connectionOf(some: Partial<Connection> = {}): Connection {
  return {
    id: 1,
    api: 'eventsource',
    context: 'page',
    url: 'https://shop.example/stream',
    withCredentials: false,
    createdAt: START,
    frameUrl: 'https://shop.example/orders',
    frameId: 0,
    session: 's',
    stack: '',
    heardTypes: ['message'],
    state: 'open',
    by: 'server',
    stateSince: START + 10,
    attempts: [attemptOf()],
    droppedAttempts: 0,
    messageCount: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '',
    lastActivityAt: START + 10,
    ...some,
  };
}

export function headersOf(headers: Record<string, string>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

export function factsOf(attempt: Partial<Attempt> = {}, connection: Partial<Connection> = {}, more: Partial<AttemptFacts> = {}): AttemptFacts {
  return { connection: connectionOf(connection), attempt: attemptOf(attempt), rows: createRowFacts(), browser: 'chromium', isWatched: () => true, ...more };
}

export function connectionFactsOf(connection: Partial<Connection> = {}, more: Partial<ConnectionFacts> = {}): ConnectionFacts {
  const rows = createRowFacts();
  return {
    connection: connectionOf(connection),
    whole: rows,
    rowsOf: () => more.whole ?? rows,
    hooked: true,
    tellsOfMessage: true,
    requestsAreKnown: true,
    browser: 'chromium',
    now: START + 60_000,
    isWatched: () => true,
    ...more,
  };
}

/** Rows in their order, `at` in milliseconds since `since`; messages where nothing else is said. */
export function foldedFrom(rows: readonly (Partial<FoldedRow> & { at: number })[], since = START): RowFacts {
  const facts = createRowFacts();
  rows.forEach(({ at, ...row }, index) =>
    foldRow(facts, { index, kind: 'message', rank: at, type: 'message', lastEventId: '', data: 'x', heard: false, ...row, at: since + at }),
  );
  return facts;
}

/** One message for each id, a second apart. */
export const withIds = (...each: (string | number)[]): RowFacts => foldedFrom(ids(...each));

/** Heaps of messages: how many in each, how large each message is, and how far apart the heaps are. */
export function heaps(count: number, { messages = 10, size = 500, apart = 2000 } = {}): RowFacts {
  return foldedFrom(
    Array.from({ length: count }, (_, heap) => Array.from({ length: messages }, (_2, n) => ({ at: 5000 + heap * apart + n, data: 'x'.repeat(size) }))).flat(),
  );
}

/**
 * What a text of messages of `sizes` tells, which a buffer of `size` bytes hands on, a second apart. `whole`: each round ends with a message, as
 * applications write it.
 */
export function buffered(heapCount: number, { size = 4096, sizes = [100, 300], whole = false } = {}): TextFacts {
  const blocks = Array.from({ length: heapCount * 60 }, (_, n) => `data: ${String(n).padEnd(sizes[n % sizes.length]!, '.')}\n\n`);
  if (whole) return textFrom(Array.from({ length: heapCount }, (_, round) => blocks.slice(round * 20, round * 20 + 20).join('')));
  const all = blocks.join('');
  return textFrom(Array.from({ length: heapCount }, (_, heap) => all.slice(heap * size, (heap + 1) * size)));
}

/** Rounds of messages of an application, 2 s apart: how large each message of each round is. */
export function rounds(...sizes: readonly (readonly number[])[]): RowFacts {
  return foldedFrom(sizes.flatMap((round, n) => round.map((size, place) => ({ at: 5000 + n * 2000 + place, data: 'x'.repeat(size) }))));
}

/** What a whole text tells; a list: chunks, a second apart. */
export function textFrom(text: string | Uint8Array | readonly string[]): TextFacts {
  const raw = createRawText('wire');
  for (const [n, chunk] of (Array.isArray(text) ? (text as string[]) : [text as string | Uint8Array]).entries()) {
    appendRaw(raw, { at: START + n * 1000, offset: raw.length, bytes: typeof chunk === 'string' ? encodeUtf8(chunk) : chunk });
  }
  raw.complete = true;
  const reader = createTextReader();
  reader.read(raw);
  return reader;
}
