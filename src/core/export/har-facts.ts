/** What a HAR entry says of an attempt beside its messages. */
import type * as Har from 'har-format';
import type { Attempt, Connection } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import type { Header } from '../model/observation.ts';
import type { Bytes } from '../units.ts';
import { isoTime } from './iso-time.ts';
import type { ExportJob } from './job.ts';

/** Says "not known" in HAR. */
const UNKNOWN = -1;

/** The entry up to and with the quote that opens the text of its content. */
export function harHead({ redaction }: ExportJob, connection: Connection, attempt: Attempt): string {
  const { startedAt, endedAt, requestHeaders = [], responseHeaders = [], status = 0 } = attempt;
  const url = redaction.url(connection.url);
  const facts = {
    pageref: 'page_1',
    startedDateTime: isoTime(startedAt),
    time: endedAt === undefined ? 0 : Math.max(0, endedAt - startedAt),
    request: {
      method: attempt.method ?? 'GET',
      url,
      httpVersion: attempt.httpVersion ?? '',
      cookies: [],
      headers: redaction.headers(requestHeaders).map(decoded),
      queryString: queryOf(url),
      headersSize: UNKNOWN,
      bodySize: 0,
    },
  } satisfies Partial<Har.Entry>;
  const response = {
    status,
    statusText: redaction.text(statusText(attempt)),
    httpVersion: attempt.httpVersion ?? '',
    cookies: [],
    headers: redaction.headers(responseHeaders).map(decoded),
    redirectURL: '',
    headersSize: UNKNOWN,
    bodySize: UNKNOWN,
  } satisfies Omit<Har.Response, 'content'>;
  const mimeType = JSON.stringify(redaction.text(contentType(attempt)));
  return `${JSON.stringify(facts).slice(0, -1)},"response":${JSON.stringify(response).slice(0, -1)},"content":{"mimeType":${mimeType},"text":"`;
}

/** From the quote that closes the text to the bracket that opens the messages. */
export function harMiddle(
  { redaction }: ExportJob,
  connection: Connection,
  attempt: Attempt,
  size: Bytes,
  { exact, base64 }: { exact: boolean; base64: boolean },
): string {
  const { startedAt, respondedAt, openedAt, endedAt, ip, error, connectionId, timings } = attempt;
  const answered = respondedAt ?? openedAt;
  const rest = {
    cache: {},
    timings: {
      blocked: timings?.blocked ?? UNKNOWN,
      dns: timings?.dns ?? UNKNOWN,
      connect: timings?.connect ?? UNKNOWN,
      ssl: timings?.ssl ?? UNKNOWN,
      send: timings?.send ?? 0,
      wait: timings?.wait ?? (answered === undefined ? 0 : Math.max(0, answered - startedAt)),
      receive: timings?.receive ?? (answered === undefined || endedAt === undefined ? 0 : Math.max(0, endedAt - answered)),
    },
    serverIPAddress: ip,
    connection: connectionId,
    _connectionId: connectionId,
    _error: error && redaction.text(error),
    _resourceType: connection.api,
  } satisfies Partial<Har.Entry>;
  const content = {
    encoding: base64 ? 'base64' : undefined,
    size,
    comment: exact ? 'as it came' : 'reconstructed from messages',
  } satisfies Partial<Har.Content>;
  return `",${JSON.stringify(content).slice(1, -1)}}},${JSON.stringify(rest).slice(1, -1)},"_eventSourceMessages":[`;
}

function contentType({ responseHeaders, openedAt }: Attempt): string {
  const told = responseHeaders === undefined ? undefined : headerValue(responseHeaders, 'content-type');
  // [spec] A stream opens only when its type is right.
  return told ?? (openedAt === undefined ? 'x-unknown' : 'text/event-stream');
}

function statusText({ statusLine, status }: Attempt): string {
  return statusLine === undefined || status === undefined ? '' : statusLine.replace(/^\S+\s+\d+\s*/, '');
}

function queryOf(url: string): Header[] {
  const query = /\?([^#]*)/.exec(url)?.[1];
  if (query === undefined || query === '') return [];
  return query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('=') };
  });
}

/** HAR wants names and values only, as text; ours come as one code unit for each byte. */
function decoded({ name, value }: Header): Header {
  return { name, value: headerValue([{ name: 'x', value }], 'x') ?? value };
}
