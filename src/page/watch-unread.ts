/**
 * A stream may be read where nothing of ours is: by a worker it was transferred to, by a request whose body it became. Then it is locked, and by
 * nobody that we know. So one of which nothing was seen yet is looked at now and then, ever more rarely; and one that the page has let go of,
 * unread, is over.
 */
import { later, now } from './pristine.ts';
import { lockedOf, weakly } from './pristine-reading.ts';
import type { Branch } from './observe-streams.ts';
import type { Outbox } from './outbox.ts';
import { BY_CANCEL } from './reading.ts';

/** Milliseconds to the first look, and at most between two. */
const FIRST_LOOK = 500;
const LONGEST = 60_000;

export function watchUnread(branch: Branch, outbox: Outbox): void {
  const { reading } = branch;
  const deref = weakly(branch);
  let delay = FIRST_LOOK;
  const look = (): void => {
    const still = deref();
    if (reading.end !== undefined || reading.seen > 0 || reading.forked) return;
    if (still === undefined) return outbox.over(reading, { at: now(), by: BY_CANCEL, words: undefined });
    if (still.reader === undefined && still.pump === undefined && lockedOf(still.stream)) return outbox.unseen(reading, 0);
    if (delay < LONGEST) delay *= 2;
    later(look, delay);
  };
  later(look, delay);
}
