/** Redacts a record of the capture file. */
import type { AttemptRecord, ConnectionRecord, FindingRecord, KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import type { Redaction } from './redact.ts';

/** Kinds that cannot hold a credential in a place that is known. */
const HARMLESS = new Set(['message', 'state', 'gap', 'retry', 'comment', 'raw']);

/** Undefined for a kind that this version does not know: nobody can say where it holds what. */
export function redactRecord(
  record: KnownRecord | UnknownRecord,
  { url, headers, text, body }: Pick<Redaction, 'url' | 'headers' | 'text' | 'body'>,
): KnownRecord | UnknownRecord | undefined {
  if (record.kind === 'connection') {
    const connection = record as ConnectionRecord;
    const stack = connection.stack === undefined ? undefined : text(connection.stack);
    return { ...connection, url: url(connection.url), frameUrl: url(connection.frameUrl), stack };
  }
  if (record.kind === 'attempt') {
    const attempt = record as AttemptRecord;
    const { requestHeaders, responseHeaders, responseUrl, redirects, closeStack, requestBody } = attempt;
    return {
      ...attempt,
      requestHeaders: requestHeaders && headers(requestHeaders),
      responseHeaders: responseHeaders && headers(responseHeaders),
      responseUrl: responseUrl && url(responseUrl),
      redirects: redirects?.map((redirect) => ({ ...redirect, location: url(redirect.location), responseHeaders: headers(redirect.responseHeaders) })),
      closeStack: closeStack && text(closeStack),
      requestBody: requestBody && body(requestBody),
    };
  }
  if (record.kind === 'finding') {
    const finding = record as FindingRecord;
    const params = Object.entries(finding.params).map(([name, value]) => [name, typeof value === 'string' ? text(value) : value] as const);
    return { ...finding, params: Object.fromEntries(params) };
  }
  return HARMLESS.has(record.kind) ? record : undefined;
}
