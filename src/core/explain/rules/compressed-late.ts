/** A compressed stream arrives in bursts that no application makes: the compressor, or a buffer behind it, keeps text until it has enough. */
import { bufferSign } from '../buffer-sign.ts';
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { pieces } from '../sample.ts';
import { isCompressed } from '../suspects.ts';

/**
 * ## What it means
 *
 * A compressor collects text until it has enough of it, and then lets it go wherever that is: heaps that break off in the middle of a line tell of it. A compressed stream that is flushed after each round ends each heap with a message, and nothing is said of it.
 *
 * ## The standard
 *
 * Authors are also cautioned that HTTP chunking can have unexpected negative effects on the reliability of this protocol, in particular if the chunking is done by a different layer unaware of the timing requirements.
 *
 * ## An example
 *
 * ```
 * Content-Encoding: gzip
 * ```
 *
 * ## How to fix it
 *
 * - nginx: `proxy_buffering off;` or `X-Accel-Buffering: no` from the application
 * - Apache: `SetEnv no-gzip 1`, `ProxyPass … flushpackets=on`
 * - Caddy: `flush_interval -1` in `reverse_proxy`
 * - Cloudflare: `Cache-Control: no-transform`; no buffering rules on that path
 * - Express `compression`: call `response.flush()` after each message, or leave `text/event-stream` out by its `filter`
 * - Next.js: `export const dynamic = 'force-dynamic'`, return a stream, do not wait for the work before you return it
 *
 * ```
 * Cache-Control: no-cache, no-transform
 * ```
 */
export const compressedLate = {
  id: 'compressed-late',
  severity: 'warning',
  group: 'buffering',
  title: 'Compression holds the stream back',
  sentence:
    'The stream is compressed ({coding}) and arrives in bursts that no server writes: the compressor, or a buffer behind it, is not emptied after each message.',
  ofAttempt(facts) {
    if (!isCompressed(facts.attempt) || bufferSign(facts, true) === undefined) return undefined;
    return { params: { coding: responseHeader(facts.attempt, 'content-encoding') ?? '-' } };
  },
  found: [
    {
      headers: { 'Content-Encoding': 'gzip' },
      text: pieces(`data: ${'.'.repeat(100)}\n\n`.repeat(250), 4096),
      hit: { params: { coding: 'gzip' } },
    },
  ],
  silent: [
    { text: pieces(`data: ${'.'.repeat(100)}\n\n`.repeat(250), 4096) },
    { headers: { 'Content-Encoding': 'gzip' }, text: Array.from({ length: 6 }, () => `data: ${'.'.repeat(100)}\n\n`.repeat(40)) },
  ],
} as const satisfies Rule;
