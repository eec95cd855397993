/** How streams end whose protocol has no end of its own: they go on until somebody closes them. */
import type { Result, StreamEnd } from './decoder.ts';

/** `ends`: the protocol lets the server end the stream when all is said. */
export function openEnded(end: StreamEnd | undefined, ends = false): Pick<Result, 'verdict' | 'reason'> {
  switch (end) {
    case undefined:
      return { verdict: 'open' };
    case 'page':
      return { verdict: 'open', reason: 'stopped by the page' };
    case 'error':
      return { verdict: 'open', reason: 'connection lost' };
    case 'server':
      return ends ? { verdict: 'complete' } : { verdict: 'open', reason: 'the response ended' };
  }
}
