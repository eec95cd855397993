/** Nothing came for long, then everything at once, and the end. Who computes first and answers then does the same: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import { withFaults } from '../decoded-fault.ts';
import { isModelAnswer } from '../model-answers.ts';
import { suspectsOf } from '../suspects.ts';
import type { Rule } from '../rule.ts';
import { together } from '../sample.ts';

/** One answer in one piece is no stream that was held back. */
const MESSAGES = 5;
const LONG: Milliseconds = 2000;
const SOON: Milliseconds = 200;

/**
 * ## What it means
 *
 * Nothing came for at least two seconds, then everything within a moment, and the end. Who computes first and answers then does just that, and all is well. If the server writes its messages one by one, something collects the answer and passes it on when it is whole: a proxy that buffers, a compressor, a framework that waits for the handler, or the server itself.
 *
 * Of answers of a model whose protocol is known nothing is said: a model may think for seconds and then write all of its answer within a moment.
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
 * Content-Encoding: gzip
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
export const allAtEnd = {
  id: 'all-at-end',
  severity: 'note',
  group: 'buffering',
  title: 'Was everything held back until the end?',
  sentence:
    'Nothing came for long, then {messages} messages at once, and the end. If the server wrote them one by one, something collects them on the way. Named by the headers: {suspects}.',
  ofAttempt({ attempt, decoded, rows, isWatched }) {
    // A model that thinks first and then writes its answer at once looks the same.
    if (isModelAnswer(decoded?.protocol)) return undefined;
    const { outcome, openedAt, endedAt, startedAt, untimed } = attempt;
    const [run] = rows.runs;
    if (untimed === true || outcome !== 'ended' || openedAt === undefined || endedAt === undefined || rows.runCount !== 1 || run === undefined)
      return undefined;
    if (!isWatched(startedAt, endedAt) || run.messages < MESSAGES || run.from - startedAt < LONG || endedAt - run.to > SOON) return undefined;
    return { params: { messages: run.messages, suspects: suspectsOf(attempt) } };
  },
  found: [
    {
      attempt: { outcome: 'ended', endedAt: 5020 },
      headers: { Server: 'nginx/1.25', 'Content-Encoding': 'gzip' },
      rows: together(5000, 10),
      hit: { params: { messages: 10, suspects: 'gzip, nginx' } },
    },
  ],
  silent: [
    { attempt: { outcome: 'ended', endedAt: 8000 }, rows: [...together(5000, 10), ...together(7000, 10)] },
    { attempt: { outcome: 'ended', endedAt: 9000 }, rows: together(5000, 10) },
    { attempt: { outcome: 'ended', endedAt: 5020 }, rows: together(5000, 2) },
    { attempt: { outcome: 'closed-by-page', endedAt: 5020 }, rows: together(5000, 10) },
    { attempt: { outcome: 'ended', endedAt: 5020 }, rows: together(5000, 10), ...withFaults('OpenAI Responses', 'openai-responses') },
  ],
} as const satisfies Rule;
