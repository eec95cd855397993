/** How far the join looks, and how long it can change its mind. */
import type { Milliseconds } from '../../units.ts';

/**
 * How far the clocks of page and browser process may be apart. They agree to a few milliseconds; the rest is for a browser
 * that is busy between the moment and its note of it.
 */
export const CLOCK_SLACK: Milliseconds = 50;

/** An end that the page made (close, navigation) reaches the request log later, in a busy browser: so much later is still the same end. */
export const END_SLACK: Milliseconds = 1000;

/** A hook tells in order. When it has gone on for so long and said nothing of a request that was answered, the request is not its own. */
export const PATIENCE: Milliseconds = 2000;

/** Pairs of a group that may still change partner; older ones are settled. Bounds the cost of a look. */
export const MAX_OPEN_PAIRS = 128;

/** Slots of a group without a request that are kept for a request log that is late; five minutes of a reconnect each 75 ms. */
export const MAX_LOOSE_SLOTS = 4096;

/** Requests of a capture that no attempt has claimed. */
export const MAX_LOOSE_REQUESTS = 10_000;

/** A group with so many new facts is looked at without waiting for a reader. */
export const MAX_PENDING = 512;
