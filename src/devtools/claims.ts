/** Requests that one witness tells, so that another that sees the same ones stays silent: the debugger tells what the network log tells, and more. */
import type { EpochMs, Milliseconds } from '../core/units.ts';

export interface ClaimedRequest {
  method: string;
  url: string;
  startedAt: EpochMs;
}
export interface Claims {
  claim(request: ClaimedRequest): void;
  /** True, once for each claim: somebody else tells this request. */
  take(request: ClaimedRequest): boolean;
}

/** Both have the time from the browser's own clock; the network log's is cut to a millisecond. */
const SLACK: Milliseconds = 2;
/** Claims kept: more requests than a page makes between two polls, which are at most some seconds apart. */
const CLAIMS = 5000;

export function createClaims(): Claims {
  const claims: ClaimedRequest[] = [];
  return {
    claim(request) {
      claims.push(request);
      if (claims.length > CLAIMS) claims.shift();
    },
    take({ method, url, startedAt }) {
      const at = claims.findIndex((claim) => claim.url === url && claim.method === method && Math.abs(claim.startedAt - startedAt) <= SLACK);
      if (at < 0) return false;
      claims.splice(at, 1);
      return true;
    },
  };
}
