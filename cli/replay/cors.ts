/** The headers that let a page of any origin in, with its credentials: a replay has another origin than the server had. */
import type { IncomingHttpHeaders } from 'node:http';

type Headers = Record<string, string>;

/** [spec] Fetch, "CORS check": with credentials, the origin has to be named, `*` is not enough. */
export function corsHeaders({ origin }: IncomingHttpHeaders): Headers {
  return origin === undefined ? { 'access-control-allow-origin': '*' } : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}

/** [spec] Fetch, "CORS-preflight fetch": what is asked for is allowed by its name, since with credentials `*` is none. */
export function preflightHeaders(asked: IncomingHttpHeaders): Headers {
  const headers: Headers = { ...corsHeaders(asked), 'access-control-allow-methods': asked['access-control-request-method'] ?? 'GET' };
  const names = asked['access-control-request-headers'];
  if (names !== undefined) headers['access-control-allow-headers'] = names;
  if (asked['access-control-request-private-network'] !== undefined) headers['access-control-allow-private-network'] = 'true';
  return headers;
}
