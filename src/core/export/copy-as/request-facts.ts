/** What the texts for the clipboard need to know of a request. */
import { decodeUtf8 } from '../../model/header-value.ts';
import type { Attempt, Connection } from '../../model/connection.ts';
import type { Header } from '../../model/observation.ts';
import { REDACT, REDACT_NOTHING } from '../redact.ts';
import { oneLine } from '../stream-text.ts';

export interface CopyOptions {
  /** Missing: true. */
  redact?: boolean;
  /** The id to resume from; missing: the one that the attempt sent, '' for none. */
  resumeFrom?: string;
}

export interface RequestFacts {
  url: string;
  method: string;
  /** With `Accept` and `Last-Event-ID`, without what a client sets by itself. */
  headers: Header[];
  /** Something was redacted. */
  redacted: boolean;
  withCredentials: boolean;
}

/** Names that belong to one transfer and not to the request, and those that are written anew. */
const LEFT_OUT = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'last-event-id',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

export function requestFacts({ url, withCredentials }: Connection, attempt: Attempt | undefined, { redact = true, resumeFrom }: CopyOptions): RequestFacts {
  const redaction = redact ? REDACT : REDACT_NOTHING;
  const sent = (attempt?.requestHeaders ?? [])
    .filter(({ name }) => !name.startsWith(':') && !LEFT_OUT.has(name.toLowerCase()))
    .map(({ name, value }) => ({ name: oneLine(name), value: oneLine(decodeUtf8(value)) }));
  const headers = [{ name: 'Accept', value: 'text/event-stream' }, ...redaction.headers(sent)];
  const id = resumeFrom ?? attempt?.lastEventIdSent ?? '';
  if (id !== '') headers.push({ name: 'Last-Event-ID', value: oneLine(id) });
  const safeUrl = redaction.url(url);
  const redacted = safeUrl !== url || sent.some(({ value }, place) => headers[place + 1]!.value !== value);
  return { url: safeUrl, method: attempt?.method ?? 'GET', headers, redacted, withCredentials };
}
