/**
 * What DevTools' network log has told of event streams, and what of that is new. Pure: answers go in, observations come out.
 *
 * @note The log says that a request is over in two ways only: by an error, and by `onRequestFinished`. A stream that ended cleanly and one
 * that is silent look the same in it.
 */
import { decodeBase64 } from '../../core/bytes/base64.ts';
import { fromWindows1252 } from '../../core/bytes/windows-1252.ts';
import type { BytesCame, BytesEnded } from '../../core/model/bytes-observation.ts';
import type { ExchangeMessage, ExchangeObservation, NetworkObservation } from '../../core/model/observation.ts';
import type { EpochMs, ExchangeId, Milliseconds } from '../../core/units.ts';
import { pairEntries } from './pair-entries.ts';
import { type LogEntry, readEntry, readMessage } from './read-entry.ts';
import { createUndouble, type Undouble } from './undouble.ts';

export interface Told {
  observations: NetworkObservation[];
  /** Of these the text may be asked for, once: they ended cleanly. `entry` is what DevTools gave. */
  contents: { exchange: ExchangeId; entry: unknown }[];
  /** Something that nobody else may have told: a request, a type, how a request stands, a message of a worker. */
  news: boolean;
}

export interface NetworkLog {
  /** The whole log, as `getHAR()` gave it. */
  poll(log: unknown, at: EpochMs): Told;
  /** A request is over, says `onRequestFinished`. */
  finished(value: unknown, at: EpochMs): Told;
  /** Some that are over wait for the next poll, since they look alike without it. */
  waiting(): boolean;
}

/** One request with all its redirects, as the request log counts too. */
interface Exchange {
  readonly id: ExchangeId;
  readonly url: string;
  readonly startedAt: EpochMs;
  revision: number;
  /** The snapshot that was told last, without what always changes. */
  told: string;
  /** Messages of the list that were looked at, and that were told. */
  looked: number;
  listed: number;
  readonly types: Set<string>;
  undouble: Undouble | undefined;
  /** Another witness tells it. */
  readonly silent: boolean;
}
/** One entry of the log. */
interface Known {
  mark: string | undefined;
  exchange: Exchange;
  over: boolean;
  /** Polls in a row that did not have it. */
  missed: number;
}
/** A redirect that is still to be followed to where it led. */
interface Hop {
  exchange: Exchange;
  to: string;
  endedAt: EpochMs;
}

/** The next entry begins when the redirect ends (measured: within a millisecond, which is the log's own precision). */
const HOP_SLACK: Milliseconds = 5;
/** Redirects kept to be followed; those of others (a page that was left) pass through. */
const HOPS = 100;
/** Entries that left the log are forgotten after this many polls: an answer may be older than what was said last. */
const MISSES = 2;
/**
 * A request without a connection for so long waits for one of the few that the browser allows: longer than the recorder wants to see. And for
 * so much longer before it goes by this log alone, where the request log is off.
 */
const WAITS_AFTER = [600, 2100];
/** Entries remembered though they left the log unfinished: DevTools was told to clear it, and their end may still be said. */
const VANISHED = 1000;

/**
 * @param newId names an exchange; never the same twice in a capture.
 * @param isClaimed says, once for each, that another witness tells this request: then this one is silent about it.
 */
export function createNetworkLog(newId: () => ExchangeId, isClaimed: (entry: LogEntry) => boolean = () => false): NetworkLog {
  const known = new Map<string, Known[]>();
  const hops: Hop[] = [];
  const held: { value: unknown; entry: LogEntry }[] = [];

  const begin = (entry: LogEntry): Exchange => {
    const at = hops.findIndex(({ to, endedAt }) => to === entry.url && Math.abs(endedAt - entry.startedAt) <= HOP_SLACK);
    const hop = at < 0 ? undefined : hops.splice(at, 1)[0];
    if (hop === undefined) {
      return {
        id: newId(),
        url: entry.url,
        startedAt: entry.startedAt,
        revision: 0,
        told: '',
        looked: 0,
        listed: 0,
        types: new Set(),
        undouble: undefined,
        silent: isClaimed(entry),
      };
    }
    if (entry.resourceType === 'other') hop.exchange.undouble = createUndouble();
    return hop.exchange;
  };

  const learn = (entry: LogEntry): Known => {
    const made = { mark: entry.mark, exchange: begin(entry), over: false, missed: 0 };
    const alike = known.get(entry.key);
    if (alike) alike.push(made);
    else known.set(entry.key, [made]);
    return made;
  };

  const update = (of: Known, entry: LogEntry, value: unknown, finished: boolean, at: EpochMs, told: Told): void => {
    of.mark = entry.mark;
    of.missed = 0;
    if (of.over) return;
    of.over = finished || entry.error !== undefined || entry.redirectTo !== undefined;
    const { exchange } = of;
    if (entry.redirectTo !== undefined && entry.error === undefined) {
      hops.push({ exchange, to: entry.redirectTo, endedAt: entry.startedAt + entry.time });
      if (hops.length > HOPS) hops.shift();
      return;
    }
    if (exchange.silent) return;
    tellMessages(exchange, entry, told);
    const snapshot = snapshotOf(exchange, entry, of.over);
    // That it still waits is told as well, twice: how long it does, nothing else says.
    const text = `${JSON.stringify(snapshot)}${waits(entry, finished, at)}`;
    if (text !== exchange.told) {
      exchange.told = text;
      told.observations.push({ ...snapshot, revision: exchange.revision++, seenAt: at });
      told.news = true;
    }
    if (!of.over) return;
    if (finished && endedWhole(entry)) told.contents.push({ exchange: exchange.id, entry: value });
    else told.observations.push({ kind: 'bytes-ended', of: { exchange: exchange.id }, at, clean: false });
  };

  const forget = (seen: ReadonlySet<Known>): void => {
    let vanished = 0;
    // The newest first, so that the oldest go.
    for (const [key, alike] of [...known].toReversed()) {
      const left = alike.filter((one) => {
        if (seen.has(one) || ++one.missed < MISSES) return true;
        return !one.over && ++vanished <= VANISHED;
      });
      if (left.length === 0) known.delete(key);
      else if (left.length < alike.length) known.set(key, left);
    }
  };

  return {
    poll(log, at) {
      const told: Told = { observations: [], contents: [], news: false };
      const byKey = new Map<string, LogEntry[]>();
      const entries: LogEntry[] = [];
      for (const value of entriesOf(log)) {
        const entry = readEntry(value);
        if (entry === undefined) continue;
        entries.push(entry);
        const alike = byKey.get(entry.key);
        if (alike) alike.push(entry);
        else byKey.set(entry.key, [entry]);
      }
      const pairs = new Map<LogEntry, Known | undefined>();
      for (const [key, alike] of byKey) {
        const found = pairEntries(alike, known.get(key) ?? []);
        alike.forEach((entry, i) => pairs.set(entry, found[i]));
      }
      const seen = new Set<Known>();
      for (const entry of entries) {
        const one = pairs.get(entry) ?? learn(entry);
        seen.add(one);
        update(one, entry, undefined, false, at, told);
      }
      forget(seen);
      for (const { value, entry } of held.splice(0)) {
        const [one] = pairEntries([entry], known.get(entry.key) ?? []);
        update(one ?? learn(entry), entry, value, true, at, told);
      }
      return told;
    },

    finished(value, at) {
      const told: Told = { observations: [], contents: [], news: false };
      const entry = readEntry(value);
      if (entry === undefined) return told;
      const alike = known.get(entry.key) ?? [];
      const certain = alike.some(({ mark }) => mark !== undefined && mark === entry.mark) || alike.filter(({ mark }) => mark === undefined).length < 2;
      if (!certain) {
        held.push({ value, entry });
        return told;
      }
      const [one] = pairEntries([entry], alike);
      update(one ?? learn(entry), entry, value, true, at, told);
      return told;
    },

    waiting: () => held.length > 0,
  };
}

/**
 * What the text of an exchange says, once it was given; null: DevTools has none.
 * @note Chromium decodes the text of an event stream as windows-1252, whatever its `charset` says (measured, 156): "é" comes as "Ã©". Text that cannot
 * have come about so has no bytes that are known, and none are made up.
 */
export function contentObservations(exchange: ExchangeId, content: unknown, encoding: unknown, at: EpochMs): (BytesCame | BytesEnded)[] {
  const of = { exchange };
  const bytes = typeof content === 'string' ? (encoding === 'base64' ? decodeBase64 : fromWindows1252)(content) : undefined;
  const ended: BytesEnded = { kind: 'bytes-ended', of, at, clean: bytes !== undefined };
  return bytes === undefined || bytes.length === 0 ? [ended] : [{ kind: 'bytes', of, at, offset: 0, bytes, whole: true }, ended];
}

function entriesOf(log: unknown): readonly unknown[] {
  const entries = typeof log === 'object' && log !== null && 'entries' in log ? log.entries : undefined;
  return Array.isArray(entries) ? entries : [];
}

/** It has no connection yet, long after it was asked for. */
/** How many of `WAITS_AFTER` it has waited. */
function waits({ status, connectionId, startedAt }: LogEntry, finished: boolean, at: EpochMs): number {
  if (finished || status !== 0 || connectionId !== undefined) return 0;
  return WAITS_AFTER.filter((after) => at - startedAt > after).length;
}

const endedWhole = ({ error, status, mimeType }: LogEntry): boolean => error === undefined && status === 200 && mimeType.startsWith('text/event-stream');

function tellMessages(exchange: Exchange, { messages, ofPage }: LogEntry, told: Told): void {
  if (messages.length <= exchange.looked) return;
  const fresh: ExchangeMessage[] = [];
  for (let i = exchange.looked; i < messages.length; i++) {
    const message = readMessage(messages[i]);
    if (message === undefined || exchange.undouble?.isFirst(message) === false) continue;
    fresh.push(message);
    // Of a page's stream the hook tells those that are listened to; to the rest it listens once the type is known.
    if (!ofPage || !exchange.types.has(message.type)) told.news = true;
    exchange.types.add(message.type);
  }
  exchange.looked = messages.length;
  if (fresh.length > 0) told.observations.push({ kind: 'exchange-messages', exchange: exchange.id, first: exchange.listed, messages: fresh });
  exchange.listed += fresh.length;
}

function snapshotOf(exchange: Exchange, entry: LogEntry, over: boolean): Omit<ExchangeObservation, 'revision' | 'seenAt'> {
  const { receive, ...phases } = entry.timings;
  const timings = over && receive !== undefined ? { ...phases, receive } : phases;
  // @note A redirected EventSource is an `other` to Chromium (see undouble.ts).
  const resourceType = exchange.undouble === undefined ? entry.resourceType : 'eventsource';
  return {
    kind: 'exchange',
    exchange: exchange.id,
    method: entry.method,
    url: exchange.url,
    startedAt: exchange.startedAt,
    requestHeaders: entry.requestHeaders,
    ...(entry.status === 0 ? {} : { status: entry.status, statusText: entry.statusText, responseHeaders: entry.responseHeaders }),
    ...(entry.httpVersion === undefined ? {} : { httpVersion: entry.httpVersion }),
    ...(entry.connectionId === undefined ? {} : { connectionId: entry.connectionId }),
    ...(Object.keys(timings).length === 0 || entry.status === 0 ? {} : { timings }),
    ...(resourceType === '' ? {} : { resourceType }),
    ...(entry.initiatorUrl === undefined ? {} : { initiatorUrl: entry.initiatorUrl }),
    ...(entry.viaServiceWorker ? { viaServiceWorker: true } : {}),
    ...(entry.ofPage ? {} : { noPage: true }),
    ...(over ? { endedAt: entry.startedAt + entry.time } : {}),
    ...(over && entry.error !== undefined ? { error: entry.error } : {}),
  };
}
