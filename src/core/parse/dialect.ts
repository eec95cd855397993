/**
 * How a browser departs from the standard. The parser tells what that browser would dispatch, and marks where the standard says otherwise.
 *
 * - `standard`: Chromium (measured: 156), and the HTML standard.
 * - `firefox` (measured: 153): a block without data does not set the last event id; a block with U+0000 in an id is dropped; U+0000 is
 *   taken out of data and types.
 */
import type { Milliseconds } from '../units.ts';
import type { Oddity, ParsedMessage, StreamListener } from './report.ts';

export type Dialect = 'standard' | 'firefox';

/** A retry value below this is raised to it (measured: Firefox 153 waits 507 ms and more). */
export const MIN_RETRY: Readonly<Record<Dialect, Milliseconds>> = { standard: 0, firefox: 500 };

const NUL = '\0';

/** Tells messages as Firefox dispatches them: without U+0000. */
export function withoutNul(tell: NonNullable<StreamListener['message']>, tellOddity: ((oddity: Oddity) => void) | undefined): (message: ParsedMessage) => void {
  return (message) => {
    if (!message.data.includes(NUL) && !message.type.includes(NUL)) {
      tell(message);
      return;
    }
    tellOddity?.({ kind: 'nul-removed', line: message.line, from: message.from, to: message.to });
    const type = message.type.replaceAll(NUL, '');
    tell({ ...message, type: type === '' ? 'message' : type, data: message.data.replaceAll(NUL, '') });
  };
}
