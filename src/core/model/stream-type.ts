/** Which media types a stream comes with, as a response names them. */
import { headerValue } from './header-value.ts';
import { mediaTypeOf } from './media-type.ts';
import type { ReadingFormat } from './observation.ts';
import type { Slot } from './types.ts';

/** Values one after the other, each on a line or behind a record separator. [spec] RFC 7464 for `json-seq`; the others are usage, not standard. */
const FORMATS: ReadonlyMap<string, ReadingFormat> = new Map([
  ['text/event-stream', 'event-stream'],
  ['application/x-ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['application/stream+json', 'ndjson'],
  ['application/json-seq', 'json-seq'],
]);

/**
 * @param contentType as in the header, in any case, with or without parameters; of several headers joined by commas, the last counts.
 * @returns undefined when it is no stream that we know.
 */
export function streamFormatOf(contentType: string | undefined): ReadingFormat | undefined {
  return contentType === undefined ? undefined : FORMATS.get(mediaTypeOf(contentType)?.essence ?? '');
}

/**
 * Whether an answer to a request that asked for an event stream, among other things, is none of them. The page hook judges in the same way (`isRefused`).
 * @note 405 is how a server says that there is no stream to be had at a URL; libraries ask and go on without (MCP).
 */
export function isRefusedAnswer(accept: string, status: number, contentType: string | undefined): boolean {
  if (streamFormatOf(contentType) !== undefined || status === 405) return false;
  if (status > 299) return true;
  const essence = contentType?.split(';', 1)[0]!.trim().toLowerCase();
  return status === 200 && !accept.includes('*/*') && (essence === undefined || !accept.toLowerCase().includes(essence));
}

/** How the text of an attempt is to be read. An `EventSource` reads every text as an event stream. */
export function formatOfSlot({ owner, reading, attempt }: Slot): ReadingFormat {
  if (owner.connection.api === 'eventsource') return 'event-stream';
  return attempt.format ?? reading?.format ?? streamFormatOf(headerValue(attempt.responseHeaders ?? [], 'content-type')) ?? 'event-stream';
}
