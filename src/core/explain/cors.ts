/** What the CORS check of a refused attempt looked at. */
import { corsCheck, type CorsCheck } from '../model/cors-check.ts';
import type { AttemptFacts } from './facts.ts';

/** Undefined when the attempt did not fail by CORS, or when that cannot be said for certain. */
export function corsOf({ attempt, connection }: AttemptFacts): CorsCheck | undefined {
  const { outcome, requestHeaders, responseHeaders, responseUrl = connection.url } = attempt;
  if (outcome !== 'cors' || responseHeaders === undefined) return undefined;
  const { frameUrl, withCredentials } = connection;
  return corsCheck({ frameUrl, responseUrl, withCredentials, requestHeaders, responseHeaders });
}
