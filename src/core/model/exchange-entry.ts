/** Takes what the network log or the debugger reports of one request, and puts it into the words of the request log. */
import type { EpochMs, ExchangeId } from '../units.ts';
import { headerValue } from './header-value.ts';
import { createListing } from './listing.ts';
import type { ExchangeObservation, RequestObservation } from './observation.ts';
import type { ExchangeEntry } from './types.ts';

export function createExchangeEntry(id: ExchangeId): ExchangeEntry {
  const colon = id.indexOf(':');
  return {
    id,
    witness: colon < 0 ? '' : id.slice(0, colon),
    sentId: undefined,
    standsIn: false,
    fixed: false,
    listing: createListing('har'),
    taken: 0,
    waiting: [],
  };
}

/** Takes a newer snapshot; says false for one that is not newer. */
export function takeExchange(entry: ExchangeEntry, snapshot: ExchangeObservation): boolean {
  if (entry.latest !== undefined && snapshot.revision <= entry.latest.revision) return false;
  entry.latest = snapshot;
  entry.sentId = headerValue(snapshot.requestHeaders, 'last-event-id');
  return true;
}

/** When its response's head came: after the phases that the witness measured. Undefined while there is no answer, and where they were not measured. */
export function measuredHeadAt({ startedAt, timings, status, seenAt }: ExchangeObservation): EpochMs | undefined {
  if (status === undefined || status === 0 || timings?.wait === undefined) return undefined;
  const { blocked = 0, dns = 0, connect = 0, send = 0, wait } = timings;
  return Math.min(seenAt, startedAt + blocked + dns + connect + send + wait);
}

/** At the latest when the witness saw it. */
function headAt(exchange: ExchangeObservation): EpochMs | undefined {
  const { status, seenAt } = exchange;
  return status === undefined || status === 0 ? undefined : (measuredHeadAt(exchange) ?? seenAt);
}

/** What the request log would have told of it. */
export function asRequest(exchange: ExchangeObservation): RequestObservation {
  const { method, url, startedAt, requestHeaders, status = 0, statusText = '', responseHeaders, httpVersion, endedAt, error } = exchange;
  const at = headAt(exchange);
  return {
    kind: 'request',
    request: `exchange ${exchange.exchange}`,
    revision: exchange.revision,
    frameId: -1,
    initiator: exchange.initiatorUrl,
    method,
    url,
    startedAt,
    requestHeaders,
    redirects: [],
    httpVersion,
    response: at === undefined ? undefined : { at, status, statusLine: statusLine(httpVersion, status, statusText), headers: responseHeaders ?? [], url },
    endedAt,
    error,
  };
}

function statusLine(httpVersion: string | undefined, status: number, statusText: string): string {
  return [httpVersion, status, statusText].filter((part) => part !== undefined && part !== '').join(' ');
}
