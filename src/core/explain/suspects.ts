/** Who holds a stream back, as far as its headers tell. */
import type { Attempt } from '../model/connection.ts';
import { responseHeader } from './facts.ts';

const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/nginx|openresty/i, 'nginx'],
  [/cloudflare/i, 'Cloudflare'],
  [/apache/i, 'Apache'],
  [/caddy/i, 'Caddy'],
  [/envoy/i, 'Envoy'],
  [/varnish/i, 'Varnish'],
  [/microsoft-iis/i, 'IIS'],
];

/** Names joined by commas; '-' when the headers name nobody. */
export function suspectsOf(attempt: Readonly<Attempt>): string {
  const coding = responseHeader(attempt, 'content-encoding');
  const named = [responseHeader(attempt, 'server'), responseHeader(attempt, 'via'), responseHeader(attempt, 'cf-ray') && 'cloudflare'].join(' ');
  const suspects = PRODUCTS.filter(([pattern]) => pattern.test(named)).map(([, name]) => name);
  if (isCompressed(attempt)) suspects.unshift(String(coding));
  return suspects.length === 0 ? '-' : suspects.join(', ');
}

export function isCompressed(attempt: Readonly<Attempt>): boolean {
  return /gzip|br|deflate|zstd/i.test(responseHeader(attempt, 'content-encoding') ?? '');
}
