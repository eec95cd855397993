/**
 * Where the hook's observations go: to the backlog while nobody listens, else in batches to the content script.
 *
 * A batch carries either messages, or bytes, or lifecycle facts, so that the relay, when it must drop, drops no facts.
 *
 * @note Longer than other files: whether somebody listens decides for each kind of observation, and all kinds leave in one order.
 */
import {
  toMicros,
  writeBase,
  writeBytes,
  writeBytesLost,
  writeClosed,
  writeCreated,
  writeFailed,
  writeListening,
  writeLost,
  writeMessage,
  writeOpened,
  writeReading,
  writeReadingEnded,
} from '../wire/protocol/batch-writer.ts';
import { BYTES, COUNTS } from '../wire/page-wire/names.ts';
import { createBacklog } from './backlog.ts';
import { createByteBacklog } from './byte-backlog.ts';
import { hearsMessages, isHeard, isLifecycle } from './listeners.ts';
import { dataOf, deref, lastEventIdOf, later, now, timeOrigin, timeStampOf, typeOf } from './pristine.ts';
import { TEXT_FLAG, textOfBytes } from './pristine-bytes.ts';
import type { Reading, ReadingOver } from './reading.ts';
import { bare, type Fact, type Source } from './source.ts';

/** A batch waits this long for company, in milliseconds: about a frame. Only when the last one is no older: a slow stream never waits. */
const FLUSH_AFTER = 16;
/** A batch leaves at this many code units, whatever the time: small enough to be carried within a millisecond. */
const FLUSH_AT = 256_000;

/** Readings that were over before anybody listened, kept at most. */
const READINGS_OVER = 64;

export interface Outbox {
  /** A number that no other source of this document has. */
  number(): number;
  created(source: Source): void;
  /** What the page listens to may be another than before. */
  listening(source: Source): void;
  fact(source: Source, fact: Fact): void;
  /** `heard`: the page listens to it. */
  message(source: Source, event: Event, heard: boolean): void;
  /** The page begins to read a stream. */
  reading(reading: Reading): void;
  /** The page has read `length` bytes of it, the first of them at `offset`. They are copied before this returns. */
  bytes(reading: Reading, offset: number, bytes: Uint8Array, length: number, flags: number): void;
  /** The page has read bytes of it, from `offset` on, which we could not see. */
  unseen(reading: Reading, offset: number): void;
  over(reading: Reading, over: ReadingOver): void;
  /** Somebody listens: tell everything that was kept, then everything that comes. */
  listen(): void;
  /** Nobody listens any more. */
  quiet(): void;
  /** A content script has come: it hears whether there is something to listen to. */
  greeted(): void;
  flush(): void;
  /** The source of that number, if it may still speak. */
  live(number: number): Source | undefined;
  /** Each source that may still speak. */
  each(look: (source: Source) => void): void;
  /** Tells how many messages each source that may still speak has had: `COUNTS`, then `url count` by line. */
  count(): void;
}

/** `send(messages, text)`: a batch with so many messages in it. Empty text: there is something here to listen to. */
export function createOutbox(send: (messages: number, text: string) => void): Outbox {
  const backlog = createBacklog();
  /** Sources that may still speak, by number. */
  const live = bare<Record<number, Source>>();
  const byteBacklog = createByteBacklog();
  /** Readings that may still speak, or have something to tell, by number. */
  const readings = bare<Record<number, Reading>>();
  let readingsOver = 0;
  /** Some of them had to go. */
  let forgotten = false;
  let numbers = 0;
  let announced = false;
  /** Counts those who listened; 0 while nobody does. */
  let audience = 0;
  let audiences = 0;

  let text = '';
  let batch = 1;
  let base = 0;
  /** Messages in it; `BYTES`: bytes are. */
  let messages = 0;
  let begunAt = 0;
  let flushedAt = -FLUSH_AFTER;
  let timing = false;

  const flush = (): void => {
    if (text === '') return;
    const ready = text;
    const count = messages;
    text = '';
    messages = 0;
    batch++;
    flushedAt = begunAt;
    send(count, ready);
  };
  const flushIfDue = (at: number): void => {
    if (at - flushedAt >= FLUSH_AFTER || text.length > FLUSH_AT) flush();
  };
  const timeUp = (): void => {
    timing = false;
    flush();
  };
  const begin = (at: number): void => {
    base = toMicros(timeOrigin + at);
    text = writeBase(base);
    begunAt = at;
    if (!timing) {
      timing = true;
      later(timeUp, FLUSH_AFTER);
    }
  };
  const since = (at: number): number => toMicros(timeOrigin + at) - base;

  const beginFacts = (at: number): void => {
    if (messages !== 0) flush();
    if (text === '') begin(at);
  };

  const sendFact = (source: Source, fact: Fact): void => {
    beginFacts(fact.at);
    const delta = since(fact.at);
    if (fact.kind === 'opened') text += writeOpened(source.number, delta);
    else if (fact.kind === 'failed') text += writeFailed(source.number, delta, fact.detail as number);
    else text += writeClosed(source.number, delta, fact.detail as string);
    source.latest = fact;
  };

  const tellListening = (source: Source, type: string, heard: boolean, at: number): void => {
    if ((source.toldTypes[type] === true) === heard) return;
    if (heard) source.toldTypes[type] = true;
    else delete source.toldTypes[type];
    beginFacts(at);
    text += writeListening(source.number, since(at), type, heard);
  };
  const tellChanges = (source: Source): void => {
    source.dropped = false;
    const target = deref(source.target);
    if (target === undefined) return;
    for (const type in source.toldTypes) if (!isHeard(source, target, type)) tellListening(source, type, false, now());
    // @note That the page listens for messages of a server that calls them `error`, is said when there is one: else every page with an `onerror` would seem to.
    for (const type in source.listenerCounts) if (!isLifecycle(type)) tellListening(source, type, true, now());
  };

  /** Tells the audience, once, who a source is, how it stands and what of it is missing. */
  const introduce = (source: Source): void => {
    if (source.introducedTo === audience) return;
    source.introducedTo = audience;
    beginFacts(source.createdAt);
    text += writeCreated(source.number, since(source.createdAt), source.withCredentials, source.url, source.stack);
    source.toldTypes = bare();
    for (const type in source.listenerCounts) if (!isLifecycle(type)) tellListening(source, type, true, source.listenedSince[type] as number);
    if (source.latest !== undefined) sendFact(source, source.latest);
    if (source.lostMessages > 0 || source.lostFacts > 0) text += writeLost(source.number, since(now()), source.lostMessages, 'backlog-full');
    source.lostMessages = 0;
    source.lostFacts = 0;
  };

  const sendMessage = (source: Source, at: number, type: string, lastEventId: string, data: string, heard: boolean): void => {
    tellListening(source, type, heard, at);
    if (messages <= 0) {
      flush();
      begin(at);
    }
    const known = source.idBatch === batch && source.lastEventId === lastEventId;
    text += writeMessage(source.number, since(at), type, known ? undefined : lastEventId, data);
    source.idBatch = batch;
    source.lastEventId = lastEventId;
    source.newestAt = at;
    messages++;
    flushIfDue(at);
  };

  const sendOver = (reading: Reading, { at, by, words }: ReadingOver): void => {
    beginFacts(at);
    text += writeReadingEnded(reading.number, since(at), by, words);
    delete readings[reading.number];
  };
  const sendUnseen = (reading: Reading, offset: number): void => {
    const at = now();
    beginFacts(at);
    text += writeBytesLost(reading.number, since(at), offset, 0);
  };
  const introduceReading = (reading: Reading): void => {
    if (reading.introducedTo === audience) return;
    reading.introducedTo = audience;
    beginFacts(reading.at);
    text += writeReading(reading.number, since(reading.at), since(reading.startedAt), reading.head);
    if (reading.lost > 0) text += writeBytesLost(reading.number, since(now()), reading.lostAt, reading.lost);
    reading.lost = 0;
    if (reading.unseenAt !== undefined) sendUnseen(reading, reading.unseenAt);
  };
  const sendBytes = (reading: Reading, at: number, offset: number, flags: number, bytes: string): void => {
    if (messages !== BYTES) {
      flush();
      begin(at);
      messages = BYTES;
    }
    text += writeBytes(reading.number, since(at), offset, flags + TEXT_FLAG, bytes);
    flushIfDue(at);
  };
  /** Those that were over first are forgotten first. */
  const keepOver = (): void => {
    if (++readingsOver <= READINGS_OVER) return;
    for (const number in readings) {
      if ((readings[number] as Reading).end === undefined) continue;
      delete readings[number];
      readingsOver--;
      forgotten = true;
      return;
    }
  };

  const announce = (): void => {
    announced = true;
    send(0, '');
  };
  const each = (look: (source: Source) => void): void => {
    for (const number in live) look(live[number] as Source);
  };
  const quiet = (): void => {
    flush();
    audience = 0;
  };

  return {
    number: () => ++numbers,

    reading(reading) {
      readings[reading.number] = reading;
      if (audience > 0) introduceReading(reading);
      else if (!announced) announce();
    },

    bytes(reading, offset, bytes, length, flags) {
      if (audience > 0) sendBytes(reading, now(), offset, flags, textOfBytes(bytes));
      else byteBacklog.keep(reading, now(), offset, flags, bytes, length);
    },

    unseen(reading, offset) {
      reading.unseenAt = offset;
      if (audience > 0) sendUnseen(reading, offset);
    },

    over(reading, over) {
      reading.end = over;
      if (audience > 0) sendOver(reading, over);
      else keepOver();
    },

    created(source) {
      live[source.number] = source;
      if (audience > 0) introduce(source);
      else if (!announced) announce();
    },

    listening(source) {
      if (audience > 0) tellChanges(source); // else the introduction will tell
    },

    fact(source, fact) {
      if (fact.kind === 'closed' || fact.detail === 2) delete live[source.number];
      if (audience > 0) sendFact(source, fact);
      else backlog.fact(source, fact);
      if (live[source.number] === undefined) backlog.settle(source);
    },

    message(source, event, heard) {
      source.messages++;
      if (audience === 0) return backlog.message(source, event, heard);
      if (source.dropped) tellChanges(source);
      // The page may dispatch messages of its own making on the object: no server sent them.
      if (event.isTrusted) sendMessage(source, timeStampOf(event), typeOf(event), lastEventIdOf(event), dataOf(event) as string, heard);
    },

    listen() {
      if (audience > 0) return;
      audience = ++audiences;
      // Those that are over and still have something to tell stand among those that live, in the order in which they were made.
      const told = bare<Record<number, Source>>();
      for (const number in live) told[number] = live[number] as Source;
      backlog.sources((source) => (told[source.number] = source));
      for (const number in told) introduce(told[number] as Source);
      backlog.drain(sendFact, (source, message, heard) => sendMessage(source, message.at, message.type, message.lastEventId, message.data, heard));
      each(tellChanges);
      for (const number in readings) introduceReading(readings[number] as Reading);
      byteBacklog.drain((reading, at, offset, flags, bytes) => {
        if (readings[reading.number] !== undefined) sendBytes(reading, at, offset, flags, bytes);
      });
      for (const number in readings) {
        const reading = readings[number] as Reading;
        if (reading.end !== undefined) sendOver(reading, reading.end);
      }
      readingsOver = 0;
      if (forgotten) {
        beginFacts(now());
        text += writeLost(0, since(now()), 0, 'backlog-full');
        forgotten = false;
      }
      flush();
    },

    quiet,

    greeted() {
      quiet();
      if (announced) announce();
    },

    flush,

    live: (number) => live[number],

    each,

    count() {
      let counts = '';
      const kept = backlog.newest();
      each((source) => {
        const target = deref(source.target);
        const newest = kept[source.number] || (source.lostMessages > 0 ? 0 : source.newestAt);
        // A whole number without `Math`, which is the page's by now.
        const quietFor = source.messages > 0 && newest === 0 ? -1 : (now() - (newest || source.createdAt)) >>> 0;
        const heard = target !== undefined && hearsMessages(source, target);
        counts += source.url + ' ' + source.messages + (heard ? ' 1 ' : ' 0 ') + quietFor + '\n';
      });
      send(COUNTS, counts);
    },
  };
}
