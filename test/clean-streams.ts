/**
 * What applications do with streams when all is well: no finding may warn of any of it. Each is a script of the demo server, so it can be played in a made-up
 * world (test/unit/core/explain/clean-streams.test.ts) as well as by that server in a browser.
 */
import type { Script, Step } from '../demo/script.ts';
import type { Head } from '../demo/stream.ts';

export interface CleanStream {
  script: Script;
  /** Who reads; an EventSource where left out. */
  api?: 'fetch' | 'xhr';
  /** Of each response, where it is not the usual one. */
  head?: Head;
}

/** To what the page listens. */
export const CLEAN_TYPES: readonly string[] = ['message', 'metric', 'reading', 'price', 'progress', 'done', 'ping', 'bye', 'delta'];

const MINUTE = 60_000;

/** A message with so much data. */
const say = (size: number, more: { type?: string; id?: string } = {}): Step => ({ send: { ...more, data: '{i} '.padEnd(size, 'x') } });
const many = (count: number, size: number): Step[] => Array.from({ length: count }, (_, n) => say(size, n % 2 ? { type: 'metric' } : {}));
/** The same steps again and again, `every` milliseconds apart. */
const rounds = (every: number, steps: readonly Step[], count = Math.ceil((3 * MINUTE) / every)): Step => ({
  repeat: count,
  steps: [...steps, { wait: every }],
});
const orders = (from: number): Step[] => [from, from + 1, from + 2].map((n) => ({ send: { id: String(n), data: `order ${n}` } }));
const open: Step = { hold: true };
const end: Step = { end: true };
const retry = (ms: number): Step => ({ send: { retry: ms } });
const comment: Step = { send: { comment: 'keep alive' } };
const raw = (text: string, messages: number): Step => ({ raw: text, messages });
const GZIP: Head = { gzip: true };

/** Waits and sizes of an application that has a life: they differ, and are the same in each run. */
const jitter = (n: number, least: number, most: number): number => least + ((n * 7919) % 101) * ((most - least) / 101);
const uneven = (count: number, every: readonly [least: number, most: number], steps: (n: number) => readonly Step[]): Step[] =>
  Array.from({ length: count }, (_, n): Step[] => [...steps(n), { wait: Math.round(jitter(n, ...every)) }]).flat();
/** As many short messages as come to `size`. */
const filling = (size: number, each: number): Step[] => many(Math.max(1, Math.round(size / each)), each);

export const CLEAN_STREAMS: Readonly<Record<string, CleanStream>> = {
  'a tick each second': { script: [rounds(1000, [say(20)]), open] },
  'a tick each second that ends with the trading day': { script: [rounds(1000, [say(20)], 60), open] },
  'a tick each five seconds that ends': { script: [rounds(5000, [say(20, { type: 'price' })], 20), open] },
  'a sensor of constant size, each two seconds': { script: [rounds(2000, [say(120, { type: 'reading', id: '{i}' })], 45), open] },
  'a sensor that is read each half minute, and is switched off': { script: [rounds(30_000, [say(120)], 6), open] },
  'twelve commands each 700 ms': { script: [rounds(700, many(12, 270)), open] },
  'twelve commands each 1.2 s, compressed and flushed': { script: [rounds(1200, many(12, 270)), open], head: GZIP },
  'thirty rows a second, compressed and flushed': { script: [rounds(1000, many(30, 200)), open], head: GZIP },
  'ten messages each second': { script: [rounds(1000, many(10, 20)), open] },
  'a batch of 8 KB each two seconds': { script: [rounds(2000, many(20, 400)), open] },
  'a batch of 16 KB each ten seconds': { script: [rounds(10_000, many(16, 1000)), open] },
  'a batch of 64 KB each five seconds': { script: [rounds(5000, many(64, 1000)), open] },
  'rounds in one write each': { script: [rounds(1000, [raw(`data: ${'y'.repeat(400)}\n\n`.repeat(10), 10)]), open] },
  'rounds that grow and shrink': { script: [rounds(4000, [...many(8, 400), { wait: 900 }, ...many(15, 400), { wait: 900 }, ...many(11, 400)]), open] },
  'cron: a report each minute': { script: [rounds(MINUTE, many(25, 300)), open] },
  'cron: a report each quarter of a minute with a comment between': { script: [rounds(15_000, [...many(6, 600), { wait: 5000 }, comment]), end] },
  'one burst at the end of a computation': { script: [retry(60_000), { wait: 8000 }, ...many(20, 100), end] },
  'a computation that reports its progress, then its result': { script: [retry(60_000), rounds(500, [say(10, { type: 'progress' })], 20), say(9000), end] },
  'a job that ends, on a line that stays open': { script: [rounds(2000, [say(30, { type: 'progress' })], 10), say(10, { type: 'done' }), open] },
  'all that there was at the beginning, then nothing': { script: [...many(40, 200), open] },
  'a history, then news now and then': { script: [...many(200, 150), rounds(13_000, [say(150)], 9), open] },
  silence: { script: [comment, open] },
  'a comment each fifteen seconds, and nothing else': { script: [rounds(15_000, [comment], 12), end] },
  'a comment each fifteen seconds, data now and then': {
    script: [rounds(30_000, [comment, { wait: 9000 }, say(80), { wait: 6000 }, comment], 5), say(5), open],
  },
  'a ping each ten seconds': { script: [rounds(10_000, [{ send: { type: 'ping', data: '{i}' } }], 100), end] },
  'a heartbeat as data each five seconds': { script: [rounds(5000, [{ send: { data: '{"type":"heartbeat"}' } }], 200), end] },
  'comments after each answer only': { script: [rounds(3000, [say(60), comment], 20), say(10, { type: 'bye' }), open] },
  'long polling of half a minute': { script: [retry(1000), { wait: 30_000 }, end] },
  'long polling with an answer': { script: [retry(1000), { wait: 12_000 }, say(200), end] },
  'the server ends after each answer': { script: [say(100), end] },
  'polling each second': { script: [retry(1000), say(100, { id: '{attempt}' }), end] },
  'polling of a state under one id': { script: [retry(2000), say(100, { id: 'state' }), end] },
  'a stream that is renewed each half minute': { script: [retry(500), rounds(1000, [say(50, { id: '{attempt}-{i}' })], 30), end] },
  'a stream that resumes behind its last id': { script: { attempts: [...[1, 4].map((from) => [retry(800), ...orders(from), end]), [...orders(7), open]] } },
  'a stream that greets without an id after each reconnect': {
    script: { attempts: [...[1, 4].map((from) => [retry(800), say(5), ...orders(from), end]), [say(5), ...orders(7), open]] },
  },
  'deltas of a language model': { script: [rounds(30, [say(40, { type: 'delta' })], 400), say(5, { type: 'done' }), end], api: 'fetch' },
  'deltas in packets of several': { script: [rounds(120, many(6, 90), 100), end], api: 'fetch' },
  'deltas, a tool that takes its time, and deltas': { script: [rounds(40, [say(30)], 50), { wait: 20_000 }, rounds(40, [say(30)], 50), end], api: 'fetch' },
  'deltas with comments while the model thinks': { script: [rounds(5000, [comment], 6), rounds(25, [say(30)], 300), end], api: 'fetch' },
  'an answer in one event, with a length': {
    script: [raw('event: message\ndata: {"ok":true}\n\n', 1), end],
    api: 'fetch',
    head: { headers: { 'content-length': '34' } },
  },
  'an answer in one piece after a computation': { script: [{ wait: 6000 }, raw(`data: ${'z'.repeat(50)}\n\n`.repeat(30), 30), end], api: 'fetch' },
  'a download of one long message': { script: [raw(`data: ${'b'.repeat(300_000)}\n\n`, 1), end], api: 'fetch' },
  'rounds read by fetch': { script: [rounds(1000, [raw(`data: ${'y'.repeat(340)}\n\n`.repeat(12), 12)]), open], api: 'fetch' },
  'lines of a log as they come': { script: [rounds(7000, [...many(3, 180), { wait: 250 }, say(90), { wait: 2700 }, ...many(9, 120)]), open] },
  'a chat that falls asleep': { script: [rounds(6000, [say(60, { id: '{i}' })], 8), { wait: 120_000 }, say(60, { id: '9' }), open] },
  'a game at twenty frames a second': { script: [rounds(50, [say(400)], 1200), open] },
  'blocks of comment, retry and data together': { script: [rounds(4000, [{ send: { comment: 'a', retry: 4000, id: '{i}', data: '{i}' } }], 40), open] },
  'rounds with jitter, of commands that come and go': { script: [...uneven(150, [500, 900], (n) => many(Math.round(jitter(n, 8, 14)), 280)), open] },
  'rounds with jitter, compressed and flushed': { script: [...uneven(100, [900, 1500], (n) => many(Math.round(jitter(n, 10, 16)), 250)), open], head: GZIP },
  'rounds of one number, whose messages grow': { script: [...uneven(80, [1900, 2100], (n) => many(12, 200 + 4 * n)), open] },
  'rounds of text that is cut where a line ends': { script: [...uneven(60, [2000, 3000], () => filling(4096, 120)), open], api: 'fetch' },
  'a round for each topic, a second apart': { script: [...uneven(120, [1000, 1100], (n) => filling(3000 + (n % 3) * 900, 150)), open], api: 'fetch' },
  'a comment each second': { script: [rounds(1000, [comment]), end] },
  'a comment each two seconds while a job runs, then its result': { script: [rounds(2000, [comment], 20), say(400, { type: 'done' }), open] },
  'a comment each three quarters of a minute, with jitter': { script: [...uneven(4, [43_000, 47_000], () => [comment]), open] },
  'pings with jitter beside data that ceases': {
    script: [...uneven(12, [4000, 5000], () => [{ send: { type: 'ping', data: '' } }, say(30)]), say(30, { type: 'done' }), open],
  },
  'a state that is sent when it changes': { script: [...uneven(12, [300, 20_000], (n) => [say(60, { id: `v${n}` })]), open] },
  'pretty JSON over several lines of data': { script: [rounds(2000, [{ send: { data: '{\n  "a": [\n    {i}\n  ],\n  "b": "c"\n}' } }]), open] },
  'parts of a page': { script: [rounds(3000, [{ send: { type: 'metric', data: '<ul>\n  <li>{i}</li>\n</ul>' } }]), open] },
  'tokens, each with the space that it begins with': {
    script: [...['The', ' house', ' is', '  red', '.\n', '  - a', ' list'].map((data): Step => ({ send: { data } })), { send: { data: '[DONE]' } }, end],
    api: 'fetch',
  },
  'an empty message as a sign': { script: [rounds(5000, [{ send: { data: '' } }, { send: { type: 'done', data: '' } }]), open] },
  'lines that end in CRLF': { script: [rounds(1500, [raw('id: a\r\nevent: price\r\ndata: 1\r\ndata: 2\r\n\r\n', 1)]), open] },
  'lines that end in CR': { script: [rounds(1500, [raw('event: price\rdata: 1\rdata: 2\r\r', 1)]), open] },
  'a byte order mark, and fields without a space': { script: [raw('\uFEFFdata:0\n\n', 1), rounds(2000, [raw('id:7\ndata:1\n\n', 1)]), open] },
  'a log of records, one a message, read by XHR': { script: [rounds(700, [{ send: { data: '{"level":"info","n":{i}}' } }], 120), end], api: 'xhr' },
  'rounds read by XHR': { script: [rounds(1500, [raw(`data: ${'y'.repeat(340)}\n\n`.repeat(12), 12)]), open], api: 'xhr' },
  'ids that skip, and go on behind the last': {
    script: {
      attempts: [...[10, 40].map((from) => [retry(900), ...[0, 10, 20].map((n) => say(20, { id: String(from + n) })), end]), [say(20, { id: '70' }), open]],
    },
  },
  'ids that are times': {
    script: {
      attempts: [...[0, 1, 2].map((n) => [retry(900), ...[17, 480, 960].map((ms) => say(20, { id: String(1_700_000_000_000 + n * 2000 + ms) })), end]), [open]],
    },
  },
  'a stop with 204': {
    script: {
      attempts: [
        [retry(1000), say(20), end],
        [{ head: { status: 204, headers: { 'content-type': '' } } }, end],
      ],
    },
  },
};

/** Nothing comes there but comments, if that. */
export const SILENT_STREAMS: readonly string[] = [
  'silence',
  'a comment each second',
  'a comment each fifteen seconds, and nothing else',
  'a comment each three quarters of a minute, with jitter',
  'long polling of half a minute',
];
