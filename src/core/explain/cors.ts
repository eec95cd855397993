/** What the CORS check of a refused attempt looked at. */
import { originOf, responseHeader, type AttemptFacts } from './facts.ts';
import { headerValue } from '../model/header-value.ts';

export interface CorsFacts {
  /** Who asked, as the request said; `null` after a redirect between two foreign origins. */
  origin: string;
  /** `Access-Control-Allow-Origin`; undefined: there is none. */
  allowed: string | undefined;
  /** `Access-Control-Allow-Credentials`. */
  credentials: string | undefined;
}

/** Undefined when the attempt did not fail by CORS, or when that cannot be said for certain. */
export function corsOf({ attempt, connection }: AttemptFacts): CorsFacts | undefined {
  if (attempt.outcome !== 'cors' || attempt.responseHeaders === undefined) return undefined;
  const page = originOf(connection.frameUrl);
  const sent = attempt.requestHeaders === undefined ? undefined : headerValue(attempt.requestHeaders, 'origin');
  const origin = sent ?? page;
  if (origin === undefined) return undefined;
  // An answer of the page's own origin needs no leave: what failed there is something else.
  if (originOf(attempt.responseUrl ?? connection.url) === page && attempt.redirects === undefined) return undefined;
  return { origin, allowed: responseHeader(attempt, 'access-control-allow-origin'), credentials: responseHeader(attempt, 'access-control-allow-credentials') };
}
