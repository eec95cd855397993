/**
 * Whatever single message is lost, or late, between a page and its recorder, whatever port is cut, and whenever the background dies: all that the page's
 * stream has brought is recorded, once and in order.
 */
import { describe, expect, test } from 'vitest';
import type { Disturbance, Fate } from './lossy-browser.ts';
import { openWorld, URL_OF_STREAM } from './one-document.ts';

type Way = 'chromium' | 'firefox';
/** Long enough for the slowest of what is tried again. */
const END = 100_000;
const MESSAGES = Array.from({ length: 7 }, (_, n) => `m${n}`);
/** The last of them is long after all others: nothing comes by itself in between that would mend what was lost. */
const timeOf = (n: number): number => (n < MESSAGES.length - 1 ? 1300 + 100 * n : 45_000);

interface Course {
  /** The stream is there before DevTools is opened. */
  streamFirst: boolean;
  /** The request log tells of the stream's request. */
  requestTold: boolean;
}

function run(way: Way, { streamFirst, requestTold }: Course, disturbance?: Disturbance) {
  const world = openWorld(way, disturbance);
  const { later, until, hook, hear, openDevtools } = world;
  let feed: ReturnType<typeof openDevtools> | undefined;
  later(() => (feed = openDevtools()), 100);
  later(hook.create, streamFirst ? 10 : 1200);
  later(() => requestTold && feed?.requested({ frameId: 0, documentId: 'd' }), 1201);
  MESSAGES.forEach((data, n) => later(() => hook.message(data), timeOf(n)));
  later(() => feed?.hear(hear.session, hear.source, hear.type), 1800);
  until(END);
  const { observed, recorded, browser } = world;
  const found = feed?.foundByAsking();
  const recorder = recorded();
  return {
    found,
    sent: browser.sent,
    disturbed: browser.disturbed(),
    heard: [...hook.heard],
    messages: observed.flatMap((each) => (each.kind === 'message' ? [each.data] : [])),
    lost: observed.filter((each) => each.kind === 'lost'),
    connections: recorder.ask('connections', { now: END }).map(({ url, state }) => [url, state]),
    held: recorder.ask('overview').messages,
  };
}
const ALL = { heard: ['1 tick'], messages: MESSAGES, lost: [], connections: [[URL_OF_STREAM, 'open']], held: MESSAGES.length };

const WAYS: readonly Way[] = ['chromium', 'firefox'];
const COURSES: readonly (readonly [string, Course])[] = [
  ['a stream that begins under open DevTools', { streamFirst: false, requestTold: true }],
  ['the same, where no request log tells of it', { streamFirst: false, requestTold: false }],
  ['a stream that is there before', { streamFirst: true, requestTold: true }],
];
const FATES: Readonly<Record<Way, readonly Fate[]>> = {
  chromium: ['lost', 'late', 'cut', 'deaf-caller', 'deaf-callee'],
  firefox: ['lost', 'late', 'cut', 'deaf-caller', 'deaf-callee', 'death'],
};

describe.each(WAYS)('%s', (way) => {
  describe.each(COURSES)('%s', (_what, course) => {
    const undisturbed = run(way, course);

    test('undisturbed: all is recorded, nothing is said twice, and nobody has to be found', () => {
      expect(undisturbed).toMatchObject(ALL);
      expect(undisturbed.found).toBe(0);
      const counts = new Map<string, number>();
      for (const kind of undisturbed.sent) if (kind !== 'sse-scope:roll-call' && kind !== 'called') counts.set(kind, (counts.get(kind) ?? 0) + 1);
      // Each passes two ports where there is a background; the batches: the document, the introduction, the messages.
      const hops = way === 'firefox' ? 2 : 1;
      const batches = 2 + MESSAGES.length;
      expect(Object.fromEntries(counts)).toEqual({
        ...(way === 'firefox' ? { access: 1, announced: 1 } : {}),
        'sse-scope:announce': course.streamFirst ? 2 : 1,
        connect: way === 'firefox' ? 3 : 1,
        batch: batches * hops,
        page: batches,
        recorded: batches,
        ack: batches * hops,
        hear: hops,
        heard: hops,
      });
    });

    test.each(FATES[way])('each message once: %s', (fate) => {
      const last = undisturbed.sent.length;
      const kinds = new Set<string | undefined>();
      for (let at = 1; at <= last; at++) {
        const { disturbed, sent: _sent, found: _found, ...seen } = run(way, course, { fate, at });
        kinds.add(disturbed);
        // A document that does not hear that its port is closed, answers no call: so it seems to be gone, until it has more to say.
        const expected = fate === 'deaf-callee' ? { ...ALL, connections: seen.connections } : ALL;
        expect(seen, `message ${at} of ${last} ${fate}: ${disturbed}`).toEqual(expected);
      }
      // Every kind of message had its turn.
      expect(kinds).toEqual(new Set(undisturbed.sent));
    });
  });

  test('a document without streams says nothing', () => {
    const { until, later, openDevtools, browser } = openWorld(way);
    later(openDevtools, 100);
    until(END);
    const asked = way === 'firefox' ? ['connect', 'access', 'called', 'sse-scope:roll-call'] : ['sse-scope:roll-call'];
    expect(new Set(browser.sent)).toEqual(new Set(asked));
    // To the tab: some at the beginning, then one every eight seconds.
    expect(browser.sent.filter((kind) => kind === 'sse-scope:roll-call').length).toBeLessThan((END / 8000 + 6) * (way === 'firefox' ? 2 : 1));
  });
});
