/** The answer is JSON: mostly an error that was sent with status 200. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/** JSON as one value; streams of values (`application/x-ndjson`, `stream+json`) are no errors of a server. */
const JSON_TYPE = /^application\/(problem\+)?json$/;

/**
 * ## What it means
 *
 * Many frameworks answer errors as JSON, some with status 200. The page cannot read that answer: an EventSource tells neither status nor body.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 200 OK
 * Content-Type: application/json
 *
 * {"error":"token expired"}
 * ```
 *
 * ## How to fix it
 *
 * Look at the answer with `curl`. Send errors of the application as messages of the stream, with a type of their own:
 *
 * ```
 * event: failure
 * data: {"error":"token expired"}
 * ```
 */
export const jsonAnswer = {
  id: 'json-answer',
  severity: 'error',
  group: 'failure',
  title: 'JSON came instead of a stream',
  sentence: 'The answer is JSON ({type}) with status 200: probably an error message of the server.',
  next: 'gives-up',
  ofAttempt({ attempt }) {
    const type = refusedType(attempt);
    return type === undefined || !JSON_TYPE.test(type.essence) ? undefined : { params: { type: type.written } };
  },
  found: [
    { attempt: refused('bad-type', 200), headers: { 'Content-Type': 'application/json' }, hit: { params: { type: 'application/json' } } },
    {
      attempt: refused('bad-type', 200),
      headers: { 'Content-Type': 'application/problem+json' },
      hit: {
        params: { type: 'application/problem+json' },
      },
    },
  ],
  silent: [{ attempt: refused('bad-type', 200), headers: { 'Content-Type': 'application/x-ndjson' } }],
} as const satisfies Rule;
