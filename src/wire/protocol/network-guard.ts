/** Lets in what the network log, the debugger and the taps tell: it comes from a port, and what it says comes from a server. */
import type { BytesOf } from '../../core/model/bytes-observation.ts';
import type { ExchangeMessage, NetworkObservation, Timings } from '../../core/model/observation.ts';
import { isRecord } from './guard.ts';
import { isHeaders } from './header-guard.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';
const isAbsentOr = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

const PHASES = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const satisfies readonly (keyof Timings)[];
const isTimings = (value: unknown): value is Timings => isRecord(value) && PHASES.every((phase) => isAbsentOr(value[phase], isNumber));

const isExchange = (value: Record<string, unknown>): boolean =>
  isText(value.exchange) &&
  isCount(value.revision) &&
  isNumber(value.seenAt) &&
  isText(value.method) &&
  isText(value.url) &&
  isNumber(value.startedAt) &&
  isHeaders(value.requestHeaders) &&
  isAbsentOr(value.status, isNumber) &&
  isAbsentOr(value.statusText, isText) &&
  isAbsentOr(value.responseHeaders, isHeaders) &&
  isAbsentOr(value.httpVersion, isText) &&
  isAbsentOr(value.connectionId, isText) &&
  isAbsentOr(value.timings, isTimings) &&
  isAbsentOr(value.resourceType, isText) &&
  isAbsentOr(value.initiatorUrl, isText) &&
  isAbsentOr(value.viaServiceWorker, (flag) => typeof flag === 'boolean') &&
  isAbsentOr(value.noPage, (flag) => flag === true) &&
  isAbsentOr(value.endedAt, isNumber) &&
  isAbsentOr(value.error, isText);

const isExchangeMessage = (value: unknown): value is ExchangeMessage =>
  isRecord(value) && isNumber(value.at) && isText(value.type) && isText(value.lastEventId) && isText(value.data);

const isExchangeMessages = (value: Record<string, unknown>): boolean =>
  isText(value.exchange) && isCount(value.first) && Array.isArray(value.messages) && value.messages.every(isExchangeMessage);

const isBytesOf = (value: unknown): value is BytesOf =>
  isRecord(value) && (isText(value.request) || isText(value.exchange) || (isText(value.session) && isCount(value.source)));

const isBytesCame = (value: Record<string, unknown>): boolean =>
  isBytesOf(value.of) &&
  isNumber(value.at) &&
  isCount(value.offset) &&
  value.bytes instanceof Uint8Array &&
  isAbsentOr(value.whole, (flag) => flag === true) &&
  isAbsentOr(value.decoded, (flag) => flag === true);

const isBytesEnded = (value: Record<string, unknown>): boolean => isBytesOf(value.of) && isNumber(value.at) && typeof value.clean === 'boolean';

const isBytesLost = (value: Record<string, unknown>): boolean => isBytesOf(value.of) && isNumber(value.at) && isCount(value.offset) && isCount(value.length);

type Kind = NetworkObservation['kind'];
const GUARDS: { readonly [K in Kind]: (value: Record<string, unknown>) => boolean } = {
  exchange: isExchange,
  'exchange-messages': isExchangeMessages,
  bytes: isBytesCame,
  'bytes-ended': isBytesEnded,
  'bytes-lost': isBytesLost,
};
const isKind = (kind: unknown): kind is Kind => typeof kind === 'string' && Object.hasOwn(GUARDS, kind);

/** @note `bytes` crosses ports that clone structures only: a port that writes JSON carries no `Uint8Array`. */
export const isNetworkObservation = (value: unknown): value is NetworkObservation => isRecord(value) && isKind(value.kind) && GUARDS[value.kind](value);
