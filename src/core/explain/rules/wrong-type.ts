/** The answer is of another type. Types with a rule of their own are left to it. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/** `login-page`, `json-answer`, `wrong-charset`. */
const OTHERS = /^(text\/html|application\/xhtml\+xml|application\/(problem\+)?json|text\/event-stream)$/;

/**
 * ## What it means
 *
 * The content type has to be `text/event-stream`, with parameters or without. What the body looks like does not matter.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * Content-Type: text/plain
 * ```
 *
 * ## How to fix it
 *
 * Set the header on the server, before anything is written.
 *
 * ```
 * Content-Type: text/event-stream
 * ```
 */
export const wrongType = {
  id: 'wrong-type',
  severity: 'error',
  group: 'failure',
  title: 'The answer is no event stream',
  sentence: 'The answer has the Content-Type “{type}” instead of text/event-stream.',
  next: 'gives-up',
  ofAttempt({ attempt }) {
    const type = refusedType(attempt);
    return type === undefined || OTHERS.test(type.essence) ? undefined : { params: { type: type.written } };
  },
  found: [{ attempt: refused('bad-type', 200), headers: { 'Content-Type': 'text/plain' }, hit: { params: { type: 'text/plain' } } }],
  silent: [
    { attempt: refused('bad-type', 200) },
    { attempt: refused('bad-type', 200), headers: { 'Content-Type': 'text/html' } },
    { attempt: refused('bad-type', 200), headers: { 'Content-Type': 'application/json' } },
  ],
} as const satisfies Rule;
