/** The answer is a page: of a login, of an error, or of the application that answers whatever is asked. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

const HTML = /^(text\/html|application\/xhtml\+xml)$/;

/**
 * ## What it means
 *
 * The status is 200, but the answer is HTML. Mostly the session ran out and a redirect led to a login page; or the path is wrong and the server answers every path with the application (the fallback of a single-page app or of a development server).
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 200 OK
 * Content-Type: text/html
 *
 * <!doctype html><title>Sign in</title>
 * ```
 *
 * ## How to fix it
 *
 * Answer requests that accept `text/event-stream` with 401 instead of a redirect to the login. Check the path of the stream, and that the proxy of the development server passes it on.
 *
 * ```
 * if (request.headers.accept === 'text/event-stream' && !session) response.writeHead(401).end()
 * ```
 */
export const loginPage = {
  id: 'login-page',
  severity: 'error',
  group: 'failure',
  title: 'A web page came instead of a stream',
  sentence: 'An HTML page came instead of a stream: a login page, an error page, or the application itself (from {url}).',
  next: 'gives-up',
  ofAttempt({ attempt, connection }) {
    if (!HTML.test(refusedType(attempt)?.essence ?? '')) return undefined;
    return { params: { url: attempt.responseUrl ?? connection.url } };
  },
  found: [
    {
      attempt: { ...refused('bad-type', 200), responseUrl: 'https://shop.example/login' },
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      hit: { params: { url: 'https://shop.example/login' } },
    },
  ],
  silent: [
    { attempt: refused('bad-type', 200), headers: { 'Content-Type': 'text/plain' } },
    { attempt: refused('http-error', 500), headers: { 'Content-Type': 'text/html' } },
  ],
} as const satisfies Rule;
