/** One entry of a HAR, checked: whatever is not as HAR has it counts as missing, for HARs come from many programs. */
import { isObject } from '../model/field-kinds.ts';
import type { Api } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import { utf8Size } from '../bytes/utf8.ts';
import type { Header, ReadingFormat, Redirect } from '../model/observation.ts';
import { isRefusedAnswer, streamFormatOf } from '../model/stream-type.ts';
import { FURTHEST, type Bytes, type EpochMs, type Milliseconds } from '../units.ts';
import { apiOf } from './har-api.ts';
import { harBody, listedData, type HarBody } from './har-body.ts';

export interface HarEntry {
  /** From 1, of all entries of the file. */
  place: number;
  /** Undefined: the file gives none that can be read. */
  startedAt: EpochMs | undefined;
  /** Undefined: not known, or not over. */
  time: Milliseconds | undefined;
  /** `_resourceType`. */
  resource: string;
  api: Api;
  method: string;
  url: string;
  /** Where it was answered, after redirects; undefined: at `url`. */
  responseUrl: string | undefined;
  /** Answers that led here. */
  redirects: Redirect[];
  /** `redirectURL`, '' for none. */
  redirectUrl: string;
  httpVersion: string | undefined;
  requestHeaders: Header[];
  responseHeaders: Header[];
  requestBody: string | undefined;
  /** 0: none. */
  requestBodyLength: number;
  status: number;
  statusText: string;
  ip: string | undefined;
  /** How the answer is to be read by its type; undefined: it is no stream by that. */
  format: ReadingFormat | undefined;
  /** Bytes of the body, as the file says. */
  size: Bytes;
  error: string | undefined;
  wait: Milliseconds | undefined;
  body: HarBody;
  /** `_eventSourceMessages`; undefined: the file has no such list. */
  listed: HarMessage[] | undefined;
  /** Messages that were not as Chromium writes them. */
  broken: number;
  /** Chromium wrote the entry for an extension: such have no text in any case. */
  isWithoutTexts: boolean;
  /** Charles says that the answer was still coming. */
  isCharlesRunning: boolean;
  /** Ours. */
  scope: HarScope | undefined;
}

export interface HarMessage {
  at: EpochMs;
  type: string;
  lastEventId: string;
  /** Undefined: the file has been rid of it. */
  data: string | undefined;
}

export interface HarScope {
  connection: number;
  attempt: number;
  /** [order, seq, at, heard, from, before] of each message. */
  messages: unknown[];
}

/** As much of a request's body is kept as of one that the page hook sees. */
const BODY_LENGTH = 65_536;

/** Programs cut bodies at limits, which are larger than this; of a shorter body the size is more often wrong than the text. */
const SMALLEST_LIMIT: Bytes = 65_536;

/** The program that wrote the file has cut the body: the text is shorter than the file itself says. */
export function isCut({ body, size }: Pick<HarEntry, 'body' | 'size'>): boolean {
  const length = body.bytes?.length ?? utf8Size(body.text ?? '');
  return body.text !== undefined && length >= SMALLEST_LIMIT && size > length;
}

/** Says of plain text that it is a stream of lines: the data stream of AI SDK 3 and 4. */
const LINES_HEADER = 'x-vercel-ai-data-stream';

/** Undefined for an entry that is no stream, and did not ask for one. `isChromium`: Chromium wrote the file, which reads no charset. */
export function harEntry(value: unknown, place: number, isChromium: boolean): HarEntry | undefined {
  if (!isObject(value)) return undefined;
  const request = objectOf(value.request);
  const response = objectOf(value.response);
  const content = objectOf(response.content);
  const requestHeaders = headersOf(request.headers);
  const responseHeaders = headersOf(response.headers);
  const resource = textOf(value['_resourceType']);
  const items = Array.isArray(value['_eventSourceMessages']) ? (value['_eventSourceMessages'] as unknown[]) : undefined;
  const type = contentType(responseHeaders) ?? '';
  const format =
    streamFormatOf(textOf(content.mimeType)) ?? streamFormatOf(type) ?? (headerValue(responseHeaders, LINES_HEADER) === undefined ? undefined : 'ndjson');
  const accept = headerValue(requestHeaders, 'accept')?.trim().toLowerCase() ?? '';
  // Who asked for a stream among other things was answered well by each of them.
  const status = numberOf(response.status) ?? 0;
  const missesStream =
    accept === 'text/event-stream' || (accept.includes('text/event-stream') && (status <= 0 || isRefusedAnswer(accept, status, type || undefined)));
  if (resource !== 'eventsource' && format === undefined && !missesStream && (items === undefined || items.length === 0)) return undefined;
  const startedAt = Date.parse(textOf(value.startedDateTime));
  const time = numberOf(value.time);
  const post = bodyOf(request);
  const scope = scopeOf(value['_sseScope']);
  const { listed, broken } = items === undefined ? { listed: undefined, broken: 0 } : listedOf(items, scope !== undefined);
  return {
    place,
    startedAt: Number.isNaN(startedAt) ? undefined : startedAt,
    time: time === undefined || time < 0 || time > FURTHEST ? undefined : time,
    resource,
    api: apiOf({ resource, method: textOf(request.method) || 'GET', hasBody: post.requestBodyLength > 0, headers: requestHeaders }),
    method: textOf(request.method),
    url: textOf(request.url),
    responseUrl: undefined,
    redirects: [],
    redirectUrl: textOf(response.redirectURL),
    httpVersion: textOf(response.httpVersion) || textOf(request.httpVersion) || undefined,
    requestHeaders,
    responseHeaders,
    ...post,
    status,
    statusText: textOf(response.statusText),
    ip: textOf(value.serverIPAddress) || undefined,
    format,
    size: numberOf(content.size) ?? -1,
    error: [value['_error'], response['_error'], response['_failureText'], charlesError(response)].map(textOf).find((text) => text !== '') ?? undefined,
    isCharlesRunning: /^(RECEIVING|WAITING)/i.test(textOf(response['_charlesStatus'])),
    wait: waitOf(objectOf(value.timings)),
    body: harBody(content, { listed: listedData(items ?? []), isDecoded: !isChromium && /charset\s*=/i.test(`${textOf(content.mimeType)} ${type}`) }),
    listed,
    broken,
    isWithoutTexts: Array.isArray(request.headers) && request.headers.some((header: unknown) => isObject(header) && 'custom' in header),
    scope,
  };
}

/** As Chromium reads its own: "an item is skipped unless `time`, `eventName`, `eventId` are defined". Sanitized ones have no `data`. */
function listedOf(items: readonly unknown[], isOurs: boolean): { listed: HarMessage[]; broken: number } {
  const listed: HarMessage[] = [];
  for (const item of items) {
    const time = isObject(item) ? numberOf(item.time) : undefined;
    if (!isObject(item) || time === undefined || typeof item.eventName !== 'string' || typeof item.eventId !== 'string') continue;
    listed.push({
      at: Math.max(-FURTHEST, Math.min(FURTHEST, time * 1000)),
      type: item.eventName === '' && !isOurs ? 'message' : item.eventName,
      lastEventId: item.eventId,
      data: typeof item.data === 'string' ? item.data : undefined,
    });
  }
  return { listed, broken: items.length - listed.length };
}

/** Charles has one word for how a request went; a status it has also where the answer broke. */
function charlesError(response: Record<string, unknown>): string {
  const word = textOf(response['_charlesStatus']);
  return /^(EXCEPTION|FAILED|ABORTED)$/i.test(word) ? `Charles: ${word}` : '';
}

/** [spec] Fetch, "extract a MIME type": of several the last counts, whether they stand in one header or in two. */
function contentType(headers: readonly Header[]): string | undefined {
  const last = headers.findLast(({ name }) => name.toLowerCase() === 'content-type');
  return last?.value.split(',').at(-1);
}

function bodyOf(request: Record<string, unknown>): Pick<HarEntry, 'requestBody' | 'requestBodyLength'> {
  const post = objectOf(request.postData);
  const params = Array.isArray(post.params) ? (post.params as unknown[]) : [];
  const text = textOf(post.text) || params.flatMap((one) => (isObject(one) ? [`${textOf(one.name)}=${encodeURIComponent(textOf(one.value))}`] : [])).join('&');
  // In Base64, with names that writers made up for saying so.
  const isText = text !== '' && post.encoding !== 'base64' && post['_encoding'] !== 'base64';
  if (isText) return { requestBody: text.slice(0, BODY_LENGTH), requestBodyLength: text.length };
  return { requestBody: undefined, requestBodyLength: Math.trunc(Math.max(0, numberOf(request.bodySize) ?? 0)) };
}

function scopeOf(value: unknown): HarScope | undefined {
  if (!isObject(value) || typeof value.connection !== 'number' || typeof value.attempt !== 'number' || !Array.isArray(value.messages)) return undefined;
  return { connection: value.connection, attempt: value.attempt, messages: value.messages };
}

/** What comes before the first byte of the answer; HAR says -1 for what is not known. */
function waitOf(timings: Record<string, unknown>): Milliseconds | undefined {
  const wait = numberOf(timings.wait);
  if (wait === undefined || wait < 0) return undefined;
  const sum = ['blocked', 'dns', 'connect', 'send'].reduce((before, phase) => before + Math.max(0, numberOf(timings[phase]) ?? 0), wait);
  return sum > FURTHEST ? undefined : sum;
}

function headersOf(value: unknown): Header[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((header: unknown) =>
    isObject(header) && typeof header.name === 'string' && typeof header.value === 'string' ? [{ name: header.name, value: header.value }] : [],
  );
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
