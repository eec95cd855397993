/** The content type names a charset that Chromium does not take: any but `UTF-8`, also `utf8`. */
import { isEventStream, isUtf8 } from '../../model/outcome.ts';
import { mediaTypeOf } from '../../model/media-type.ts';
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/** Code units of a charset that evidence needs. */
const MAX_CHARSET = 40;

/**
 * ## What it means
 *
 * Event streams are UTF-8, whatever the header says. Chromium (measured: 156) takes the parameter only in the spelling `UTF-8`, in upper or lower case: `utf8`, which libraries write, is refused like any other charset, and the page gets no more than an `error` event. Firefox takes them all, so there this is a warning. Who reads by `fetch` or XHR gets the answer in both.
 *
 * ## The standard
 *
 * Event streams in this format must always be encoded as UTF-8.
 *
 * ## An example
 *
 * ```
 * Content-Type: text/event-stream; charset=utf8
 * ```
 *
 * ## How to fix it
 *
 * Write UTF-8, and leave the parameter out.
 *
 * ```
 * Content-Type: text/event-stream
 * ```
 */
export const wrongCharset = {
  id: 'wrong-charset',
  severity: 'error',
  group: 'protocol',
  title: 'Chromium refuses this charset',
  sentence:
    'The content type names the charset “{charset}”. Chromium takes no other spelling than UTF-8, refuses such a stream and gives up; Firefox reads it as UTF-8 all the same.',
  ofAttempt({ attempt, connection }) {
    const type = responseHeader(attempt, 'content-type');
    // Who reads by fetch or XHR gets the answer whatever its charset is.
    if (connection.api !== 'eventsource' || attempt.status !== 200 || !isEventStream(type) || isUtf8(type)) return undefined;
    // What opened works here, and not in the other browser.
    const hit = { params: { charset: mediaTypeOf(type!)!.charset!.slice(0, MAX_CHARSET) } };
    return attempt.openedAt === undefined ? hit : { ...hit, severity: 'warning' };
  },
  found: [
    {
      attempt: refused('bad-type', 200),
      headers: { 'Content-Type': 'text/event-stream; charset=utf8' },
      hit: { params: { charset: 'utf8' } },
    },
    { headers: { 'Content-Type': 'text/event-stream; charset=utf8' }, hit: { params: { charset: 'utf8' }, severity: 'warning' } },
  ],
  silent: [
    { headers: { 'Content-Type': 'text/event-stream;charset=UTF-8' } },
    { connection: { api: 'fetch' }, headers: { 'Content-Type': 'text/event-stream; charset=utf8' } },
  ],
} as const satisfies Rule;
