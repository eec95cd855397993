/** Redacts a record of the capture file. */
import type { AttemptRecord, ConnectionRecord, KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import type { Header } from '../model/observation.ts';

/** Kinds that hold data of messages, or no text at all. */
const HARMLESS = new Set(['message', 'state', 'gap', 'retry', 'comment', 'raw']);

/** What takes credentials out of the texts of a record. */
export interface Cleaner {
  url(url: string): string;
  headers(headers: readonly Header[]): readonly Header[];
  /** Credentials within a text, such as a stack. */
  text(text: string): string;
  /** The body of a request: JSON, a form, or any text. */
  body(text: string): string;
}

/** Undefined for a kind that this version does not know: nobody can say where it holds what. */
export function redactRecord(record: KnownRecord | UnknownRecord, cleaner: Cleaner): KnownRecord | UnknownRecord | undefined {
  const { url, headers, body } = cleaner;
  if (record.kind === 'connection') {
    const connection = record as ConnectionRecord;
    // Names of messages are data, as their text is.
    const { heardTypes: _, url: own, frameUrl, ...texts } = connection;
    return { ...connection, ...inAll(texts, cleaner), url: url(own), frameUrl: url(frameUrl) };
  }
  if (record.kind === 'attempt') {
    const attempt = record as AttemptRecord;
    const { requestHeaders, responseHeaders, responseUrl, redirects, requestBody, lastEventIdSent: _, ...texts } = attempt;
    return {
      ...attempt,
      ...inAll(texts, cleaner),
      requestHeaders: requestHeaders && headers(requestHeaders),
      responseHeaders: responseHeaders && headers(responseHeaders),
      responseUrl: responseUrl && url(responseUrl),
      redirects: redirects?.map((redirect) => ({
        ...inAll({ ...redirect, location: '', responseHeaders: [] }, cleaner),
        location: url(redirect.location),
        responseHeaders: headers(redirect.responseHeaders),
      })),
      requestBody: requestBody && body(requestBody),
    };
  }
  if (record.kind === 'finding') return inAll(record, cleaner);
  return HARMLESS.has(record.kind) ? record : undefined;
}

/** Each text in `value`, however deep: a field that a later version adds is not forgotten here. */
function inAll<T>(value: T, cleaner: Cleaner): T {
  if (typeof value === 'string') return cleaner.text(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => inAll(item, cleaner)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inAll(item as unknown, cleaner)])) as T;
}
