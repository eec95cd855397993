/** What is said of a file that does not tell what read the stream: nothing of what a browser does, and nothing that only a page can have done. */
import '../../../fixtures/english.ts';
import { expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { findingSentence } from '../../../../src/words/finding-words.ts';
import { importText } from '../export/round.ts';

const AT = Date.parse('2026-11-30T10:00:00Z');
const STREAM = 'HTTP/1.1 200 OK\nContent-Type: text/event-stream\n';

/** Rules and sentences of what `curl -i` or a proxy wrote down. */
function said(text: string, name = 'paste.txt'): [rule: string, sentence: string][] {
  const { capture } = importText(text, { name, at: AT });
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(AT + 1e9);
  return diagnosis.findings().map((finding) => [finding.rule, findingSentence(finding)]);
}

it.each([
  ['HTTP/1.1 503 Service Unavailable\nRetry-After: 7\n', 'server-busy', 'The server answered with status 503 (Retry-After: 7).'],
  ['HTTP/1.1 401 Unauthorized\n', 'not-authorised', 'The server answered with status 401: it did not recognise the user.'],
  ['HTTP/1.1 500 Oh\n', 'http-error', 'The server answered with status 500 instead of 200.'],
  ['HTTP/1.1 204 No Content\n', 'stopped-by-204', 'The server answered with status 204, which tells an EventSource to stop reconnecting.'],
  [
    'HTTP/1.1 200 OK\nContent-Type: application/json\n',
    'json-answer',
    'The answer is JSON (application/json) with status 200: probably an error message of the server.',
  ],
])('of an answer that is no stream: %s', (head, rule, sentence) => {
  expect(said(`${head}\n`)).toEqual([[rule, sentence]]);
});

it('a stream that was asked for ten times, without times and ids: neither a storm of reconnects nor reconnects at all', () => {
  expect(said(Array.from({ length: 12 }, () => `${STREAM}\ndata: one\n\n`).join(''))).toEqual([]);
});

it('a retry that is very short is said, and not what a browser makes of it', () => {
  expect(said(`${STREAM}\nretry: 3\ndata: one\n\n`)).toEqual([
    ['retry-too-short', 'The server wrote retry: 3, which is milliseconds. Seconds may have been meant.'],
  ]);
});

/** As proxies write it: no page, no resource type. */
function proxied(status: number, more: object = {}): string {
  const entry = (place: number) => ({
    startedDateTime: new Date(AT + place * 1000).toISOString(),
    time: 100,
    request: { method: 'GET', url: 'https://hub.test/events', httpVersion: 'HTTP/1.1', headers: [{ name: 'Accept', value: 'text/event-stream' }] },
    response: { status, statusText: '', httpVersion: 'HTTP/1.1', headers: [{ name: 'Content-Type', value: 'text/event-stream' }], content: {}, ...more },
    timings: { send: 0, wait: 10, receive: 90 },
  });
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'proxy', version: '1' }, entries: [entry(0)] } });
}

it('of the HAR of a proxy', () => {
  expect(said(proxied(503), 'proxy.har')).toEqual([['server-busy', 'The server answered with status 503 (Retry-After: -).']]);
});

it('of the HAR of a page the browser and its ways are known, but not whether it sent credentials', () => {
  const har = JSON.parse(proxied(403)) as { log: Record<string, unknown> & { entries: object[] } };
  har.log['pages'] = [{ startedDateTime: new Date(AT).toISOString(), id: 'p', title: 'https://shop.test/', pageTimings: {} }];
  for (const entry of har.log.entries) Object.assign(entry, { pageref: 'p', _resourceType: 'eventsource' });
  expect(said(JSON.stringify(har), 'page.har')).toEqual([
    ['not-authorised', 'The server answered with status 403: it does not allow this request. Whether it knows who asked is not said. The browser gives up.'],
  ]);
});
