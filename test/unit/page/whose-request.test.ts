import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../../src/page/outbox.ts';
import type { Source } from '../../../src/page/source.ts';
import { makeSource, standInForBrowser, StandInEventSource } from './page-globals.ts';

standInForBrowser();
const { createRequests } = await import('../../../src/page/whose-request.ts');

/** Those of a page with these sources. */
const requestsOf = (...sources: Source[]) => createRequests({ each: (look: (source: Source) => void) => sources.forEach(look) } as Outbox);
const URL = 'https://s.test/stream?a=1';
const sourceOf = (readyState: number, withCredentials = false, url = URL): Source =>
  makeSource(1, url, new StandInEventSource({ readyState, withCredentials }));

describe('a request is an EventSource’s', () => {
  test('when one of that URL is connecting, with credentials or without', () => {
    expect(requestsOf(sourceOf(0)).whose(URL)).toBe('0');
    expect(requestsOf(sourceOf(0, true)).whose(URL)).toBe('1');
    expect(requestsOf(sourceOf(0, false), sourceOf(0, true)).whose(URL)).toBe('1');
    expect(requestsOf(sourceOf(0, true), sourceOf(0, false)).whose(URL)).toBe('1');
  });

  test('not when it is open, closed, of another URL, or none', () => {
    expect([sourceOf(1), sourceOf(2), sourceOf(0, true, `${URL}2`)].map((source) => requestsOf(source).whose(URL))).toEqual(['', '', '']);
    expect(requestsOf().whose(URL)).toBe('');
  });

  test('also where the browser asks by https for what the page wrote as http, and without a fragment', () => {
    expect(requestsOf(sourceOf(0, false, 'http://s.test/stream?a=1#part')).whose(URL)).toBe('0');
    expect(requestsOf(sourceOf(0)).whose('http://s.test/stream?a=1')).toBe('0');
  });

  test('not in doubt: when a fetch or XHR of that URL has no answer yet', () => {
    const requests = requestsOf(sourceOf(0));
    requests.begin(`${URL}#part`);
    requests.begin('http://s.test/stream?a=1');
    expect(requests.whose(URL)).toBe('');
    expect(requestsOf(sourceOf(0)).whose(URL)).toBe('0');
    requests.end(URL);
    expect(requests.whose(URL)).toBe('');
    requests.end(URL);
    expect(requests.whose(URL)).toBe('0');
  });

  test('and one of another URL, or an end too many, changes nothing', () => {
    const requests = requestsOf(sourceOf(0));
    requests.begin('https://s.test/other');
    requests.end(URL);
    expect(requests.whose(URL)).toBe('0');
    requests.begin(URL);
    expect(requests.whose(URL)).toBe('');
  });

  test.each(['__proto__', 'constructor', 'toString'])('whatever its URL is called: %s', (url) => {
    const requests = requestsOf(sourceOf(0, false, url));
    expect(requests.whose(url)).toBe('0');
    requests.begin(url);
    expect(requests.whose(url)).toBe('');
    requests.end(url);
    expect(requests.whose(url)).toBe('0');
  });
});

test('the sources whose stream is open are found by their URL', () => {
  const sources = [sourceOf(1), sourceOf(0), sourceOf(2), sourceOf(1, true, 'http://s.test/stream?a=1#x'), sourceOf(1, false, 'https://s.test/')];
  const open: [Source, EventSource][] = [];
  requestsOf(...sources).open(URL, (source, target) => open.push([source, target]));
  expect(open).toEqual([sources[0], sources[3]].map((source) => [source, source!.target.deref()]));
});
