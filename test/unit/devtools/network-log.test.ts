/** The reducer over what a real Chromium said (test/files/network-log). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExchangeMessage, ExchangeObservation, NetworkObservation } from '../../../src/core/model/observation.ts';
import { contentObservations, createNetworkLog, type NetworkLog, type Told } from '../../../src/devtools/network-log/network-log.ts';

const MESSAGES = '_eventSourceMessages';

interface Entry {
  startedDateTime: string;
  request: { url: string; headers: unknown };
  response: { status: number };
  time: number;
  [MESSAGES]?: unknown[];
}
type Poll = { poll: { entries: Entry[] }; at: number };
type Step = Poll | { finished: Entry; at: number; content?: unknown; encoding?: unknown };

const recorded = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../files/network-log/chromium-156.json'), 'utf8')) as { steps: Step[] };
const counting = (): (() => string) => {
  let count = 0;
  return () => `e${(count += 1)}`;
};

/** All that is known of one exchange. */
interface Heard {
  snapshots: ExchangeObservation[];
  messages: ExchangeMessage[];
  bytes?: Uint8Array;
  endings: { clean: boolean }[];
}

function listen(): { hear(observations: readonly NetworkObservation[]): void; of(stream: string): Heard[]; all(): Heard[] } {
  const heard = new Map<string, Heard>();
  const get = (exchange: string): Heard => {
    const found = heard.get(exchange) ?? { snapshots: [], messages: [], endings: [] };
    heard.set(exchange, found);
    return found;
  };
  return {
    hear(observations) {
      for (const observation of observations) {
        if (observation.kind === 'exchange') get(observation.exchange).snapshots.push(observation);
        else if (observation.kind === 'exchange-messages') {
          const { messages } = get(observation.exchange);
          expect(observation.first).toBe(messages.length);
          messages.push(...observation.messages);
        } else if (observation.kind !== 'bytes-lost' && 'exchange' in observation.of) {
          const of = get(observation.of.exchange);
          if (observation.kind === 'bytes') of.bytes = observation.bytes;
          else of.endings.push({ clean: observation.clean });
        }
      }
    },
    of: (stream) => [...heard.values()].filter(({ snapshots: [first] }) => new URL(first!.url).searchParams.get('stream') === stream),
    all: () => [...heard.values()],
  };
}

function replay(steps: readonly Step[], log: NetworkLog = createNetworkLog(counting())): ReturnType<typeof listen> {
  const heard = listen();
  const take = (told: Told, step: Step): void => {
    heard.hear(told.observations);
    for (const { exchange } of told.contents) if ('finished' in step) heard.hear(contentObservations(exchange, step.content, step.encoding, step.at));
  };
  for (const step of steps) take('poll' in step ? log.poll(structuredClone(step.poll), step.at) : log.finished(structuredClone(step.finished), step.at), step);
  return heard;
}

const texts = (heard: Heard | undefined): [string, string, string][] | undefined =>
  heard?.messages.map(({ type, lastEventId, data }) => [type, lastEventId, data]);

describe('what Chromium 156 said', () => {
  const heard = replay(recorded.steps);

  test('eight streams to one URL at once are eight exchanges, each with its one message and its end', () => {
    const twins = heard.of('twins');
    expect(twins).toHaveLength(8);
    for (const twin of twins) {
      expect(texts(twin)).toEqual([['message', '0', 'twin']]);
      expect(twin.endings).toEqual([{ clean: false }]);
      expect(twin.snapshots.at(-1)).toMatchObject({ status: 200, error: 'net::ERR_ABORTED', resourceType: 'eventsource', httpVersion: 'HTTP/1.1' });
    }
    expect(new Set(twins.map(({ snapshots }) => snapshots.at(-1)?.connectionId)).size).toBe(8);
  });

  test('two of them are queued first: no status, no connection, no phases', () => {
    const queued = heard.of('twins').filter(({ snapshots: [first] }) => first!.connectionId === undefined);
    expect(queued).toHaveLength(2);
    for (const { snapshots } of queued) {
      expect(snapshots[0]).not.toHaveProperty('status');
      expect(snapshots[0]).not.toHaveProperty('timings');
      expect(snapshots[1]!.timings!.blocked).toBeGreaterThan(300);
    }
  });

  test('who still waits for a connection is told of once more', () => {
    const { entries } = afterTwins.poll;
    const log = createNetworkLog(counting());
    const at = Math.max(...entries.map((entry) => Date.parse(entry['startedDateTime']))) + 10;
    log.poll({ entries }, at);
    const again = log.poll({ entries }, at + 5000).observations;
    expect(again).toHaveLength(2);
    for (const observation of again) expect(observation).toMatchObject({ kind: 'exchange', revision: 1, seenAt: at + 5000 });
    expect(log.poll({ entries }, at + 6000).observations).toEqual([]);
  });

  test('snapshots count up, and none repeats the one before', () => {
    for (const { snapshots } of heard.all()) {
      expect(snapshots.map(({ revision }) => revision)).toEqual(snapshots.map((_, i) => i));
      const plain = snapshots.map((snapshot) => JSON.stringify({ ...snapshot, revision: 0, seenAt: 0 }));
      expect(new Set(plain).size).toBe(plain.length);
    }
  });

  test('attempts: types nobody listens to, identical messages, a clean end with its bytes, a cut, the next one', () => {
    const [first, second, third] = heard.of('mixed');
    expect(heard.of('mixed')).toHaveLength(3);
    expect(texts(first)).toEqual([
      ['updte', 'é', 'typo €'],
      ['message', 'é', 'heard 😀'],
      ['message', 'é', 'same'],
      ['message', 'é', 'same'],
    ]);
    expect(new TextDecoder().decode(first!.bytes)).toBe(
      'event: updte\nid: é\nretry: 100\ndata: typo €\n\n: beat\n\ndata: heard 😀\n\ndata: same\n\ndata: same\n\n',
    );
    expect(first!.endings).toEqual([{ clean: true }]);
    expect(first!.snapshots.at(-1)).not.toHaveProperty('error');
    expect(texts(second)).toEqual([['message', 'é', 'second']]);
    expect(second).toMatchObject({ endings: [{ clean: false }] });
    expect(second!.snapshots.at(-1)!.error).toBe('net::ERR_INCOMPLETE_CHUNKED_ENCODING');
    // The bytes of its UTF-8, each as a character: as the request log gives it too.
    expect(second!.snapshots[0]!.requestHeaders).toContainEqual({ name: 'Last-Event-ID', value: 'Ã©' });
    expect(third!.endings).toEqual([]);
    expect(third!.snapshots.at(-1)).not.toHaveProperty('endedAt');
    expect(third!.messages[0]!.at).toBeCloseTo(third!.snapshots[0]!.startedAt, -3);
  });

  const four = (name: string): [string, string, string][] => [
    ['message', '1', name],
    ['other', '1', 'x'],
    ['message', '', 'x'],
    ['message', '', 'x'],
  ];

  test('a redirected stream is one exchange, of the URL first asked for, and has each message once', () => {
    const [redirect, ...more] = heard.of('redirect');
    expect(more).toEqual([]);
    expect(heard.of('redirected')).toEqual([]);
    expect(texts(redirect)).toEqual(four('redirected'));
    expect(redirect!.snapshots.at(-1)).toMatchObject({ status: 200, resourceType: 'eventsource' });
  });

  test.each(['fetched', 'xhr'])('%s: messages of all types, and who asked', (name) => {
    const [exchange] = heard.of(name);
    expect(texts(exchange)).toEqual(four(name));
    expect(exchange!.snapshots[0]!.resourceType).toBe(name === 'xhr' ? 'xhr' : 'fetch');
  });

  test('a stream of a worker names the script of the worker', () => {
    expect(heard.of('worker-classic')[0]!.snapshots[0]).toMatchObject({ initiatorUrl: 'http://127.0.0.1:8000/worker.js?classic', resourceType: 'eventsource' });
  });

  test('a refused one has its status; documents and scripts are none of ours', () => {
    expect(heard.of('refused')[0]!.snapshots.at(-1)).toMatchObject({ status: 404 });
    expect(heard.all()).toHaveLength(8 + 3 + 1 + 1 + 2 + 1);
  });
});

const polls = recorded.steps.filter((step): step is Poll => 'poll' in step);
const afterTwins = polls[1]!;

describe('whatever the order', () => {
  test('all polls twice, and polls between ends: nothing is told twice', () => {
    const doubled = replay(recorded.steps.flatMap((step): Step[] => ('poll' in step ? [step, step] : [step])));
    const once = replay(recorded.steps);
    expect(doubled.all()).toEqual(once.all());
  });

  test('without any poll, what is over is told all the same', () => {
    const heard = replay(recorded.steps.filter((step) => 'finished' in step));
    expect(heard.of('twins')).toHaveLength(8);
    expect(texts(heard.of('mixed')[0])).toHaveLength(4);
    expect(heard.of('mixed')[0]!.endings).toEqual([{ clean: true }]);
  });

  test('one of several that look alike is over: who it was is said by the next poll', () => {
    const queued = { ...afterTwins.poll.entries.at(-1)!, time: 12.5, response: { status: 0, _error: 'net::ERR_ABORTED' } };
    const before = structuredClone(afterTwins.poll);
    const log = createNetworkLog(counting());
    log.poll(before, 1);
    expect(log.finished(queued, 2)).toMatchObject({ observations: [], contents: [] });
    expect(log.waiting()).toBe(true);
    const { observations } = log.poll({ entries: [...before.entries.slice(0, -1), queued] }, 3);
    expect(log.waiting()).toBe(false);
    expect(observations.filter(({ kind }) => kind === 'exchange')).toEqual([expect.objectContaining({ exchange: 'e8', error: 'net::ERR_ABORTED' })]);
  });

  test('an end that came while the answer to a poll was on its way is not forgotten', () => {
    const log = createNetworkLog(counting());
    const ended = recorded.steps.find((step) => 'finished' in step && typeof step.content === 'string' && step.finished[MESSAGES] !== undefined) as {
      finished: Entry;
    };
    expect(log.finished(ended.finished, 1).contents).toHaveLength(1);
    log.poll({ entries: [] }, 2); // older than that
    expect(log.poll({ entries: [ended.finished] }, 3)).toEqual({ observations: [], contents: [], news: false });
  });

  test('what left the log and may come again is not learnt anew; what is over and gone is forgotten', () => {
    const log = createNetworkLog(counting());
    log.poll(afterTwins.poll, 1);
    for (let i = 0; i < 5; i++) log.poll({ entries: [] }, 2);
    const [first] = afterTwins.poll.entries.slice(1);
    const { observations } = log.finished({ ...first, response: { ...first!.response, _error: 'net::ERR_ABORTED' } }, 3);
    expect(observations[0]).toMatchObject({ kind: 'exchange', exchange: 'e1', revision: 1, error: 'net::ERR_ABORTED' });
  });
});

describe('news', () => {
  test('is a request, a new type, and how a request stands; not one more message of a type that is known', () => {
    const log = createNetworkLog(counting());
    const at = 1;
    const { entries } = afterTwins.poll;
    expect(log.poll(afterTwins.poll, at).news).toBe(true);
    expect(log.poll(afterTwins.poll, at).news).toBe(false);
    const say = (eventName: string, count: number): { entries: Entry[] } => {
      const next = structuredClone(entries);
      for (let i = 0; i < count; i++) next[1]![MESSAGES]!.push({ time: 1, eventName, eventId: '', data: '' });
      return { entries: next };
    };
    expect(log.poll(say('message', 1), at)).toMatchObject({ news: false, observations: [{ kind: 'exchange-messages', first: 1 }] });
    expect(log.poll(say('message', 1), at).observations).toEqual([]);
    const other = say('message', 1);
    other.entries[1]![MESSAGES]!.push({ time: 1, eventName: 'other', eventId: '', data: '' });
    expect(log.poll(other, at).news).toBe(true);
  });
});

test('that a request still waits for a connection is told again, when it has waited for long and for so long that it goes by this log alone', () => {
  const log = createNetworkLog(counting());
  const value = {
    startedDateTime: new Date(1000).toISOString(),
    time: 0,
    request: { method: 'GET', url: 'http://a.test/sse', headers: [] },
    response: { status: 0, statusText: '', headers: [], content: {} },
    _resourceType: 'eventsource',
    pageref: 'page_1',
  };
  const seen = (at: number): unknown[] =>
    log.poll({ entries: [structuredClone(value)] }, at).observations.map(({ kind, ...more }) => ('seenAt' in more ? more.seenAt : kind));
  expect([1050, 1500, 1700, 3000, 3200, 9000].map(seen)).toEqual([[1050], [], [1700], [], [3200], []]);
});

describe('what is not of the shape', () => {
  const entry = afterTwins.poll.entries[1]!;
  const broken: [string, unknown][] = [
    ['no log', undefined],
    ['no entries', { entries: 'none' }],
    ['no objects', { entries: [null, 1, 'x', [], undefined] }],
    ['no request', { entries: [{ ...entry, request: 1 }] }],
    ['no time', { entries: [{ ...entry, startedDateTime: 'soon' }] }],
    ['no URL', { entries: [{ ...entry, request: { ...entry.request, url: 1 } }] }],
  ];
  test.each(broken)('%s: nothing is told', (_, log) => {
    expect(createNetworkLog(counting()).poll(log, 1)).toEqual({ observations: [], contents: [], news: false });
  });

  test('fields of another kind are left out, and the rest is told', () => {
    const odd = {
      ...entry,
      _connectionId: 7,
      timings: { blocked: 'long', wait: NaN, send: -1 },
      _initiator: 'me',
      request: { ...entry.request, headers: [{ name: 1 }, null, { name: 'a', value: 'b' }] },
      _eventSourceMessages: [null, { time: 'now', data: '' }, { time: 1, data: 'x' }, { time: 1, data: 2 }],
    };
    const { observations } = createNetworkLog(counting()).poll({ entries: [odd] }, 1);
    expect(observations).toEqual([
      { kind: 'exchange-messages', exchange: 'e1', first: 0, messages: [{ at: 1000, type: 'message', lastEventId: '', data: 'x' }] },
      expect.objectContaining({ kind: 'exchange', requestHeaders: [{ name: 'a', value: 'b' }] }),
    ]);
    for (const field of ['connectionId', 'timings', 'initiatorUrl']) expect(observations[1]).not.toHaveProperty(field);
  });

  test('a text that cannot be restored, or is none, is no clean end', () => {
    expect(contentObservations('e1', '\u0100', '', 1)).toEqual([{ kind: 'bytes-ended', of: { exchange: 'e1' }, at: 1, clean: false }]);
    expect(contentObservations('e1', null, null, 1)).toEqual([{ kind: 'bytes-ended', of: { exchange: 'e1' }, at: 1, clean: false }]);
    expect(contentObservations('e1', '', '', 1)).toEqual([{ kind: 'bytes-ended', of: { exchange: 'e1' }, at: 1, clean: true }]);
  });
});
