import { expect, test } from 'vitest';
import { historyLost } from '../../../../../src/core/explain/rules/history-lost.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

const HUB = 'https://shop.example/hub?topic=books';
const of = (answered: string, sent: string | undefined, url = HUB) =>
  historyLost.ofAttempt(
    factsOf({ lastEventIdSent: sent, responseHeaders: headersOf({ 'Content-Type': 'text/event-stream', 'Last-Event-ID': answered }) }, { url }),
  );

test('is found where the server goes on after another id than was asked for', () => {
  const params = { asked: 'urn:uuid:3', answered: 'urn:uuid:9' };
  expect(of('urn:uuid:9', 'urn:uuid:3')).toEqual({ params });
  for (const name of ['lastEventID', 'lastEventId', 'last-event-id', 'Last-Event-ID', 'last_event_id'])
    expect(of('urn:uuid:9', undefined, `${HUB}&${name}=urn%3Auuid%3A3#x`)).toEqual({ params });
  // What a browser sends at a reconnect is newer than the query.
  expect(of('urn:uuid:9', 'urn:uuid:8', `${HUB}&lastEventID=urn:uuid:3`)).toEqual({ params: { asked: 'urn:uuid:8', answered: 'urn:uuid:9' } });
  expect(of('earliest', '7')).toEqual({ params: { asked: '7', answered: 'earliest' } });
});

test('is silent of all else', () => {
  expect(of('urn:uuid:3', 'urn:uuid:3')).toBe(undefined);
  expect(of('urn:uuid:3', undefined, `${HUB}&lastEventID=urn:uuid:3`)).toBe(undefined);
  expect(of('urn:uuid:9', undefined)).toBe(undefined);
  expect(of('urn:uuid:9', undefined, `${HUB}&lastEventID=`)).toBe(undefined);
  expect(of('x', undefined, `${HUB}&lastEventID=%E0%A4%A`)).toBe(undefined);
  expect(historyLost.ofAttempt(factsOf({ lastEventIdSent: '7' }))).toBe(undefined);
});
