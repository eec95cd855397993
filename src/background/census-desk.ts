/** When a new board is made: soon after something has changed, many changes together, and when time alone has changed it. */
import type { Board } from '../core/census/board.ts';
import type { EpochMs, Milliseconds } from '../core/units.ts';

/** A page that opens its streams makes some ten facts within this; an eye does not see it. */
const PACE: Milliseconds = 50;

export interface CensusDesk {
  changed(): void;
}

/**
 * @param later `setTimeout`; passed in for tests. @note A worker that dies takes its timers along. What is lost is a wait that would have
 * been over: it is seen at the next change, or when a popup asks.
 */
export function createCensusDesk(options: {
  board: (now: EpochMs) => Board;
  show: (board: Board) => void;
  now: () => EpochMs;
  later: (task: () => void, delay: Milliseconds) => void;
}): CensusDesk {
  const { board, show, now, later } = options;
  let due = false;
  /** Counts the boards: a timer of an older one has nothing to say. */
  let made = 0;

  const make = (): void => {
    due = false;
    made += 1;
    const [mine, next] = [made, board(now())];
    show(next);
    if (next.staleAt !== undefined) later(() => mine === made && changed(), next.staleAt - next.at);
  };
  const changed = (): void => {
    if (due) return;
    due = true;
    later(make, PACE);
  };
  return { changed };
}
