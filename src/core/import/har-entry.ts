/** One entry of a HAR, checked: whatever is not as HAR has it counts as missing, for HARs come from many programs. */
import { isObject } from '../capture-file/check-record.ts';
import { headerValue } from '../model/header-value.ts';
import type { Header } from '../model/observation.ts';
import { isEventStream } from '../model/outcome.ts';
import { parseStream } from '../parse/stream-parser.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';

export interface HarEntry {
  startedAt: EpochMs;
  time: Milliseconds;
  /** `_resourceType`. */
  resource: string;
  url: string;
  httpVersion: string | undefined;
  requestHeaders: Header[];
  responseHeaders: Header[];
  status: number;
  mimeType: string;
  error: string | undefined;
  wait: Milliseconds | undefined;
  messages: HarMessage[];
  /** Messages that were not as Chromium writes them. */
  broken: number;
  /** Messages are from the text, which tells no times. */
  fromText: boolean;
  /** Ours. */
  scope: HarScope | undefined;
}

export interface HarMessage {
  at: EpochMs;
  type: string;
  lastEventId: string;
  data: string;
}

export interface HarScope {
  connection: number;
  attempt: number;
  /** [order, seq, at, heard, from, before] of each message. */
  messages: unknown[];
}

/** Undefined for an entry that is no event stream. */
export function harEntry(value: unknown): HarEntry | undefined {
  if (!isObject(value)) return undefined;
  const request = objectOf(value.request);
  const response = objectOf(value.response);
  const content = objectOf(response.content);
  const responseHeaders = headersOf(response.headers);
  const mimeType = textOf(content.mimeType) || (headerValue(responseHeaders, 'content-type') ?? '');
  const resource = textOf(value['_resourceType']);
  const listed = Array.isArray(value['_eventSourceMessages']) ? (value['_eventSourceMessages'] as unknown[]) : undefined;
  if (resource !== 'eventsource' && !isEventStream(mimeType) && (listed === undefined || listed.length === 0)) return undefined;
  const startedAt = Date.parse(textOf(value.startedDateTime));
  const entry: HarEntry = {
    startedAt: Number.isNaN(startedAt) ? 0 : startedAt,
    time: Math.max(0, numberOf(value.time) ?? 0),
    resource,
    url: textOf(request.url),
    httpVersion: textOf(response.httpVersion) || textOf(request.httpVersion) || undefined,
    requestHeaders: headersOf(request.headers),
    responseHeaders,
    status: numberOf(response.status) ?? 0,
    mimeType,
    error: textOf(value['_error']) || textOf(response['_error']) || undefined,
    wait: waitOf(objectOf(value.timings)),
    messages: [],
    broken: 0,
    fromText: false,
    scope: scopeOf(value['_sseScope']),
  };
  if (listed !== undefined) takeListed(entry, listed);
  else takeText(entry, content);
  return entry;
}

/** As Chromium reads its own: "an item is skipped unless `time`, `eventName`, `eventId` are defined". Sanitized ones have no `data`. */
function takeListed(entry: HarEntry, listed: readonly unknown[]): void {
  for (const item of listed) {
    const time = isObject(item) ? numberOf(item.time) : undefined;
    if (!isObject(item) || time === undefined || typeof item.eventName !== 'string' || typeof item.eventId !== 'string') entry.broken += 1;
    else
      entry.messages.push({
        at: time * 1000,
        type: item.eventName === '' && entry.scope === undefined ? 'message' : item.eventName,
        lastEventId: item.eventId,
        data: textOf(item.data),
      });
  }
}

function takeText(entry: HarEntry, content: Record<string, unknown>): void {
  const text = textOf(content.text);
  const bytes = content.encoding === 'base64' ? decodeBase64(text) : null;
  const at = entry.startedAt;
  parseStream(bytes === null ? text : decodeUtf8(bytes).text, {
    message: ({ type, data, lastEventId }) => entry.messages.push({ at, type, lastEventId, data }),
  });
  entry.fromText = entry.messages.length > 0;
}

function scopeOf(value: unknown): HarScope | undefined {
  if (!isObject(value) || typeof value.connection !== 'number' || typeof value.attempt !== 'number' || !Array.isArray(value.messages)) return undefined;
  return { connection: value.connection, attempt: value.attempt, messages: value.messages };
}

/** What comes before the first byte of the answer; HAR says -1 for what is not known. */
function waitOf(timings: Record<string, unknown>): Milliseconds | undefined {
  const wait = numberOf(timings.wait);
  if (wait === undefined || wait < 0) return undefined;
  return ['blocked', 'dns', 'connect', 'send'].reduce((sum, phase) => sum + Math.max(0, numberOf(timings[phase]) ?? 0), wait);
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
