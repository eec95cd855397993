/** The check that an answer of another origin must pass before a page gets it. */
import { originOf } from '../origin.ts';
import { headerValue } from './header-value.ts';
import type { Header } from './observation.ts';

export interface CorsQuestion {
  /** The document or script that asked. */
  frameUrl: string;
  /** The URL that answered. */
  responseUrl: string;
  withCredentials: boolean;
  requestHeaders: readonly Header[] | undefined;
  responseHeaders: readonly Header[];
}

export interface CorsCheck {
  /** Who asked, as the request said; `null` for a document without an origin, and after a redirect between two foreign origins. */
  origin: string;
  /** `Access-Control-Allow-Origin`; undefined: there is none. */
  allowed: string | undefined;
  /** `Access-Control-Allow-Credentials`. */
  credentials: string | undefined;
  passed: boolean;
}

/**
 * [spec] Fetch, "CORS check".
 * @returns undefined where the answer is of the origin that asked, which needs no leave, or where nobody knows who asked.
 */
export function corsCheck({ frameUrl, responseUrl, withCredentials, requestHeaders, responseHeaders }: CorsQuestion): CorsCheck | undefined {
  const asking = originOf(frameUrl);
  const origin = headerValue(requestHeaders ?? [], 'origin') ?? (asking.includes('://') ? asking : undefined);
  if (origin === undefined || origin === originOf(responseUrl)) return undefined;
  const allowed = headerValue(responseHeaders, 'access-control-allow-origin');
  const credentials = headerValue(responseHeaders, 'access-control-allow-credentials');
  const passed = withCredentials ? allowed === origin && credentials === 'true' : allowed === '*' || allowed === origin;
  return { origin, allowed, credentials, passed };
}
