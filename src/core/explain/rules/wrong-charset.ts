/** The content type names a charset that Chromium does not take: any but `UTF-8`, also `utf8`. */
import { isEventStream, isUtf8 } from '../../model/outcome.ts';
import { mediaTypeOf } from '../../model/media-type.ts';
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** Code units of a charset that evidence needs. */
const MAX_CHARSET = 40;

export const wrongCharset = {
  id: 'wrong-charset',
  severity: 'error',
  group: 'protocol',
  ofAttempt({ attempt, connection }) {
    const type = responseHeader(attempt, 'content-type');
    // Who reads by fetch or XHR gets the answer whatever its charset is.
    if (connection.api !== 'eventsource' || attempt.status !== 200 || !isEventStream(type) || isUtf8(type)) return undefined;
    // What opened works here, and not in the other browser.
    const hit = { params: { charset: mediaTypeOf(type!)!.charset!.slice(0, MAX_CHARSET) } };
    return attempt.openedAt === undefined ? hit : { ...hit, severity: 'warning' };
  },
} as const satisfies Rule;
