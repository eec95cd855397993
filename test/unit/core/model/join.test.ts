import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import type { Attempt } from '../../../../src/core/model/connection.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { Observation, PageObservation, RequestObservation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { captureFrom, captureOf, connectionOf, draw } from '../drawing.ts';
import { arrivals, chanceFrom, historyOf, hookFacts, isIdentifiable, plans, requestFacts, type Clocks, type History, type Plan } from './history.ts';

/** The hook is late by up to `hook` ms, the log's clock is off by up to `log` ms either way. */
const clocksOf = (chance: () => number, hook: number, log: number): Clocks => ({ hook: () => chance() * hook, log: () => (chance() * 2 - 1) * log });

const witnesses = (history: History, seed: number, hook = 8, log = 4): [ReturnType<typeof hookFacts>, ReturnType<typeof requestFacts>] => {
  const clocks = clocksOf(chanceFrom(seed), hook, log);
  return [hookFacts(history, clocks), requestFacts(history, clocks)];
};

/** Records in the order of arrival, and looks now and then, as the recorder does. */
const recordAll = (observations: readonly Observation[], chance: () => number, capture: Capture = createCapture()): Capture => {
  for (const observation of observations) {
    record(capture, observation);
    if (chance() < 0.05) catchUp(capture);
  }
  catchUp(capture);
  return capture;
};

/** Which request each attempt got, by document and source: the ids of connections follow the order of arrival. */
const joined = (capture: Capture): Record<string, (string | undefined)[]> =>
  Object.fromEntries(
    [...capture.connections.values()].map((entry) => [`${entry.session.id}/${entry.source}`, entry.connection.attempts.map((attempt) => attempt.request)]),
  );

const truth = ({ connections }: History): Record<string, string[]> =>
  Object.fromEntries(connections.map(({ document, source, attempts }) => [`doc${document}/${source}`, attempts.map((attempt) => attempt.request)]));

const facts = (capture: Capture): Record<string, Attempt[]> =>
  Object.fromEntries(
    [...capture.connections.values()].map((entry) => [
      `${entry.session.id}/${entry.source}`,
      entry.connection.attempts.map((attempt) => ({ ...attempt, firstMessage: undefined })),
    ]),
  );

const quick = (delay: number, connect: number, lasts: number, ending: Plan['attempts'][number]['ending'] = 'ended'): Plan['attempts'][number] => ({
  delay,
  connect,
  lasts,
  ending,
});
/** Two fast streams of one URL that cross: found by chance once, and wrong then. */
const CROSSED: Plan[] = [
  { document: 1, url: 0, createdAfter: 0, ids: false, attempts: [quick(0, 1, 156), quick(85, 1, 1), quick(0, 1, 1, 'open')] },
  { document: 1, url: 0, createdAfter: 121, ids: true, attempts: [quick(0, 1, 1), quick(101, 8, 4), quick(0, 1, 1), quick(0, 1, 1), quick(0, 1, 244)] },
];

describe('the join is the truth, whatever the order of arrival', () => {
  const check = (
    name: string,
    arbitrary: fc.Arbitrary<Plan[]>,
    near: number,
    strangers: fc.Arbitrary<{ plan: number; start: number }[]> = fc.constant([]),
    examples: [Plan[], { plan: number; start: number }[], number, number][] = [],
  ): void => {
    test(name, () => {
      fc.assert(
        fc.property(arbitrary, strangers, fc.integer(), fc.integer(), (planned, others, seed, order) => {
          const history = historyOf(planned, others);
          fc.pre(isIdentifiable(history, near));
          const [hooks, requests] = witnesses(history, seed);
          const chance = chanceFrom(order);
          expect(joined(recordAll(arrivals(hooks, requests, chance), chance))).toEqual(truth(history));
        }),
        { numRuns: sized(300, 60), examples },
      );
    });
  };

  check('streams of different URLs', plans({ delay: 3000, connect: 100, lasts: 5000 }, { urls: 5, most: 4 }), 60);
  check('streams of one URL', plans({ delay: 3000, connect: 50, lasts: 2000 }, { urls: 1, most: 4 }), 60);
  check('loops of some milliseconds', plans({ delay: 6, connect: 2, lasts: 3 }, { urls: 1, most: 1 }), 60);
  check(
    'requests of others between',
    plans({ delay: 3000, connect: 50, lasts: 2000 }, { urls: 2, most: 3 }),
    120,
    fc.array(fc.record({ plan: fc.nat(10), start: fc.integer({ min: 0, max: 20_000 }) }), { minLength: 1, maxLength: 3 }),
    [[CROSSED, [{ plan: 0, start: 366 }], 1_099_033_638, 0]],
  );
});

test('two orders of arrival make the same capture', () => {
  fc.assert(
    fc.property(
      plans({ delay: 1000, connect: 40, lasts: 500 }, { urls: 2, most: 4 }),
      fc.integer(),
      fc.integer(),
      fc.integer(),
      (planned, seed, one, other) => {
        // Also where the truth cannot be known.
        const [hooks, requests] = witnesses(historyOf(planned), seed);
        const [a, b] = [one, other].map((order) => {
          const chance = chanceFrom(order);
          // Hooks of different documents in one order, so that connections have the same ids: ties are broken by them.
          return facts(recordAll(arrivals([hooks.flat()], requests, chance), chance));
        });
        expect(a).toEqual(b);
      },
    ),
    { numRuns: sized(300, 60) },
  );
});

test('what both tell comes out: outcome, delay, id sent', () => {
  fc.assert(
    fc.property(plans({ delay: 3000, connect: 50, lasts: 2000 }, { urls: 6, most: 3 }), fc.integer(), (planned, seed) => {
      const history = historyOf(planned);
      fc.pre(isIdentifiable(history, 60));
      const [hooks, requests] = witnesses(history, seed);
      const chance = chanceFrom(seed);
      const found = facts(recordAll(arrivals(hooks, requests, chance), chance));
      for (const { document, source, attempts } of history.connections) {
        const shown = found[`doc${document}/${source}`]!;
        expect(shown.map(({ outcome, lastEventIdSent = '' }) => [outcome, lastEventIdSent])).toEqual(attempts.map(({ ending, id }) => [ending, id]));
        attempts.forEach((attempt, n) => {
          const before = attempts[n - 1];
          if (before?.end === undefined) return;
          // Each end of the delay may be off by 4 ms.
          expect(Math.abs(shown[n]!.reconnectDelay! - (attempt.start - before.end))).toBeLessThanOrEqual(8);
          expect(shown[n]!.reconnectDelayFrom).toBe('request-log');
        });
      }
    }),
    { numRuns: sized(200, 40) },
  );
});

describe('single cases', () => {
  test('a stream that was there before the request log keeps its attempts without one', () => {
    const capture = captureFrom('a 0ms create\na 5ms open\na 5000ms error\na 6001ms request r2\na 6003ms response r2\na 6004ms open');
    expect(connectionOf(capture).attempts.map((attempt) => attempt.request)).toEqual([undefined, 'r2']);
  });

  test('a request that was taken for the next attempt is given back when the right one is known', () => {
    const before = 'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 9ms end r1\na 10ms error\na 500ms request other\na 503ms response other';
    expect(connectionOf(captureFrom(before)).state).toBe('reconnecting');
    const capture = captureFrom(`${before}\na 3010ms request r2\na 3012ms response r2\na 3013ms open`);
    expect(connectionOf(capture).attempts.map((attempt) => attempt.request)).toEqual(['r1', 'r2']);
    expect([...capture.join.loose.keys()]).toEqual(['other']);
  });

  test('a request that the page said nothing of in time belongs to nobody', () => {
    const capture = captureFrom(
      'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 9ms end r1\na 10ms error\nb 0ms create https://s.test/b\nb 1ms open\na 500ms request other\na 503ms response other\nb 4000ms message tick # x',
    );
    expect(connectionOf(capture).state).toBe('waiting');
    expect(connectionOf(capture).attempts).toHaveLength(1);
  });

  test('a redirect and a fragment do not part what belongs together', () => {
    const capture = captureFrom('a 0ms create https://s.test/stream#part\nhttps://s.test/stream 1ms request r1');
    const observations = captureFrom('a 0ms create https://s.test/x#1\na 1ms request r1');
    expect(connectionOf(observations).attempts[0]!.request).toBe('r1');
    expect(connectionOf(capture).attempts[0]!.request).toBeUndefined(); // of another document
  });

  test('a busy page opens seconds late', () => {
    const capture = captureFrom(
      'a 0ms create\na 1ms request r1\na 3ms response r1\na 4000ms open\na 4001ms end r1\na 4003ms error\na 7005ms request r2\na 7006ms response r2\na 9000ms open',
    );
    expect(connectionOf(capture).attempts.map((attempt) => attempt.request)).toEqual(['r1', 'r2']);
  });

  test('the end tells apart what opened at the same time', () => {
    const start = 'a 0ms create\nb 0ms create\na 1ms request r1\na 1ms request r2\na 3ms response r1\na 3ms response r2\na 4ms open\nb 4ms open\n';
    expect(connectionOf(captureFrom(`${start}a 500ms end r1\na 501ms error`)).attempts[0]!.request).toBe('r1');
    expect(connectionOf(captureFrom(`${start}a 500ms end r2\na 501ms error`)).attempts[0]!.request).toBe('r2');
  });
});

/** Milliseconds that this process has worked: on a busy machine the clock on the wall says little. */
const cpuTime = (): number => process.cpuUsage().user / 1000;

describe('the cost follows what is new', () => {
  /** A clean loop, in the order of time, with a look after each fact. */
  const loop = (attempts: number, delay: number): Plan => ({
    document: 0,
    url: 0,
    createdAfter: 0,
    ids: true,
    attempts: Array.from({ length: attempts }, () => ({ delay, connect: 1, lasts: 2, ending: 'cut' as const })),
  });
  const inTime = (history: History): Observation[] => {
    const [hooks, requests] = witnesses(history, 1);
    const moment = (observation: PageObservation | RequestObservation): number =>
      observation.kind === 'request' ? (observation.endedAt ?? observation.response?.at ?? observation.startedAt) : observation.at;
    return [...hooks.flat(), ...requests.flat()].sort((a, b) => moment(a) - moment(b));
  };
  const timeOf = (observations: readonly Observation[]): number => {
    const start = cpuTime();
    const capture = createCapture();
    for (const [n, observation] of observations.entries()) {
      record(capture, observation);
      if (n % 20 === 0) catchUp(capture);
    }
    return cpuTime() - start;
  };

  test('five minutes of a reconnect each second: every attempt has its request', () => {
    const history = historyOf([loop(300, 1000)]);
    expect(joined(recordAll(inTime(history), chanceFrom(7)))).toEqual(truth(history));
  });

  test('thousands of reconnects, a look after each few facts', () => {
    const history = historyOf([loop(2000, 5)]);
    const observations = inTime(history);
    expect(joined(recordAll(observations, chanceFrom(3)))).toEqual(truth(history));
    const few = timeOf(inTime(historyOf([loop(500, 5)])));
    const many = timeOf(observations);
    // Four times as many; quadratic would be sixteen.
    expect(many).toBeLessThan(few * 8 + 50);
  });

  test('a hook that is seconds late, in a fast loop', () => {
    const history = historyOf([loop(1000, 5)]);
    const [hooks, requests] = witnesses(history, 5);
    expect(joined(captureOf([...requests.flat(), ...hooks.flat()]))).toEqual(truth(history));
    expect(joined(captureOf([...hooks.flat(), ...requests.flat().toReversed()]))).toEqual(truth(history));
  });

  test('a thousand streams of one page, of one URL and of a thousand', () => {
    const costOf = (streams: number, urls: number): number => {
      const planned = Array.from({ length: streams }, (_, n): Plan => ({
        document: 0,
        url: n % urls,
        createdAfter: 0.02,
        ids: false,
        attempts: [{ delay: 0, connect: 20 + n / 10, lasts: 0, ending: 'open' }],
      }));
      const observations = inTime(historyOf(planned));
      const start = cpuTime();
      const capture = recordAll(observations, chanceFrom(1));
      const spent = cpuTime() - start;
      expect([...capture.connections.values()].filter((entry) => entry.connection.attempts[0]!.request !== undefined)).toHaveLength(streams);
      expect(capture.join.loose.size).toBe(0);
      return spent;
    };
    for (const urls of [1, 1000]) {
      const few = Math.min(costOf(500, urls), costOf(500, urls));
      // Twice as many; quadratic, as a table of those of one URL is, would be four times as much.
      expect(costOf(1000, urls), `${urls} URLs`).toBeLessThan(few * 7 + 50);
    }
  });

  test('an empty document’s request goes to it, though the browser names the document that made it', () => {
    const drawing = (child: string): string => `
      maker/a 0ms create https://s.test/own
      ${child}/b 5ms create https://s.test/stream
      maker/b 8ms request r1
      maker/b 30ms response r1 500
      maker/b 31ms end r1
      ${child}/b 40ms fatal
    `;
    const shownOf = (observations: readonly Observation[]): unknown =>
      connectionOf(captureOf(observations), 2).attempts.map(({ outcome, status, request }) => ({ outcome, status, request }));
    const childAs = (url: string): Observation[] =>
      draw(drawing('child')).map((told) => (told.kind === 'document' && told.session === 'child' ? { ...told, url } : told));
    const refused = [{ outcome: 'http-error', status: 500, request: 'r1' }];
    expect(shownOf(childAs('about:blank'))).toEqual(refused);
    // What is written into by a script takes the URL of its document.
    expect(shownOf(childAs('https://maker.test/'))).toEqual(refused);
    expect(shownOf(childAs('https://elsewhere.test/'))).toEqual([{ outcome: 'failed', status: undefined, request: undefined }]);
    // Of one without a stream the request log knows the origin.
    const ofOrigin = (initiator: string): Observation[] =>
      childAs('https://maker.test/')
        .filter((told) => told.kind === 'request' || !('session' in told && told.session === 'maker'))
        .map((told) => (told.kind === 'request' ? { ...told, initiator } : told));
    expect(connectionOf(captureOf(ofOrigin('https://maker.test'))).attempts).toMatchObject(refused);
    expect(connectionOf(captureOf(ofOrigin('https://elsewhere.test'))).attempts).toMatchObject([{ outcome: 'failed' }]);
    // The maker's own stream of that URL goes first.
    const both = [...draw('maker/a 0ms show\nmaker/c 6ms create https://s.test/stream\nmaker/c 40ms fatal'), ...childAs('about:blank')];
    expect(connectionOf(captureOf(both)).attempts).toMatchObject([{ request: 'r1' }]);
  });

  test('requests that nobody claims are bounded', () => {
    const capture = createCapture();
    for (let n = 0; n < 25_000; n += 1) {
      record(capture, {
        kind: 'request',
        request: `w${n}`,
        revision: 0,
        frameId: -1,
        method: 'GET',
        url: `https://s.test/${n % 100}`,
        startedAt: n,
        requestHeaders: [],
        redirects: [],
      });
    }
    catchUp(capture);
    expect(capture.join.requests.size).toBeLessThanOrEqual(10_000);
    expect([...capture.join.groups.values()].reduce((sum, group) => sum + group.requests.length, 0)).toBe(capture.join.requests.size);
  });
});
