/**
 * What the hook keeps while nobody listens (DevTools closed): the newest messages and lifecycle facts, bounded in count and in size.
 *
 * While DevTools is closed a page should hardly pay for us. So a message is kept as the event itself, unread (to read it costs more than
 * everything else here together; bench: hook), and what must be done for each is two assignments. All else is done for a group of sixteen:
 *
 * ```
 *  events   |e e e … e|e e e … e|e e · … ·|           a ring of GROUPS groups
 *  lengths  |  16 × n |  16 × n |  exact  |           code units: of the first event times 16, when the group filled at once;
 *                               ^ next                 exact, when there was time to look
 * ```
 * The bound in code units thus holds but for one group of a flood whose messages differ in size.
 */
import type { SourceNumber } from '../core/units.ts';
import { dataOf, lastEventIdOf, later, timeStampOf, typeOf } from './pristine.ts';
import { bare, type Fact, type Message, type Source } from './source.ts';

const GROUP = 16;
/** Groups kept at most: 4096 messages. The rings are a few hundred KB. */
const GROUPS = 256;
const SLOTS = GROUP * GROUPS;
/** Code units of data kept at most: 4 MB of memory if they are Latin-1, 8 MB if not. */
const DATA_LENGTH = 4_000_000;
/** Lifecycle facts kept at most: 256 reconnects of one stream. */
const FACTS = 512;
/** Milliseconds after which the sizes in an unfinished group are looked at. */
const LOOK_AFTER = 50;

export interface Backlog {
  /** `heard`: the page listens to it. */
  message(source: Source, event: Event, heard: boolean): void;
  fact(source: Source, fact: Fact): void;
  /** The source is over: its events are read, since an event refers to its `EventSource`, which may now be collected. */
  settle(source: Source): void;
  /** When the newest message that is kept of each source came, by its number; missing: none is. */
  newest(): Record<SourceNumber, number>;
  /** Calls `each` with the source of everything that is kept; with most of them many times. */
  sources(each: (source: Source) => void): void;
  /** Gives everything in the order in which it came, and is empty after that. Nothing is given twice. */
  drain(onFact: (source: Source, fact: Fact) => void, onMessage: (source: Source, message: Message, heard: boolean) => void): void;
}

/** A ring without prototype: the page cannot put setters on its indexes. */
function ring<T>(size: number, empty: T): T[] {
  const slots: T[] = [];
  Object.setPrototypeOf(slots, null);
  for (let i = 0; i < size; i++) slots[i] = empty;
  return slots;
}

/** Null when the event is not the server's: the page made it, or has meanwhile used it for something of its own (`initMessageEvent`). */
function readMessage(event: Event): Message | null {
  if (!event.isTrusted) return null;
  return { at: timeStampOf(event), type: typeOf(event), lastEventId: lastEventIdOf(event), data: dataOf(event) as string };
}

const lengthOf = (event: Event): number => {
  const data = dataOf(event);
  return typeof data === 'string' ? data.length : 0;
};

export function createBacklog(): Backlog {
  /** A slot holds an event, unread, or what was read of it. */
  const events = ring<Event | null>(SLOTS, null);
  const messages = ring<Message | null>(SLOTS, null);
  const sources = ring<Source | null>(SLOTS, null);
  const heards = ring(SLOTS, false);
  const lengths = ring(GROUPS, 0);
  let next = 0;
  let oldest = 0;
  /** Slots in use, `oldest` to `next`; whole groups but for the newest. */
  let held = 0;
  let length = 0;
  /** Messages ever kept: the order in which a fact stands among them. */
  let kept = 0;
  let looking = false;

  const facts = ring<Fact | null>(FACTS, null);
  const factSources = ring<Source | null>(FACTS, null);
  const factOrders = ring(FACTS, 0);
  let oldestFact = 0;
  let heldFacts = 0;

  const leave = (): void => {
    events[oldest] = null;
    messages[oldest] = null;
    sources[oldest] = null;
    oldest = (oldest + 1) % SLOTS;
    held--;
  };
  const setLength = (slot: number, units: number): void => {
    const group = (slot - (slot % GROUP)) / GROUP;
    length += units - (lengths[group] as number);
    lengths[group] = units;
  };
  const forgetGroup = (): void => {
    setLength(oldest, 0);
    for (let i = 0; i < GROUP && held > 0; i++) {
      (sources[oldest] as Source).lostMessages++;
      leave();
    }
  };
  const keepBound = (): void => {
    while (length > DATA_LENGTH && held > GROUP) forgetGroup();
  };
  const look = (): void => {
    looking = false;
    if (held === 0) return;
    const newest = (next + SLOTS - 1) % SLOTS;
    let units = 0;
    for (let slot = newest - (newest % GROUP); slot <= newest; slot++) {
      const event = events[slot];
      units += event ? lengthOf(event) : (messages[slot]?.data.length ?? 0);
    }
    setLength(newest, units);
    keepBound();
  };
  const beginGroup = (event: Event): void => {
    if (held >= SLOTS) forgetGroup();
    setLength(next, lengthOf(event) * GROUP);
    keepBound();
  };

  return {
    message(source, event, heard) {
      if (next % GROUP === 0) beginGroup(event);
      events[next] = event;
      sources[next] = source;
      heards[next] = heard;
      next = (next + 1) % SLOTS;
      held++;
      kept++;
      if (!looking) {
        looking = true;
        later(look, LOOK_AFTER);
      }
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
      factOrders[slot] = kept;
      heldFacts++;
    },

    settle(source) {
      for (let i = 0; i < held; i++) {
        const slot = (oldest + i) % SLOTS;
        const event = events[slot];
        if (sources[slot] !== source || !event) continue;
        messages[slot] = readMessage(event);
        events[slot] = null;
      }
    },

    newest() {
      const newest = bare<Record<SourceNumber, number>>();
      for (let i = 1; i <= held; i++) {
        const slot = (next + SLOTS - i) % SLOTS;
        const { number } = sources[slot] as Source;
        if (newest[number] !== undefined) continue;
        const event = events[slot];
        newest[number] = event ? timeStampOf(event) : (messages[slot]?.at ?? 0);
      }
      return newest;
    },

    sources(each) {
      for (let i = 0; i < held; i++) each(sources[(oldest + i) % SLOTS] as Source);
      for (let i = 0; i < heldFacts; i++) each(factSources[(oldestFact + i) % FACTS] as Source);
    },

    drain(onFact, onMessage) {
      while (held > 0 || heldFacts > 0) {
        if (held === 0 || (heldFacts > 0 && (factOrders[oldestFact] as number) <= kept - held)) {
          onFact(factSources[oldestFact] as Source, facts[oldestFact] as Fact);
          facts[oldestFact] = null;
          factSources[oldestFact] = null;
          oldestFact = (oldestFact + 1) % FACTS;
          heldFacts--;
        } else {
          const event = events[oldest];
          const message = event ? readMessage(event) : messages[oldest];
          const source = sources[oldest] as Source;
          const heard = heards[oldest] as boolean;
          leave();
          if (message) onMessage(source, message, heard);
        }
      }
      for (let group = 0; group < GROUPS; group++) lengths[group] = 0;
      length = 0;
      // Groups begin at multiples of GROUP.
      next = 0;
      oldest = 0;
    },
  };
}
