/** What decoders make of the streams of a capture: loaded when the first stream has a message. */
import { createAttemptRecogniser } from '../core/decoders/attempt-recogniser.ts';
import { createDecoding, type Decoded, type Decoding } from '../core/decoders/decode.ts';
import { decodeGroup, groupsOf } from '../core/decoders/decode-capture.ts';
import { GroupFold, type StreamGroup } from '../core/decoders/group-fold.ts';
import { createJudge, type Judge } from '../core/decoders/judge.ts';
import type { GrownText, Part } from '../core/decoders/part.ts';
import { DECODERS } from '../core/decoders/decoders.ts';
import type { Recognised } from '../core/decoders/recognise.ts';
import { called } from '../core/decoders/says.ts';
import { type AttemptStream, endOf, messagesOf, streamOf } from '../core/decoders/stream-of-attempt.ts';
import type { Capture, ConnectionEntry, Slot } from '../core/model/types.ts';
import type { DecodedRows } from '../core/query/decoded-rows.ts';
import type { FilteredIndex } from '../core/select/filter.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../core/units.ts';
import type { ProtocolChoice } from '../settings/settings.ts';
import type { DecodedAnswer, DecodedHeadline, DecodedPart, Headline, ProtocolMark, ShownText } from '../wire/protocol/decoded.ts';
import { originOf } from '../core/origin.ts';

export interface Decodings {
  /** For a search over rows that asks for what they mean: streams are folded first, then `create`d is looked through. */
  search(connections: readonly ConnectionId[] | undefined, create: (rows: DecodedRows) => FilteredIndex): FilteredIndex;
  /** The protocol of the newest attempt that has one; undefined: none is recognised. */
  markOf(entry: ConnectionEntry): ProtocolMark | undefined;
  /** What the messages of an attempt say, as far as it is folded: it goes on until `isOver`. `isWhole`: nothing is left. */
  meanings(entry: ConnectionEntry, slot: Slot, isOver: () => boolean): { says: ReadonlyMap<MessageIndex, string>; isWhole: boolean };
  /** What an attempt, or its session, means; `until`: as of that message. Null: no protocol is recognised. */
  answer(entry: ConnectionEntry, slot: Slot, until?: MessageIndex): DecodedAnswer | null;
  /** The same on one line, and what it was recognised as. */
  headline(entry: ConnectionEntry, slot: Slot): Pick<Headline, 'decoded' | 'recognised'>;
  /** For the diagnosis. */
  readonly judge: Judge;
}

/** Streams that are kept folded: whoever goes back to another waits for it to be folded again. */
const MAX_FOLLOWED = 16;
/** Calls that a headline names; more are counted. */
const HEADLINE_CALLS = 2;
/** Messages that are folded between two looks at the clock. */
const FOLDED_AT_ONCE = 256;

/** What was made of an attempt, or of the `streams` attempts of its session. */
interface Made {
  readonly found: Recognised;
  readonly streams: number;
  readonly decoded: Decoded;
}

interface Searched {
  readonly decoder: Recognised['decoder'];
  readonly meanings: ReadonlyMap<MessageIndex, string>;
  readonly keepAlives: ReadonlySet<MessageIndex>;
  /** Of which this is known. */
  readonly messages: number;
}

/** A stream that somebody looks at, folded as far as it was asked for. */
interface Followed {
  readonly decoding: Decoding;
  /** What each message says, where it says something. */
  readonly meanings: Map<MessageIndex, string>;
  readonly keepAlives: Set<MessageIndex>;
  /** Messages that were folded, and the last of them. */
  folded: number;
  last: MessageIndex | undefined;
}

/** `choices` of the user, which come before what is recognised. */
export function createDecodings(capture: Capture, choices: () => readonly ProtocolChoice[]): Decodings {
  const recognised = createAttemptRecogniser(capture);
  /** The one asked last stands last. */
  const followed = new Map<Slot, Followed>();

  /** What a search has found out of streams: it stays when they are not followed any more. */
  const searched = new WeakMap<Slot, Searched>();
  /** The group that was folded last, by its first stream: it goes on as its streams grow. */
  let lastGroup: { first: Slot; fold: GroupFold } | undefined;

  /** As recognised, unless the user has chosen for such streams of the origin. */
  const protocolOf = (entry: ConnectionEntry, slot: Slot): Recognised | undefined => {
    const found = recognised(entry, slot);
    const choice = choiceOf(entry, found);
    if (choice === undefined) return found;
    const decoder = DECODERS.find(({ id }) => id === choice.as);
    return decoder && { decoder, certainty: 'certain' };
  };
  /** One of a protocol that is not known here is none. */
  const choiceOf = ({ connection: { url } }: ConnectionEntry, found: Recognised | undefined): ProtocolChoice | undefined => {
    const wishes = choices();
    if (wishes.length === 0) return undefined;
    const origin = originOf(url);
    const name = found?.decoder.id ?? '';
    const choice = wishes.findLast((one) => one.origin === origin && one.found === name);
    return choice === undefined || choice.as === '' || DECODERS.some(({ id }) => id === choice.as) ? choice : undefined;
  };

  /** Goes on where it stopped, or from the start where rows have come in between, or have gone; until `isOver`. */
  const follow = (stream: AttemptStream, found: Recognised, isOver: () => boolean = () => false): Followed => {
    const { slot } = stream;
    const { attempt } = slot;
    const isTimed = attempt.untimed !== true;
    const anew = (): Followed => ({
      decoding: createDecoding(found, stream.head, isTimed ? attempt.startedAt : undefined),
      meanings: new Map(),
      keepAlives: new Set(),
      folded: 0,
      last: undefined,
    });
    const before = followed.get(slot);
    let current = before?.decoding.decoder === found.decoder ? before : anew();
    let more = [...messagesOf(capture, stream, current.last)];
    if (current.last !== undefined && current.folded + more.length !== attempt.messageCount) {
      current = anew();
      more = [...messagesOf(capture, stream)];
    }
    // What the limits have cost counts as folded: it will not come again.
    current.folded = attempt.messageCount - more.length;
    for (const { message, at } of more) {
      const meaning = current.decoding.take(message, isTimed ? at : undefined);
      if (meaning !== undefined) current.meanings.set(message.index, meaning.says);
      if (meaning?.keepAlive) current.keepAlives.add(message.index);
      current.last = message.index;
      current.folded += 1;
      if (current.folded % FOLDED_AT_ONCE === 0 && isOver()) break;
    }
    followed.delete(slot);
    followed.set(slot, current);
    if (followed.size > MAX_FOLLOWED) followed.delete(followed.keys().next().value!);
    return current;
  };

  /** Folds a stream for a search, which wants to know of each of its messages at any time; false: time is up. */
  const foldForSearch = (entry: ConnectionEntry, slot: Slot, isOver: () => boolean): boolean => {
    const found = slot.attempt.messageCount === 0 ? undefined : protocolOf(entry, slot);
    if (found === undefined) {
      searched.delete(slot);
      return true;
    }
    const before = searched.get(slot);
    if (before?.messages === slot.attempt.messageCount && before.decoder === found.decoder) return true;
    const { meanings, keepAlives, folded } = follow(streamOf(capture, entry, slot), found, isOver);
    searched.set(slot, { decoder: found.decoder, meanings, keepAlives, messages: folded });
    return folded === slot.attempt.messageCount;
  };
  const searchedOf = (connection: ConnectionId, attempt: AttemptNumber): Searched | undefined => {
    const entry = capture.connections.get(connection);
    const slot = entry?.slots[attempt - 1 - entry.connection.droppedAttempts];
    return slot && searched.get(slot);
  };
  const rows: DecodedRows = {
    meaning: (connection, attempt, index) => searchedOf(connection, attempt)?.meanings.get(index),
    protocol(connection, attempt) {
      const decoder = searchedOf(connection, attempt)?.decoder;
      return decoder === undefined ? [] : [decoder.id, decoder.name];
    },
    isKeepAlive: (connection, attempt, index) => searchedOf(connection, attempt)?.keepAlives.has(index) ?? false,
  };

  /** A stream that is of no group goes on where it stopped. */
  const decode = (entry: ConnectionEntry, slot: Slot, until?: MessageIndex): Made | null => {
    const found = protocolOf(entry, slot);
    if (found === undefined) return null;
    const stream = streamOf(capture, entry, slot);
    const alone: StreamGroup = { found, streams: [stream] };
    const isAlone = found.decoder.group?.(stream.head) === undefined;
    if (isAlone)
      return {
        found,
        streams: 1,
        decoded: until === undefined ? follow(stream, found).decoding.result(endOf(slot.attempt)) : decodeGroup(capture, alone, until),
      };
    const group = [...groupsOf(capture, (one) => protocolOf(one.entry, one.slot))].find(({ streams }) => streams.some((one) => one.slot === slot)) ?? alone;
    return { found, streams: group.streams.length, decoded: until === undefined ? wholeGroup(group) : decodeGroup(capture, group, until) };
  };
  const wholeGroup = (group: StreamGroup): Decoded => {
    const first = group.streams[0]!.slot;
    if (lastGroup?.first !== first || !lastGroup.fold.goOn(group)) {
      lastGroup = { first, fold: new GroupFold(capture, group) };
      lastGroup.fold.goOn(group);
    }
    return lastGroup.fold.result();
  };

  return {
    judge: createJudge(capture, recognised),
    search(connections, create) {
      const foldAll = (isOver: () => boolean): boolean => {
        for (const [id, entry] of capture.connections) {
          if (connections !== undefined && !connections.includes(id)) continue;
          for (const slot of entry.slots) if (slot.shown && !foldForSearch(entry, slot, isOver)) return false;
        }
        return true;
      };
      const found = create(rows);
      let isFolded = false;
      return {
        step(isOver) {
          isFolded = foldAll(isOver);
          if (isFolded) found.step(isOver);
        },
        get length() {
          return found.length;
        },
        get complete() {
          return isFolded && found.complete;
        },
        get looked() {
          return found.looked;
        },
        get cutShort() {
          return found.cutShort;
        },
        at: (position) => found.at(position),
        position: (index) => found.position(index),
      };
    },
    markOf(entry) {
      for (const slot of entry.slots.toReversed()) {
        if (!slot.shown || slot.attempt.messageCount === 0) continue;
        const found = protocolOf(entry, slot);
        return found && markOf(found);
      }
      return undefined;
    },
    meanings(entry, slot, isOver) {
      const found = protocolOf(entry, slot);
      if (found === undefined) return { says: new Map(), isWhole: true };
      const { meanings, folded } = follow(streamOf(capture, entry, slot), found, isOver);
      return { says: meanings, isWhole: folded === slot.attempt.messageCount };
    },
    answer(entry, slot, until) {
      const made = decode(entry, slot, until);
      return made === null ? null : { ...made.decoded, protocol: markOf(made.found), parts: made.decoded.parts.map(shownPart), streams: made.streams };
    },
    headline(entry, slot) {
      const found = recognised(entry, slot);
      const made = decode(entry, slot);
      return { recognised: found && markOf(found), decoded: made === null ? undefined : headlineOf(made) };
    },
  };
}

function headlineOf({ found, streams, decoded }: Made): DecodedHeadline {
  const { verdict, reason, times, rate, parts } = decoded;
  const { model, stopReason, usage } = decoded.facts;
  const calls = parts.filter((part) => part.kind === 'call');
  return {
    protocol: markOf(found),
    ...{ verdict, reason, times, rate, streams },
    facts: { model, stopReason, usage },
    calls: calls.slice(0, HEADLINE_CALLS).map(({ name, arguments: given }) => called(name, given).slice('call '.length)),
    moreCalls: Math.max(0, calls.length - HEADLINE_CALLS),
  };
}

function markOf({ decoder: { id, name }, certainty }: Recognised): ProtocolMark {
  return { id, name, certainty };
}

function shownPart(part: Part): DecodedPart {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return { ...part, ...shownText(part) };
    case 'call': {
      const { argumentsText, ...rest } = part;
      return argumentsText === undefined ? rest : { ...rest, argumentsText: shownText(argumentsText) };
    }
    default:
      return part;
  }
}

function shownText({ text, pieces }: GrownText): ShownText {
  const numbers = new Float64Array(pieces.length * 2);
  pieces.forEach(({ at, message }, place) => {
    numbers[place * 2] = at;
    numbers[place * 2 + 1] = message;
  });
  return { text, pieces: numbers };
}
