/** When to ask for the network log again: seldom enough to cost nothing, and more seldom while it has nothing new. */
import type { Milliseconds } from '../../core/units.ts';

/** The whole log comes each time: 3–9 ms with 1,000 messages in it, 120–320 ms with 2,000 other requests (measured, Chromium 156). */
const SOONEST: Milliseconds = 1000;
/** Costs at most 2 % of the time, with room for a poll that costs more than the one by which its time was chosen. */
const SHARE = 60;
/** How much longer each time, while there is nothing new. */
const GROWTH = 1.5;
/** What nobody else tells is not shown later than this; then the cost is what decides. */
const LATEST_IDLE: Milliseconds = 10_000;

export interface PollPace {
  /**
   * A poll is over.
   * @param cost from the question to the end of the work on its answer: what the page, DevTools and the way between them took, at most.
   * @returns how long to wait, from now, before the next one.
   */
  after(cost: Milliseconds, news: boolean): Milliseconds;
  /** How long to wait when something is known to have happened: as `after` with news. */
  soonest(): Milliseconds;
}

export function createPollPace(): PollPace {
  let idle = SOONEST;
  let cost = 0;
  const soonest = (): Milliseconds => Math.max(SOONEST, SHARE * cost);
  return {
    after(took, news) {
      cost = took;
      idle = news ? SOONEST : Math.min(LATEST_IDLE, idle * GROWTH);
      return Math.max(idle, soonest());
    },
    soonest() {
      idle = SOONEST;
      return soonest();
    },
  };
}
