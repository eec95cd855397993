/**
 * Batches between the page and the recorder: numbered, sent at the pace of the recorder's acknowledgements, kept until they are acknowledged, sent again
 * when none comes, and dropped, counted, when there are too many. Only batches of messages, and of bytes, are dropped; lifecycle facts are few and go through.
 */
import { PROTOCOL_VERSION, type PageEnvelope } from '../wire/protocol/envelope.ts';
import type { Milliseconds, SessionId } from '../core/units.ts';

/** Code units that may be on their way, unacknowledged. Enough to keep the road full (bench: carry), little enough to bound the browser's own queues. */
const WINDOW = 8_000_000;
/** Code units that may be held in all: the memory that a page's process may spend on a flood. */
const LIMIT = 64_000_000;
/**
 * The same where ports lead through the background, in Firefox. There 33,000 messages/s of 1 KB take all of the page's thread with no extension
 * around (bench: firefox), and what waits is given to the page in one go; acknowledgements are heard when it has done with that. Six seconds of
 * 33 MB, and some: as much as a capture holds unless the user says otherwise.
 */
export const LIMIT_OF_BURSTS = 256_000_000;
/** Code units in one envelope: a port refuses messages above 64 MB, and JSON may write six bytes for one code unit. */
const PIECE = 4_000_000;
/**
 * How often is looked whether acknowledgements come, and after how many looks without one everything on its way is sent again; twice as many after each time.
 * @note Late is not lost: in a flood they come in bursts, and behind them on this thread the next look is yet to come.
 */
const LOOK: Milliseconds = 5000;
const LOOKS = 4;
const MOST_LOOKS = 32;

export interface Backlog {
  /** A batch with `messages` messages in it. `spare`: it may be dropped if need be; lifecycle facts may not. */
  push(messages: number, text: string, spare?: boolean): void;
  /** From now on `post` carries, and so many code units may be held. Batches that were sent to `audience` before, unacknowledged, are sent again; to another audience they mean nothing. */
  attach(audience: string, post: (envelope: PageEnvelope) => void, limit?: number): void;
  detach(): void;
  /** Every batch up to and with `seq` has been recorded. */
  acknowledge(seq: number): void;
  /** What is on its way was sent again, and still nobody says that it has been recorded: the port may be dead. */
  stalled(): boolean;
}

interface Entry {
  seq: number;
  messages: number;
  spare: boolean;
  /** Undefined: `batches` batches were dropped here. */
  text: string | undefined;
  batches: number;
}

/** @param later `setTimeout`. */
export function createBacklog(session: SessionId, now: () => number, later: (task: () => void, delay: Milliseconds) => void): Backlog {
  let entries: Entry[] = [];
  /** `entries[0]` to `entries[sent - 1]` are on their way. */
  let sent = 0;
  let onTheWay = 0;
  let held = 0;
  let nextSeq = 0;
  /** The first for this audience. */
  let first = 0;
  let limit = LIMIT;
  let audience = '';
  let post: ((envelope: PageEnvelope) => void) | undefined;
  let lookDue = false;
  /** Looks since the last acknowledgement, or since all was sent again. */
  let looks = 0;
  let patience = LOOKS;
  let again = false;

  const send = (entry: Entry, carry: (envelope: PageEnvelope) => void): void => {
    const { seq, messages, text, batches } = entry;
    if (text === undefined) return carry({ kind: 'dropped', version: PROTOCOL_VERSION, session, seq, first, batches, messages, at: now() });
    let from = 0;
    do {
      const piece = text.length <= PIECE ? text : text.slice(from, from + PIECE);
      carry({ kind: 'batch', version: PROTOCOL_VERSION, session, seq, first, text: piece, from, more: from + PIECE < text.length });
      from += PIECE;
    } while (from < text.length);
  };

  const pump = (): void => {
    while (post && sent < entries.length && (onTheWay < WINDOW || sent === 0)) {
      const entry = entries[sent++] as Entry;
      onTheWay += entry.text?.length ?? 0;
      send(entry, post);
    }
    if (post && sent > 0 && !lookDue) {
      lookDue = true;
      later(look, LOOK);
    }
  };

  const sendAgain = (): void => {
    sent = 0;
    onTheWay = 0;
    looks = 0;
    pump();
  };

  const look = (): void => {
    lookDue = false;
    if (!post || sent === 0) looks = 0;
    else if (++looks < patience) pump();
    else {
      patience = Math.min(patience * 2, MOST_LOOKS);
      again = true;
      sendAgain();
    }
  };

  const goesWell = (): void => {
    looks = 0;
    patience = LOOKS;
    again = false;
  };

  /** Drops the oldest batch of messages that has not been sent, into the hole beside it if there is one. */
  const dropOne = (): boolean => {
    for (let i = sent; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      if (entry.text === undefined || !entry.spare) continue;
      held -= entry.text.length;
      const hole = i > sent ? entries[i - 1] : undefined;
      if (hole && hole.text === undefined) {
        hole.batches += 1;
        hole.messages += entry.messages;
        hole.seq = entry.seq;
        entries.splice(i, 1);
      } else entries[i] = { seq: entry.seq, messages: entry.messages, spare: false, text: undefined, batches: 1 };
      return true;
    }
    return false;
  };

  return {
    push(messages, text, spare = messages > 0) {
      entries.push({ seq: nextSeq++, messages, spare, text, batches: 1 });
      held += text.length;
      pump();
      while (held > limit && dropOne());
    },

    attach(newAudience, carry, newLimit = LIMIT) {
      if (newAudience !== audience) {
        // What was meant for somebody else starts in the middle: the hook will introduce everything again.
        entries = [];
        held = 0;
        first = nextSeq;
        audience = newAudience;
      }
      post = carry;
      limit = newLimit;
      goesWell();
      sendAgain();
    },

    detach() {
      post = undefined;
    },

    acknowledge(seq) {
      let done = 0;
      while (done < sent && (entries[done] as Entry).seq <= seq) {
        const length = (entries[done] as Entry).text?.length ?? 0;
        onTheWay -= length;
        held -= length;
        done++;
      }
      if (done === 0) return;
      goesWell();
      entries.splice(0, done);
      sent -= done;
      pump();
    },

    stalled: () => again,
  };
}
