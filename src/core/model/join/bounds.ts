/** How far the join looks, and how long it can change its mind. */
import type { Milliseconds } from '../../units.ts';

/**
 * How far the clocks of page and browser process may be apart. They agree to a few milliseconds; the rest is for a browser
 * that is busy between the moment and its note of it.
 */
export const CLOCK_SLACK: Milliseconds = 50;

/** The request log notes what happens when the browser comes to it. So much later it may still note the start of a request that waits for its answer. */
export const NOTE_LAG: Milliseconds = 1000;

/**
 * … and of one that has turned out: 1.2 s was measured (twenty streams, two processors with twenty things to do). Of one URL no more requests start
 * meanwhile, one each 75 ms, than are looked at together.
 */
export const MAX_NOTE_LAG: Milliseconds = 10_000;

/** An end that the page made (close, navigation) reaches the request log later, in a busy browser: so much later is still the same end. */
export const END_SLACK: Milliseconds = 1000;

/** A hook tells in order. When it has gone on for so long and said nothing of a request that was answered, the request is not its own. */
export const PATIENCE: Milliseconds = 2000;

/** What nobody has claimed by then is a worker's, or nobody's: twice as long as it takes for an exchange to stand in for the request of a page. */
export const ADOPTED_AFTER: Milliseconds = 2 * PATIENCE;

/** Pairs of a group that may still change partner; older ones are settled. Bounds the cost of a look. */
export const MAX_OPEN_PAIRS = 128;

/** Slots of a group without a request that are kept for a request log that is late; five minutes of a reconnect each 75 ms. */
export const MAX_LOOSE_SLOTS = 4096;

/** Requests of a capture that no attempt has claimed. */
export const MAX_LOOSE_REQUESTS = 10_000;

/** Exchanges, and requests for each of them, that are looked at together: as many streams of one URL do not start within a second. */
export const MAX_POOL = 128;

/** Requests of one method and URL that wait for a network log that is late. */
export const MAX_POOL_REQUESTS = 4096;

/**
 * From the arrival of a message to its dispatch in a busy page. Only says which of two messages that read the same the page cannot have
 * heard, since it began to listen so much later.
 */
export const DISPATCH_SLACK: Milliseconds = 500;

/** Rows that are looked through for one that a torn listing tells next, or the hook after rows that were dropped. */
export const LOOK_AHEAD = 256;

/** Messages of the begin of an attempt by which streams that started together are told apart. */
export const FIRST_TOLD = 4;

/** Messages of a network log that is ahead of the page's own word, of all exchanges together. */
export const MAX_WAITING_MESSAGES = 100_000;

/** Texts that are on their way, or nobody's: far more than a tab has streams. */
export const MAX_WAITING_FEEDS = 4096;

/** A group with so many new facts is looked at without waiting for a reader. */
export const MAX_PENDING = 512;
