/**
 * A capture, replayed, and captured again: a real page of a real browser, once with the demo server and once with the replay, compared by the product's
 * own comparison. What is played to other clients, and by what rules, is in `test/unit/cli/replay`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture as runCapture } from '../../cli/capture-command.ts';
import type { LaunchOptions } from '../../cli/browser.ts';
import { driveChromium } from '../../cli/drive-chromium.ts';
import { readCaptureFile } from '../../cli/read-capture-file.ts';
import { type Replay, replay } from '../../cli/replay/replay.ts';
import type { DemoServer } from '../../demo/server.ts';
import { compareSides, type Comparison } from '../../src/core/compare/compare.ts';
import { sideOf } from '../../src/core/compare/side.ts';
import type { Capture } from '../../src/core/model/types.ts';
import type { ConnectionId } from '../../src/core/units.ts';
import { BROWSER_PATHS, EXTENSIONS } from '../browsers.ts';
import { pageOf, pageOfUrls, type PageStream, startStreamServer } from './stream-page.ts';

/** A browser comes up in seconds; a capture lasts as long as its streams, and 1.5 s. */
const WHOLE = 120_000;

let server: DemoServer;
let folder: string;
beforeAll(async () => {
  server = await startStreamServer();
  folder = await mkdtemp(path.join(tmpdir(), 'replay-e2e-'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** What the page at `url` hears, until nothing has come for a while. */
async function captured(url: string, name: string, idle = '1500ms'): Promise<{ file: string; capture: Capture }> {
  const file = path.join(folder, name);
  const never = new AbortController().signal;
  const status = await runCapture([url, '--until-idle', idle, '--out', file, '--keep-credentials'], {
    stdout: process.stdout,
    say: () => undefined,
    interrupt: { first: never, second: never, release: () => undefined },
    prepare: () => Promise.resolve({ extension: EXTENSIONS.chromium, browserPath: BROWSER_PATHS.chromium }),
    launch(_, options) {
      // The certificate of HTTP/2 is of the replay's own making.
      const all: LaunchOptions = { ...options, args: ['--ignore-certificate-errors'] };
      return driveChromium(all);
    },
  });
  expect(status).toBe(0);
  return { file, capture: (await readCaptureFile(file)).capture };
}

/** In the order of the capture that is played: the replay gives each connection its number there as the begin of its path. Streams that are opened at once are learnt in any order. */
const ids = (capture: Capture): ConnectionId[] => {
  const placeOf = (id: ConnectionId): number => Number(/^https?:\/\/[^/]+\/(\d+)\//.exec(capture.connections.get(id)!.connection.url)?.[1] ?? id);
  return [...capture.connections.keys()].sort((a, b) => placeOf(a) - placeOf(b));
};

function compared(left: Capture, right: Capture, place: number): Comparison['sums'] {
  const side = (capture: Capture) => sideOf(capture, new Set([ids(capture)[place]!]));
  const work = compareSides(side(left), side(right), 'content');
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value.sums;
  }
}

function attemptsOf(capture: Capture, place: number): unknown[] {
  const { attempts } = capture.connections.get(ids(capture)[place]!)!.connection;
  return attempts.map(({ n, outcome, status, messageCount, lastEventIdSent }) => ({ n, outcome, status, messageCount, lastEventIdSent }));
}

/** Each message with its id, so that a comparison by content sees what a comparison by ids would join by. */
function messagesOf(capture: Capture, place: number): string[] {
  const side = sideOf(capture, new Set([ids(capture)[place]!]));
  return Array.from({ length: side.length }, (_, n) => side.message(n)).map(({ type, id, data }) => `${type} ${id} ${data}`);
}

function expectTheSame(left: Capture, right: Capture, count: number): void {
  expect([ids(left).length, ids(right).length]).toEqual([count, count]);
  for (let place = 0; place < count; place += 1) {
    const { counts, differing } = compared(left, right, place);
    expect({ ...counts, differing }).toEqual({ both: messagesOf(left, place).length, left: 0, right: 0, twice: 0, differing: 0 });
    expect(messagesOf(right, place)).toEqual(messagesOf(left, place));
    expect(attemptsOf(right, place)).toEqual(attemptsOf(left, place));
  }
}

const chunk = (n: number): string => `data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"word ${n} "}}]}\n\n`;
const llm = (words: number): PageStream['script'] => [
  { head: { headers: { 'cache-control': 'no-cache', 'x-request-id': `of ${words}` } } },
  { repeat: words, steps: [{ raw: chunk(words), messages: 1 }, { wait: 25 }] },
  { raw: 'data: [DONE]\n\n', messages: 1 },
  { end: true },
];

const STREAMS: readonly PageStream[] = [
  {
    name: 'mixed',
    types: ['tick'],
    script: [
      { send: { id: 'ä', data: 'one' } },
      { wait: 60 },
      { repeat: 20, steps: [{ send: { type: 'tick', id: 'n{i}', data: 'tick {i}' } }, { wait: 30 }] },
      { send: { comment: 'nobody hears this' } },
      { send: { id: '', data: 'two\nlines' } },
      { hold: true },
    ],
  },
  {
    name: 'reconnects',
    script: {
      attempts: [
        [{ send: { retry: 150, id: 'one', data: 'a' } }, { wait: 80 }, { cut: true }],
        [{ send: { id: 'two', data: 'b' } }, { wait: 80 }, { send: { data: 'c' } }, { end: true }],
        [{ head: { status: 204 } }, { end: true }],
      ],
    },
  },
  {
    name: 'closes',
    types: ['end'],
    closeOn: 'end',
    script: [{ repeat: 50, steps: [{ send: { id: '{i}', data: '{i}' } }, { wait: 5 }] }, { send: { type: 'end', data: '' } }, { hold: true }],
  },
  { name: 'refused', script: [{ head: { status: 503 } }, { end: true }] },
  { name: 'wrong-type', script: [{ head: { headers: { 'content-type': 'text/plain' } } }, { send: { data: 'x' } }, { end: true }] },
];
const LLM: readonly PageStream[] = [3, 8].map((words) => ({
  name: `llm ${words}`,
  post: JSON.stringify({ model: 'm', stream: true, n: words }),
  script: llm(words),
}));

describe('a page of the demo server', () => {
  const streams = [...STREAMS, ...LLM];
  let first: { file: string; capture: Capture };
  beforeAll(async () => {
    first = await captured(pageOf(server, streams), 'first.ndjson');
  }, WHOLE);

  const again = async (played: Replay, name: string): Promise<Capture> => {
    const urls = played.connections.map(({ path: own }) => `${played.url}${own}`);
    try {
      return (await captured(pageOfUrls(server, urls, streams), name)).capture;
    } finally {
      await played.close();
    }
  };

  test('the test itself: every way to end is in it', () => {
    const outcomes = [...first.capture.connections.values()].flatMap(({ connection }) => connection.attempts.map(({ outcome }) => outcome));
    expect(new Set(outcomes)).toEqual(new Set(['open', 'cut', 'ended', 'no-content', 'closed-by-page', 'http-error', 'bad-type']));
  });

  test('HTTP/1.1: no difference in messages, ids, types, attempts and outcomes', { timeout: WHOLE }, async () => {
    expectTheSame(first.capture, await again(await replay(first.file), 'again.ndjson'), streams.length);
  });

  test('HTTP/2: the same', { timeout: WHOLE }, async () => {
    const capture = await again(await replay(first.file, { http2: true }), 'again-h2.ndjson');
    expect(new Set([...capture.connections.values()].flatMap(({ connection }) => connection.attempts.map(({ httpVersion }) => httpVersion)))).toContain('h2');
    expectTheSame(first.capture, capture, streams.length);
  });
});

test('a HAR of Chromium: the same as it says', { timeout: WHOLE }, async () => {
  const { capture } = await readCaptureFile(path.resolve(import.meta.dirname, '../files/captures/foreign/chromium.har'));
  const played = await replay(path.resolve(import.meta.dirname, '../files/captures/foreign/chromium.har'));
  const urls = played.connections.map(({ path: own }) => `${played.url}${own}`);
  const streams = urls.map((_, n): PageStream => ({ name: `of a HAR ${n}`, script: [], types: ['order', 'tick', 'trade'] }));
  try {
    // The browser comes back after its own 3 s.
    const second = (await captured(pageOfUrls(server, urls, streams), 'har.ndjson', '4500ms')).capture;
    for (let place = 0; place < urls.length; place += 1)
      expect(messagesOf(second, place).slice(0, messagesOf(capture, place).length)).toEqual(messagesOf(capture, place));
  } finally {
    await played.close();
  }
});
