/** The body is not what `Content-Encoding` says: the browser cannot read it, now and the next time. */
import { responseHeader } from '../facts.ts';
import { networkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * `Content-Encoding` names a compression, and the body is not compressed that way: often plain text that a proxy or a middleware marked as compressed, or text that was compressed twice with one mark. Nothing on the way broke. An EventSource reconnects, and fails in the same way each time. Where messages had come, the mark was right, and what followed was not: text that was written past the compressor, or an end within a compressed block.
 *
 * ## The standard
 *
 * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
 *
 * ## An example
 *
 * ```
 * Content-Encoding: gzip
 *
 * data: plain text
 * ```
 *
 * ## How to fix it
 *
 * Leave `Content-Encoding` out where the body is plain, or compress it. Look for a second writer of the header: a proxy, a middleware, a handler that copies the headers of another response.
 */
export const wrongEncoding = {
  id: 'wrong-encoding',
  severity: 'error',
  group: 'failure',
  title: 'The body is not what its head says',
  sentence: {
    is: 'The head says Content-Encoding: {coding}, and the browser could not decode the body ({error}). Nothing on the way broke: it will fail each time.',
    later: 'The head says Content-Encoding: {coding}; {messages} messages came, then the browser could not decode what followed ({error}).',
  },
  form: ({ messages }) => (messages === undefined ? 'is' : 'later'),
  ofAttempt({ attempt }) {
    const { outcome, error } = attempt;
    if (error === undefined || (outcome !== 'cut' && outcome !== 'refused' && outcome !== 'failed') || networkErrorKind(error) !== 'encoding') return undefined;
    // Where some of it could be decoded, the head is right, and the next answer may be as well.
    const messages = attempt.messageCount > 0 ? { messages: attempt.messageCount } : undefined;
    return { params: { coding: responseHeader(attempt, 'content-encoding') ?? '-', error, ...messages } };
  },
  found: [
    {
      attempt: { outcome: 'cut', error: 'net::ERR_CONTENT_DECODING_FAILED' },
      headers: { 'Content-Encoding': 'gzip' },
      hit: { params: { coding: 'gzip', error: 'net::ERR_CONTENT_DECODING_FAILED' } },
    },
    {
      attempt: { outcome: 'cut', error: 'net::ERR_CONTENT_DECODING_FAILED', messageCount: 3 },
      headers: { 'Content-Encoding': 'br' },
      hit: { params: { coding: 'br', error: 'net::ERR_CONTENT_DECODING_FAILED', messages: 3 } },
    },
  ],
  silent: [{ attempt: { outcome: 'cut', error: 'net::ERR_CONNECTION_RESET' }, headers: { 'Content-Encoding': 'gzip' } }],
} as const satisfies Rule;
