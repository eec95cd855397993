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
  /** Text of the body; missing: there is none, or it is not known. */
  body?: string;
  /** Why `body` is not what was sent, as a sentence; missing: it is. */
  bodyRemark?: string;
}

/** Instead of a command for what programs would take for an option, a file or another protocol. */
export const NO_COMMAND = 'There is no command for this URL: it is neither http nor https.';

export function isHttp(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

/** [spec] RFC 9110, "token": of a header's name or a method that is none, programs make something else; `curl -H @x` reads a file. */
const HTTP_TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

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
    .filter(({ name }) => HTTP_TOKEN.test(name) && !LEFT_OUT.has(name.toLowerCase()))
    .map(({ name, value }) => ({ name, value: oneLine(decodeUtf8(value)) }));
  const accept = attempt?.requestHeaders?.find(({ name }) => name.toLowerCase() === 'accept')?.value;
  const headers = [{ name: 'Accept', value: accept === undefined ? 'text/event-stream' : oneLine(accept) }, ...redaction.headers(sent)];
  const id = resumeFrom ?? attempt?.lastEventIdSent ?? '';
  if (id !== '') headers.push({ name: 'Last-Event-ID', value: oneLine(id) });
  const safeUrl = redaction.url(url);
  const redacted = safeUrl !== url || sent.some(({ value }, place) => headers[place + 1]!.value !== value);
  const method = HTTP_TOKEN.test(attempt?.method ?? '') ? attempt!.method! : 'GET';
  const text = attempt?.requestBody;
  const body = text === undefined || text === '' ? undefined : redaction.body(text);
  return {
    url: safeUrl,
    method,
    headers,
    redacted: redacted || body !== (text || undefined),
    withCredentials,
    body,
    bodyRemark: bodyRemark(method, text, attempt?.requestBodyLength ?? 0),
  };
}

function bodyRemark(method: string, text: string | undefined, length: number): string | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (text === undefined) return 'The body of the request is not known.';
  return text.length < length ? `Only the first ${text.length} of ${length} code units of the body are known.` : undefined;
}
