/**
 * Requests that do not say that they ask for a stream, until their response does: what was known when they left, for as long as nobody
 * knows whether they belong in the log. In memory alone: a worker that dies forgets them, and it does so only after 30 s without any fact.
 */
import type { LoggedRequest } from '../core/census/census-stream.ts';
import type { RequestObservation } from '../core/model/observation.ts';
import type { RequestId } from '../core/units.ts';

/** Requests of all tabs that wait for their head at a time; the oldest leave. A browser opens 256 connections at most, the rest is its queue. */
export const MOST_ON_HOLD = 1000;

export interface RequestsOnHold {
  put(request: LoggedRequest): void;
  has(id: RequestId): boolean;
  /** Puts what `make` says of it over what is known. */
  change(id: RequestId, make: (before: RequestObservation) => Partial<RequestObservation>): void;
  /** Gives it back and forgets it: it is known what it is, or it is over. */
  take(id: RequestId): LoggedRequest | undefined;
}

export function createRequestsOnHold(): RequestsOnHold {
  const held = new Map<RequestId, LoggedRequest>();
  return {
    put(request) {
      held.set(request.observation.request, request);
      if (held.size > MOST_ON_HOLD) held.delete(held.keys().next().value!);
    },
    has: (id) => held.has(id),
    change(id, make) {
      const request = held.get(id);
      if (request) held.set(id, { ...request, observation: { ...request.observation, ...make(request.observation) } });
    },
    take(id) {
      const request = held.get(id);
      held.delete(id);
      return request;
    },
  };
}
