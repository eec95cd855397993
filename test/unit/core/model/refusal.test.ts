/** Why the browser refused an answer: what an attempt comes to, and what is said of it. */
import { describe, expect, test } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Outcome } from '../../../../src/core/model/connection.ts';
import type { Header, Observation } from '../../../../src/core/model/observation.ts';
import { captureOf, EPOCH } from '../drawing.ts';

interface Answer {
  page?: string;
  url?: string;
  status?: number;
  headers: readonly (readonly [name: string, value: string])[];
  /** As the request sent it. */
  origin?: string;
  error?: string;
  withCredentials?: boolean;
  /** Who asks; an EventSource where left out. */
  api?: 'fetch';
}

const headersFrom = (pairs: Answer['headers']): Header[] => pairs.map(([name, value]) => ({ name, value }));

/** An answer that came, and that the page did not get. */
function refused({
  page = 'https://shop.test/',
  url = 'https://shop.test/stream',
  status = 200,
  headers,
  origin,
  error,
  withCredentials = false,
  api,
}: Answer): {
  outcome: Outcome;
  rules: string[];
} {
  const of = { session: 's', source: 1 };
  const frame = { frameId: 0, documentId: 'd' };
  const at = (ms: number): number => EPOCH + ms;
  const begun: Observation =
    api === undefined
      ? { kind: 'created', ...of, at: at(1), url, withCredentials, stack: '' }
      : {
          ...{
            kind: 'reading',
            ...of,
            at: at(9),
            startedAt: at(1),
            api,
            format: 'event-stream',
            method: 'POST',
            url,
            responseUrl: '',
            status: 0,
            statusText: '',
          },
          ...{ requestHeaders: [], responseHeaders: [], bodyLength: 0, withCredentials, stack: '' },
        };
  const request = {
    ...{ kind: 'request' as const, request: 'r', revision: 2, ...frame, method: api === undefined ? 'GET' : 'POST', url, startedAt: at(2), redirects: [] },
    requestHeaders: headersFrom([['Accept', 'text/event-stream'], ...(origin === undefined ? [] : [['Origin', origin] as const])]),
    response: { at: at(5), status, statusLine: `HTTP/1.1 ${status}`, headers: headersFrom(headers), url },
    endedAt: at(6),
    error,
  };
  const capture = captureOf([
    { kind: 'document', session: 's', at: at(0), url: page, title: '', frame },
    begun,
    request,
    ...(api === undefined ? [{ kind: 'failed' as const, ...of, at: at(7), readyState: 2 as const }] : []),
  ]);
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(at(60_000));
  const [entry] = capture.connections.values();
  return { outcome: entry!.connection.attempts[0]!.outcome, rules: diagnosis.findings().map(({ rule }) => rule) };
}

const STREAM = ['Content-Type', 'text/event-stream'] as const;
const ABORTED = 'net::ERR_ABORTED';

describe('an answer of the origin that asked', () => {
  test.each(['text/event-stream; charset=utf8', 'text/event-stream; charset="utf8"', 'text/event-stream;charset=windows-1252'])(
    'is refused for its charset: %s',
    (type) => {
      for (const error of [ABORTED, undefined]) {
        expect(refused({ headers: [['Content-Type', type]], error })).toEqual({ outcome: 'bad-type', rules: ['wrong-charset'] });
      }
    },
  );

  test('is refused for the last of two types', () => {
    const headers = [STREAM, ['Content-Type', 'text/html; charset=utf-8']] as const;
    expect(refused({ headers, error: ABORTED })).toEqual({ outcome: 'bad-type', rules: ['login-page'] });
    expect(refused({ headers: [['Content-Type', 'text/event-stream, application/json']], error: ABORTED })).toEqual({
      outcome: 'bad-type',
      rules: ['json-answer'],
    });
  });

  test('is never refused by CORS', () => {
    expect(refused({ headers: [STREAM], error: ABORTED })).toEqual({ outcome: 'failed', rules: [] });
    expect(refused({ headers: [STREAM], origin: 'https://shop.test', error: 'net::ERR_FAILED' })).toEqual({ outcome: 'failed', rules: [] });
  });

  test('that broke before the page got any of it says why', () => {
    const coded = [STREAM, ['Content-Encoding', 'gzip']] as const;
    expect(refused({ headers: coded, error: 'net::ERR_CONTENT_DECODING_FAILED' })).toEqual({ outcome: 'failed', rules: ['wrong-encoding'] });
    expect(refused({ headers: [STREAM], error: 'net::ERR_CONNECTION_RESET' })).toEqual({ outcome: 'failed', rules: ['connection-reset'] });
  });
});

describe('an answer of another origin', () => {
  const url = 'https://api.test/stream';
  const allow = (value: string) => ['Access-Control-Allow-Origin', value] as const;

  // Firefox names no error.
  test.each([ABORTED, 'net::ERR_FAILED', undefined])('is kept back without leave: %s', (error) => {
    expect(refused({ url, headers: [STREAM], error })).toEqual({ outcome: 'cors', rules: ['cors-missing'] });
    expect(refused({ url, headers: [STREAM, allow('https://other.test')], error })).toEqual({ outcome: 'cors', rules: ['cors-other-origin'] });
    expect(refused({ url, headers: [STREAM, allow('*'), allow('*')], error })).toEqual({ outcome: 'cors', rules: ['cors-other-origin'] });
    expect(refused({ url, headers: [STREAM, allow('*')], withCredentials: true, error })).toEqual({ outcome: 'cors', rules: ['cors-wildcard'] });
  });

  test('with leave was refused for something else', () => {
    expect(refused({ url, headers: [['Content-Type', 'text/event-stream; charset=utf8'], allow('*')], error: ABORTED })).toEqual({
      outcome: 'bad-type',
      rules: ['wrong-charset'],
    });
  });

  test('that a fetch asked for is kept back whatever it is', () => {
    const json = ['Content-Type', 'application/json'] as const;
    for (const error of ['net::ERR_FAILED', undefined]) {
      expect(refused({ api: 'fetch', url, status: 401, headers: [json], error })).toEqual({ outcome: 'cors', rules: ['cors-missing'] });
      expect(refused({ api: 'fetch', url, headers: [STREAM], error })).toEqual({ outcome: 'cors', rules: ['cors-missing'] });
    }
  });

  test('is that to a document without an origin as well', () => {
    expect(refused({ url: 'https://shop.test/stream', origin: 'null', headers: [STREAM], error: ABORTED })).toEqual({
      outcome: 'cors',
      rules: ['cors-missing'],
    });
  });
});
