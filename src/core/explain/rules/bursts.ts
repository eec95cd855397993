/** Messages arrive in bursts that no application makes: a buffer fills and is emptied. */
import { bufferSign } from '../buffer-sign.ts';
import { withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';
import { together, pieces } from '../sample.ts';
import { isCompressed, suspectsOf } from '../suspects.ts';

/**
 * ## What it means
 *
 * Messages arrive in bursts with silence between, and no application makes such bursts: either one after the other breaks off in the middle of a line, or all are of one size however many messages that takes. Rounds that an application sends end with a message, and are as large as what is in them, so nothing is said of them; nor of answers of a model whose protocol is known, if their bursts end with a message: a filter for contents lets its text pass in blocks.
 *
 * Where pieces begin and end is known of `fetch`, and in Firefox; of an EventSource in Chromium only messages are. Usual sizes: 4 KB and 8 KB (nginx, PHP), 16 KB (TLS, compressors), 32 KB and 64 KB.
 *
 * That the browser sees no `X-Accel-Buffering` says nothing: nginx obeys this header and takes it out of the answer.
 *
 * ## The standard
 *
 * Authors are also cautioned that HTTP chunking can have unexpected negative effects on the reliability of this protocol, in particular if the chunking is done by a different layer unaware of the timing requirements.
 *
 * ## An example
 *
 * ```
 * Server: nginx
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
 */
export const bursts = {
  id: 'bursts',
  severity: 'warning',
  group: 'buffering',
  title: 'Messages arrive in bursts',
  sentence: {
    is: 'Messages arrive in bursts of about {kilobytes} KB that break off in the middle of a line, with silence between: a buffer fills and is emptied. Named by the headers: {suspects}.',
    uneven:
      'Messages arrive in bursts of about {kilobytes} KB each, however many messages that takes, with silence between: a buffer fills and is emptied. Named by the headers: {suspects}.',
  },
  form: ({ sign }) => (sign === 'uneven' ? 'uneven' : 'is'),
  ofAttempt(facts) {
    // `compressed-late` says it better.
    const found = isCompressed(facts.attempt) ? undefined : bufferSign(facts, false);
    if (found === undefined) return undefined;
    return { params: { kilobytes: Math.round(found.size / 1024), suspects: suspectsOf(facts.attempt), sign: found.sign } };
  },
  found: [
    {
      headers: { Server: 'nginx' },
      text: pieces(`data: ${'.'.repeat(100)}\n\n`.repeat(250), 4096),
      hit: { params: { kilobytes: 4, suspects: 'nginx', sign: 'cut' } },
    },
    // Where only messages are known.
    {
      rows: [10, 20, 10, 20, 10, 20].flatMap((count, heap) => together(5000 + heap * 2000, count).map((row) => ({ ...row, data: 'x'.repeat(4000 / count) }))),
      hit: { params: { kilobytes: 4, suspects: '-', sign: 'uneven' } },
    },
  ],
  silent: [
    // Rounds of an application end with a message.
    { text: Array.from({ length: 6 }, () => `data: ${'.'.repeat(100)}\n\n`.repeat(40)) },
    // Azure's filter.
    {
      rows: [10, 20, 10, 20, 10, 20].flatMap((count, heap) => together(5000 + heap * 2000, count).map((row) => ({ ...row, data: 'x'.repeat(4000 / count) }))),
      ...withFaults('OpenAI Chat', 'openai-chat'),
    },
    { headers: { 'Content-Encoding': 'gzip' }, text: pieces(`data: ${'.'.repeat(100)}\n\n`.repeat(250), 4096) },
  ],
} as const satisfies Rule;
