import { describe, expect, test } from 'vitest';
import type { NetworkObservation } from '../../../src/core/model/observation.ts';
import { isNetworkObservation } from '../../../src/wire/protocol/network-guard.ts';

const exchange: NetworkObservation = {
  kind: 'exchange',
  exchange: 'x1',
  revision: 2,
  seenAt: 20,
  method: 'GET',
  url: 'http://site/stream',
  startedAt: 10.5,
  requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }],
  status: 200,
  statusText: 'OK',
  responseHeaders: [],
  httpVersion: 'h2',
  connectionId: '77',
  timings: { blocked: 1, wait: 2.5 },
  resourceType: 'eventsource',
  initiatorUrl: 'http://site/worker.js',
  viaServiceWorker: false,
  endedAt: 30,
  error: 'net::ERR_ABORTED',
};
const messages: NetworkObservation = {
  kind: 'exchange-messages',
  exchange: 'x1',
  first: 3,
  messages: [{ at: 12, type: 'message', lastEventId: '', data: 'a' }],
};
const bytes: NetworkObservation = { kind: 'bytes', of: { exchange: 'x1' }, at: 12, offset: 0, bytes: Uint8Array.of(1, 2), whole: true };
const ended: NetworkObservation = { kind: 'bytes-ended', of: { request: 'r1' }, at: 12, clean: true };
const lost: NetworkObservation = { kind: 'bytes-lost', of: { session: 's', source: 1 }, at: 12, offset: 5, length: 8 };

describe('what the network tells', () => {
  test.each([exchange, messages, bytes, ended, lost])('$kind passes, also after a clone', (observation) => {
    expect(isNetworkObservation(structuredClone(observation))).toBe(true);
  });

  const broken: [string, unknown][] = [
    ['no object', null],
    ['a kind of others', { kind: 'message' }],
    ['a kind that every object has', { kind: 'toString' }],
    ['headers that are no list', { ...exchange, requestHeaders: {} }],
    ['a revision below zero', { ...exchange, revision: -1 }],
    ['a time that is no number', { ...exchange, startedAt: '10' }],
    ['a phase that is no number', { ...exchange, timings: { wait: '3' } }],
    ['an end that never was', { ...exchange, endedAt: Number.NaN }],
    ['a message without data', { ...messages, messages: [{ at: 1, type: 'a', lastEventId: '' }] }],
    ['messages from nowhere', { ...messages, first: 0.5 }],
    ['bytes of nobody', { ...bytes, of: {} }],
    ['bytes of half a source', { ...bytes, of: { session: 's' } }],
    ['bytes as numbers', { ...bytes, bytes: [1, 2] }],
    ['an offset below zero', { ...bytes, offset: -1 }],
    ['an end without a word how', { ...ended, clean: undefined }],
    ['a loss of no length', { ...lost, length: undefined }],
  ];
  test.each(broken)('%s stays outside', (_, value) => {
    expect(isNetworkObservation(value)).toBe(false);
  });
});
