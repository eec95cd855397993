import { expect, test } from 'vitest';
import { concerns } from '../../../src/background/concerns.ts';
import { createTabPlaces } from '../../../src/background/tab-places.ts';
import type { LoggedRequest } from '../../../src/core/census/census-stream.ts';

const request = (tabId: number, initiator?: string, incognito?: boolean): LoggedRequest => ({
  tabId,
  ...(incognito === undefined ? {} : { incognito }),
  observation: {
    kind: 'request',
    request: 'r',
    revision: 0,
    frameId: 0,
    ...(initiator === undefined ? {} : { initiator }),
    method: 'GET',
    url: 'http://a.test/s',
    startedAt: 1,
    requestHeaders: [],
    redirects: [],
  },
});

const placesOf = (...tabs: [id: number, url: string | undefined, incognito: boolean][]) => {
  const places = createTabPlaces();
  for (const [id, url, incognito] of tabs) places.seen({ id, url, incognito });
  return places;
};

test('a tab hears of its own requests alone', () => {
  const places = placesOf([1, 'http://a.test/', false], [2, 'http://a.test/', false]);
  expect(concerns(request(1, 'http://a.test'), 1, places)).toBe(true);
  expect(concerns(request(1, 'http://a.test'), 2, places)).toBe(false);
});

test('what no tab has made is told to pages of the same origin', () => {
  const places = placesOf([1, 'http://a.test/page', false], [2, 'http://b.test/', false], [3, undefined, false]);
  expect([1, 2, 3, 4].map((tab) => concerns(request(-1, 'http://a.test/worker.js'), tab, places))).toEqual([true, false, false, false]);
  expect(concerns(request(-1), 1, places)).toBe(false);
});

test('never across the border of private windows', () => {
  const places = placesOf([1, 'http://a.test/', false], [2, 'http://a.test/', true]);
  expect([1, 2].map((tab) => concerns(request(-1, 'http://a.test', true), tab, places))).toEqual([false, true]);
  expect([1, 2].map((tab) => concerns(request(-1, 'http://a.test', false), tab, places))).toEqual([true, false]);
  expect(
    [1, 2].map((tab) => concerns(request(-1, 'http://a.test'), tab, places)),
    'not known which',
  ).toEqual([false, false]);
  places.closed(2);
  expect(concerns(request(-1, 'http://a.test'), 1, places)).toBe(true);
});
