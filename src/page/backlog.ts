/**
 * What the hook keeps while nobody listens (DevTools closed): the newest messages and lifecycle facts, bounded in count and in size.
 *
 * While DevTools is closed a page should hardly pay for us, so a message is kept as the event itself, unread: reading `data` costs more
 * than everything else here together (bench: hook, "closed"). The size is then known by samples: one of `SAMPLE_EVERY` events is
 * measured, and every event once `SAMPLE_PAUSE` has passed since the last measure. The bound thus holds but for the few events between
 * two samples.
 */
import { dataOf, lastEventIdOf, later, timeStampOf, typeOf } from './pristine.ts';
import type { Fact, Message, Source } from './source.ts';

/** Messages kept at most. A ring of this many slots is a few hundred KB. Also a power of two: the ring is masked. */
const MESSAGES = 4096;
/** Code units of data kept at most: 4 MB of memory if they are Latin-1, 8 MB if not. */
const DATA_LENGTH = 4_000_000;
/** Lifecycle facts kept at most: 256 reconnects of one stream. */
const FACTS = 512;
const SAMPLE_EVERY = 16;
const SAMPLE_PAUSE = 50;

export interface Backlog {
  message(source: Source, event: Event): void;
  fact(source: Source, fact: Fact): void;
  /** The source is over: its events are read, since an event refers to its `EventSource`, which may now be collected. */
  settle(source: Source): void;
  /** Calls `each` with the source of everything that is kept; with most of them many times. */
  sources(each: (source: Source) => void): void;
  /** Gives everything in the order in which it came, and is empty after that. Nothing is given twice. */
  drain(onFact: (source: Source, fact: Fact) => void, onMessage: (source: Source, message: Message) => void): void;
}

/** A ring without prototype: the page cannot put setters on its indexes. */
function ring<T>(size: number, empty: T): T[] {
  const slots: T[] = [];
  Object.setPrototypeOf(slots, null);
  for (let i = 0; i < size; i++) slots[i] = empty;
  return slots;
}

/** Null when the page has meanwhile used the event for something of its own (`initMessageEvent`, `dispatchEvent`): it is no longer the server's. */
export function readMessage(event: Event): Message | null {
  if (!event.isTrusted) return null;
  return { at: timeStampOf(event), type: typeOf(event), lastEventId: lastEventIdOf(event), data: dataOf(event) as string };
}

export function createBacklog(): Backlog {
  /** A slot holds an event, unread, or what was read of it. */
  const events = ring<Event | null>(MESSAGES, null);
  const messages = ring<Message | null>(MESSAGES, null);
  const sources = ring<Source | null>(MESSAGES, null);
  const orders = ring(MESSAGES, 0);
  /** The measured size, or the last measured one for events that were not. */
  const sizes = ring(MESSAGES, 0);
  let oldest = 0;
  let held = 0;
  let dataLength = 0;

  const facts = ring<Fact | null>(FACTS, null);
  const factSources = ring<Source | null>(FACTS, null);
  const factOrders = ring(FACTS, 0);
  let oldestFact = 0;
  let heldFacts = 0;

  let order = 0;
  let unmeasured = 0;
  let size = 0;
  let pausing = false;
  const pauseOver = (): void => {
    pausing = false;
    unmeasured = 0;
  };

  const forgetOldest = (): void => {
    const source = sources[oldest];
    if (source) source.lostMessages++;
    dataLength -= sizes[oldest] as number;
    leave();
  };
  const leave = (): void => {
    events[oldest] = null;
    messages[oldest] = null;
    sources[oldest] = null;
    oldest = (oldest + 1) & (MESSAGES - 1);
    held--;
  };

  return {
    message(source, event) {
      if (--unmeasured < 0) {
        const data = dataOf(event);
        size = typeof data === 'string' ? data.length : 0;
        unmeasured = SAMPLE_EVERY - 1;
        if (!pausing) {
          pausing = true;
          later(pauseOver, SAMPLE_PAUSE);
        }
      }
      if (held === MESSAGES) forgetOldest();
      const slot = (oldest + held) & (MESSAGES - 1);
      events[slot] = event;
      sources[slot] = source;
      orders[slot] = order++;
      sizes[slot] = size;
      dataLength += size;
      held++;
      while (dataLength > DATA_LENGTH && held > 0) forgetOldest();
    },

    fact(source, fact) {
      if (heldFacts === FACTS) {
        const forgotten = factSources[oldestFact] as Source;
        forgotten.latest = facts[oldestFact] as Fact;
        forgotten.lostFacts++;
        oldestFact = (oldestFact + 1) % FACTS;
        heldFacts--;
      }
      const slot = (oldestFact + heldFacts) % FACTS;
      facts[slot] = fact;
      factSources[slot] = source;
      factOrders[slot] = order++;
      heldFacts++;
    },

    sources(each) {
      for (let i = 0; i < held; i++) each(sources[(oldest + i) & (MESSAGES - 1)] as Source);
      for (let i = 0; i < heldFacts; i++) each(factSources[(oldestFact + i) % FACTS] as Source);
    },

    settle(source) {
      for (let i = 0; i < held; i++) {
        const slot = (oldest + i) & (MESSAGES - 1);
        const event = events[slot];
        if (sources[slot] !== source || !event) continue;
        messages[slot] = readMessage(event);
        events[slot] = null;
      }
    },

    drain(onFact, onMessage) {
      while (held > 0 || heldFacts > 0) {
        if (held === 0 || (heldFacts > 0 && (factOrders[oldestFact] as number) < (orders[oldest] as number))) {
          onFact(factSources[oldestFact] as Source, facts[oldestFact] as Fact);
          facts[oldestFact] = null;
          factSources[oldestFact] = null;
          oldestFact = (oldestFact + 1) % FACTS;
          heldFacts--;
        } else {
          const event = events[oldest];
          const message = event ? readMessage(event) : messages[oldest];
          const source = sources[oldest] as Source;
          dataLength -= sizes[oldest] as number;
          leave();
          if (message) onMessage(source, message);
          else source.lostMessages++;
        }
      }
    },
  };
}
