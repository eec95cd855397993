/** How a request of a HAR ended, or that it was still running, as far as the file can tell. */
import type { Outcome } from '../model/connection.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import type { HarEntry } from './har-entry.ts';

/** Writers that say more by what they leave out than HAR does. */
export type HarWriter = 'chromium' | 'playwright' | 'other';

/** The words of browsers for a request that the page has given up: by `close()` or an abort, or with its document. */
const GIVEN_UP = /\bERR_ABORTED$|NS_BINDING_ABORTED|NS_ERROR_ABORT$|^(cancell?ed|aborted)$/i;
/** Two notes of the same moment may differ by so much. */
const SLACK: Milliseconds = 50;

export function outcomeOf({ api, status, error, format, listed, body }: HarEntry): Outcome {
  if (error !== undefined && GIVEN_UP.test(error.trim())) return 'closed-by-page';
  // Programs leave the status out, or have none of what ran still: what has a text was answered.
  if (status <= 0) return error === undefined && (body.text !== undefined || (listed?.length ?? 0) > 0) ? 'ended' : 'refused';
  if (status === 204) return 'no-content';
  // `fetch` and XHR hand out the body of any answer; an EventSource wants 200.
  if (api === 'eventsource' ? status !== 200 : status < 200 || status > 299) return 'http-error';
  // What has messages was read as a stream.
  if (format === undefined && (listed === undefined || listed.length === 0)) return 'bad-type';
  return error === undefined ? 'ended' : 'cut';
}

/**
 * Whether a stream without an error was still running when the file was made.
 *
 * @note Chromium (156) writes the text of a stream that has ended, and an error for one that was given up: of one that runs it has neither. What it hands
 * out to extensions has no text of any, and says nothing. Playwright writes a time of -1 until the end.
 * @param newest when its last message came; the start where it had none
 */
export function isRunning(entry: HarEntry, { startedAt, newest, writer }: { startedAt: EpochMs; newest: EpochMs; writer: HarWriter }): boolean {
  const { api, body, error, isCharlesRunning, isWithoutTexts, listed, size, time } = entry;
  if (isCharlesRunning) return true;
  if (error !== undefined || body.text !== undefined) return false;
  if (writer === 'playwright') return time === undefined;
  if (writer !== 'chromium' || isWithoutTexts || listed === undefined || (size <= 0 && listed.length > 0)) return false;
  // Its time grows with what comes: where it is longer, something else came, and that was mostly the end.
  return api === 'eventsource' || startedAt + (time ?? 0) - newest <= SLACK;
}
