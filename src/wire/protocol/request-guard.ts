/** Lets request observations in that come from storage or from a port. */
import type { Redirect, RequestObservation, ResponseHead } from '../../core/model/observation.ts';
import { isRecord } from './guard.ts';
import { isHeaders } from './header-guard.ts';

const isRedirect = (value: unknown): value is Redirect =>
  isRecord(value) && typeof value.at === 'number' && typeof value.status === 'number' && typeof value.location === 'string' && isHeaders(value.responseHeaders);

const isResponseHead = (value: unknown): value is ResponseHead =>
  isRecord(value) &&
  typeof value.at === 'number' &&
  typeof value.status === 'number' &&
  typeof value.statusLine === 'string' &&
  typeof value.url === 'string' &&
  isHeaders(value.headers);

export const isRequestObservation = (value: unknown): value is RequestObservation =>
  isRecord(value) &&
  value.kind === 'request' &&
  typeof value.request === 'string' &&
  typeof value.revision === 'number' &&
  typeof value.frameId === 'number' &&
  typeof value.method === 'string' &&
  typeof value.url === 'string' &&
  typeof value.startedAt === 'number' &&
  isHeaders(value.requestHeaders) &&
  Array.isArray(value.redirects) &&
  value.redirects.every(isRedirect) &&
  (value.response === undefined || isResponseHead(value.response)) &&
  (value.endedAt === undefined || typeof value.endedAt === 'number') &&
  (value.error === undefined || typeof value.error === 'string') &&
  (value.documentId === undefined || typeof value.documentId === 'string') &&
  (value.httpVersion === undefined || typeof value.httpVersion === 'string') &&
  (value.queuedBehind === undefined || typeof value.queuedBehind === 'number') &&
  (value.worker === undefined || value.worker === true);
