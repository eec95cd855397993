/**
 * Takes the copies out of a list in which each message stands twice.
 *
 * @note Seen in Chromium 156: a redirected EventSource gets the resource type `other`, and then the network log lists what the browser
 * dispatches and also what DevTools' own parser makes of the text, each in its order, one list dealt into the other.
 */
import type { ExchangeMessage } from '../../core/model/observation.ts';

export interface Undouble {
  /** True: it is not the copy of one before. */
  isFirst(message: ExchangeMessage): boolean;
}

export function createUndouble(): Undouble {
  /** Those whose copy has not come, oldest first. */
  const alone: string[] = [];
  let next = 0;
  return {
    isFirst({ type, lastEventId, data }) {
      const message = JSON.stringify([type, lastEventId, data]);
      if (alone[next] === message) {
        next += 1;
        if (next === alone.length) {
          alone.length = 0;
          next = 0;
        }
        return false;
      }
      alone.push(message);
      return true;
    },
  };
}
