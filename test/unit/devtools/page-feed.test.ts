import { expect, test } from 'vitest';
import { openPageFeed } from '../../../src/devtools/page-feed.ts';
import type { PageRoad } from '../../../src/devtools/page-road.ts';
import type { RecorderInput } from '../../../src/wire/protocol/recorder-messages.ts';
import { createClock } from './lossy-browser.ts';

const FRAME = { frameId: 0, documentId: 'd' };

/** A feed whose documents are the test's own. */
const setup = () => {
  const clock = createClock();
  const told: RecorderInput[] = [];
  const posted: unknown[] = [];
  const calls: number[] = [];
  const links: { open: boolean; say(message: unknown): void; end(): void }[] = [];
  let announce: (session: string, frame: typeof FRAME, call?: number) => void = () => undefined;
  let isThere = true;
  const road: PageRoad = {
    listen: (onAnnounced) => void (announce = (session, frame, call) => onAnnounced(session, frame, call)),
    callRoll: () => void calls.push(clock.now()),
    watchAccess: () => undefined,
    connect(_frame, onMessage, onGone) {
      if (!isThere) throw new Error('Could not establish connection');
      const link = { open: true, say: onMessage, end: onGone };
      links.push(link);
      return { post: (message) => void posted.push(message), close: () => void (link.open = false) };
    },
  };
  const feed = openPageFeed(road, (input) => told.push(input), clock.now, clock.later);
  return { ...clock, feed, told, posted, calls, links, announce, leave: () => void (isThere = false), arrive: () => void (isThere = true) };
};

test('the roll is called at once, soon again, and then ever more seldom; soon when a document without a link has made a request', () => {
  const { until, calls, feed, announce } = setup();
  until(40_000);
  expect(calls).toEqual([0, 500, 1500, 3500, 7500, 15_500, 23_500, 31_500, 39_500]);
  feed.requested(FRAME);
  until(42_000);
  expect(calls.slice(9)).toEqual([40_500, 41_500]);
  announce('s', FRAME);
  until(80_000);
  calls.length = 0;
  feed.requested(FRAME);
  feed.requested({ frameId: 0 });
  until(81_000);
  expect(calls).toEqual([]);
});

test('a document whose port has closed is gone when it answers no call, as of then; a port that was cut is replaced', () => {
  const { until, told, links, announce } = setup();
  announce('s', FRAME);
  until(1000);
  links[0]?.end();
  until(1600);
  announce('s', FRAME, 3);
  until(20_000);
  expect(told).toEqual([]);
  links[1]?.end();
  until(40_000);
  expect(told).toEqual([{ kind: 'document-gone', session: 's', at: 20_000 }]);
});

test('a link of which its document knows nothing is made anew, not because of an answer that has crossed it, nor while it is heard', () => {
  const { until, links, announce, feed } = setup();
  announce('s', FRAME, 1);
  announce('s', FRAME);
  announce('s', FRAME, 2);
  expect(links).toHaveLength(1);
  until(600);
  links[0]?.say('anything');
  announce('s', FRAME, 3);
  expect(links).toHaveLength(1);
  announce('s', FRAME, 4);
  expect(links.map(({ open }) => open)).toEqual([false, true]);
  expect(feed.foundByAsking()).toBe(1);
});

test('a document that cannot be reached when it announces itself is tried again when it answers', () => {
  const { links, announce, leave, arrive } = setup();
  leave();
  announce('s', FRAME);
  arrive();
  announce('s', FRAME, 2);
  expect(links).toHaveLength(1);
});

test('a type is asked for again until the document says that it is heard, on whatever link it has', () => {
  const { until, posted, links, announce, feed } = setup();
  const hear = { kind: 'hear', source: 1, type: 'tick' };
  feed.hear('s', 1, 'tick');
  expect(posted).toEqual([]);
  announce('s', FRAME);
  expect(posted).toEqual([hear]);
  until(600);
  expect(posted).toEqual([hear, hear]);
  links[0]?.say({ kind: 'heard', source: 1, type: 'other' });
  links[0]?.say({ kind: 'heard', source: 1, type: 'tick' });
  until(60_000);
  expect(posted).toEqual([hear, hear]);
});
