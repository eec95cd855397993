/**
 * `npm run capture`, from its command line to its file, against the demo server's own log. Here is what only a process or a real browser
 * shows; formats, findings and refusals are those of `test/unit/cli/capture-command.test.ts`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type {
  AttemptRecord,
  CommentRecord,
  ConnectionRecord,
  FileHeader,
  FindingRecord,
  KnownRecord,
  MessageRecord,
  RetryRecord,
} from '../../src/core/capture-file/format.ts';
import { createFileReader } from '../../src/core/capture-file/read-file.ts';
import { BROWSER, BROWSER_PATHS, EXTENSIONS } from '../browsers.ts';
import { capture as runCapture } from '../../cli/capture-command.ts';
import type { DrivenBrowser } from '../../cli/driven-browser.ts';
import { launch } from '../../cli/launch.ts';
import { loadPage } from '../../cli/load-page.ts';
import { type Bench, openBench } from './command.ts';
import { type PageStream, heardMessages, pageOf, startStreamServer, streamUrl } from './stream-page.ts';

/** What a process does is the same in every browser: once is enough. So is what one browser's network log knows. */
const inChromium = BROWSER === 'chromium';

let server: DemoServer;
let bench: Bench;
beforeAll(async () => {
  server = await startStreamServer();
  bench = await openBench();
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

interface ReadCapture {
  header: FileHeader;
  connections: ConnectionRecord[];
  /** As last written, by connection and number. */
  attemptsOf(connection: ConnectionRecord): AttemptRecord[];
  messagesOf(connection: ConnectionRecord): MessageRecord[];
  /** Messages, and where the browser tells of them comments and retry fields, line by line. */
  rowsOf(connection: ConnectionRecord): (MessageRecord | CommentRecord | RetryRecord)[];
  findings: FindingRecord[];
  lost: number;
}

function readCapture(text: string): ReadCapture {
  let header: FileHeader | undefined;
  const records: KnownRecord[] = [];
  const reader = createFileReader({ header: (read) => (header = read), record: (record) => records.push(record as KnownRecord) });
  reader.push(text);
  reader.end();
  if (header === undefined) throw new Error('the capture has no header');
  const of = <K extends KnownRecord['kind']>(kind: K): Extract<KnownRecord, { kind: K }>[] =>
    records.filter((record): record is Extract<KnownRecord, { kind: K }> => record.kind === kind);
  const connections = [...new Map(of('connection').map((record) => [record.id, record])).values()];
  return {
    header,
    connections,
    attemptsOf: ({ id }) => [
      ...new Map(
        of('attempt')
          .filter((record) => record.connection === id)
          .map((record) => [record.n, record]),
      ).values(),
    ],
    messagesOf: ({ id }) => of('message').filter((record) => record.connection === id),
    rowsOf: ({ id }) =>
      records
        .filter((record) => record.kind === 'message' || record.kind === 'comment' || record.kind === 'retry')
        .filter((record) => record.connection === id),
    findings: of('finding'),
    lost: of('gap').reduce((sum, gap) => sum + gap.lost, 0),
  };
}

function connectionOf(capture: ReadCapture, stream: PageStream): ConnectionRecord {
  const found = capture.connections.filter((connection) => connection.url === streamUrl(server, stream));
  expect(found, `connections of ${stream.name}`).toHaveLength(1);
  const [connection] = found;
  if (connection === undefined) throw new Error('unreachable');
  return connection;
}

/** A browser starts, and reconnects, in a few seconds; many times that on a busy machine. */
const PATIENCE = 90_000;
/** The first run builds the extension too, if a source is newer. */
const WHOLE = 300_000;

const shortRetry = { retry: 50 };

describe('the capture', () => {
  const streams: PageStream[] = [
    // Ids, a named type, comments, several lines, and a type that nobody listens to.
    {
      name: 'mixed',
      types: ['tick'],
      script: [
        {
          repeat: 100,
          steps: [{ send: { id: 'i{i}', type: 'tick', data: 'tick {i}' } }, { send: { data: 'plain {i}\nsecond line' } }, { send: { comment: 'beat' } }],
        },
        { send: { type: 'unheard', data: 'not for the page' } },
        { send: { id: '', data: 'ü€😀 and an id that is taken back' } },
        { send: { data: '' } },
        { hold: true },
      ],
    },
    // Cut, ended, cut again, then told to stop.
    {
      name: 'reconnects',
      script: {
        attempts: [
          [{ send: { ...shortRetry, id: 'one', data: 'a' } }, { cut: true }],
          [{ send: { id: 'zwö', data: 'b' } }, { send: { data: 'c' } }, { end: true }],
          // @note Not before a byte of the answer: then Chromium's network stack asks again by itself, which nobody in the browser is told.
          [{ send: { comment: 'no message' } }, { cut: true }],
          [{ head: { status: 204 } }, { end: true }],
        ],
      },
    },
    // From the page's first line, as fast as it goes.
    {
      name: 'many',
      types: ['end'],
      closeOn: 'end',
      script: [{ repeat: 5000, steps: [{ send: { id: '{i}', data: 'message {i}' } }] }, { send: { type: 'end', data: 'end' } }, { hold: true }],
    },
    { name: 'refused', script: [{ head: { status: 404 } }, { end: true }] },
    { name: 'wrong-type', script: [{ head: { headers: { 'content-type': 'text/plain' } } }, { send: { data: 'x' } }, { end: true }] },
  ];
  /** Keeps the capture from being idle until the server has said all: a reconnect takes its time on a busy machine. */
  const beat: PageStream = {
    name: 'beat',
    types: ['done'],
    closeOn: 'done',
    script: [{ repeat: 1_000_000, steps: [{ send: { data: '{i}' } }, { wait: 200 }] }],
  };
  let capture: ReadCapture;
  let told: string;

  beforeAll(async () => {
    const file = path.join(bench.folder, 'capture.ndjson');
    const command = bench.run('capture', [pageOf(server, [...streams, beat]), '--until-idle', '2s', '--out', file, '--fail-on', 'warning']);
    const saidAll = (async () => {
      for (const { name } of streams.filter((stream) => stream.name !== 'mixed')) {
        const attempts = name === 'reconnects' ? 4 : 1;
        await server.log.until(name, (requests) => requests.filter(({ end }) => end !== undefined).length === attempts, PATIENCE);
      }
      await server.log.until('mixed', ([request]) => request?.blocks.at(-1)?.data === '', PATIENCE);
      server.push('beat', JSON.stringify([{ send: { type: 'done', data: '' } }]));
    })();
    await Promise.race([saidAll, command.done]);
    const { status, stdout, stderr } = await command.done;
    expect({ status, stdout }, stderr).toEqual({ status: 6, stdout: '' });
    told = stderr;
    capture = readCapture(await readFile(file, 'utf8'));
  }, WHOLE);

  test.each(streams.map((stream) => [stream.name, stream] as const))('%s: every message that the page listened to is there once, in order', (name, stream) => {
    const truth = name === 'wrong-type' ? [] : heardMessages(server.log.requests(name), stream.types);
    const messages = capture.messagesOf(connectionOf(capture, stream));
    expect(messages.filter(({ heard }) => heard).map(({ attempt, type, data, lastEventId }) => ({ attempt, type, data, lastEventId }))).toEqual(truth);
    const rows = capture.rowsOf(connectionOf(capture, stream));
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at));
    const times = rows.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('the test itself: the server did what the script says', () => {
    expect(heardMessages(server.log.requests('mixed'), ['tick'])).toHaveLength(202);
    expect(heardMessages(server.log.requests('many'), ['end'])).toHaveLength(5001);
    expect(server.log.requests('reconnects').map(({ lastEventId }) => lastEventId)).toEqual([null, 'one', 'zwö', 'zwö']);
  });

  test('every attempt is there, with its status and the Last-Event-ID that was really sent', () => {
    for (const stream of streams) {
      const truth = server.log
        .requests(stream.name)
        .map(({ attempt, status, lastEventId }) => ({ n: attempt, status, lastEventIdSent: lastEventId ?? undefined }));
      const attempts = capture.attemptsOf(connectionOf(capture, stream)).map(({ n, status, lastEventIdSent }) => ({ n, status, lastEventIdSent }));
      expect(attempts, stream.name).toEqual(truth);
    }
  });

  test('how each attempt ended', () => {
    const outcomes = Object.fromEntries(
      streams.map((stream) => [stream.name, capture.attemptsOf(connectionOf(capture, stream)).map(({ outcome }) => outcome)]),
    );
    expect(outcomes).toEqual({
      mixed: ['open'],
      reconnects: ['cut', 'ended', 'cut', 'no-content'],
      many: ['closed-by-page'],
      refused: ['http-error'],
      'wrong-type': ['bad-type'],
    });
  });

  test('the header says what was recorded, by what, and when', () => {
    expect(capture.header).toMatchObject({ format: 'ssescope', version: 1, page: { url: pageOf(server, [...streams, beat]), title: 'streams of a test' } });
    expect(capture.header.generator).toMatch(/^sse-scope \d+\.\d+\.\d+$/);
    expect(capture.header.browser).toMatch(/^\w+ \d+\./);
    expect(Math.abs(Date.parse(capture.header.createdAt) - Date.now())).toBeLessThan(120_000);
  });

  test('the summary is one line with the numbers of the file', () => {
    const messages = capture.connections.reduce((sum, connection) => sum + capture.messagesOf(connection).length, 0);
    const line = told.split('\n').find((text) => text.includes('connections'));
    expect(line).toMatch(new RegExp(`^capture: ${streams.length + 1} connections, ${messages} messages, 0 lost, \\d.*written to .*capture\\.ndjson$`));
    expect(capture.lost).toBe(0);
  });

  test('what is as bad as --fail-on says, or worse, is told, and written for a build', () => {
    const found = {
      cut: /^capture: warning: The answer was not complete when it broke off .*\(cut-off, connection \d/m,
      refused: /^capture: error: .*404.*connection \d/m,
    };
    expect(told).toMatch(found.cut);
    expect(told).toMatch(found.refused);
    expect(capture.findings).toContainEqual(expect.objectContaining({ rule: 'cut-off', severity: 'warning' }));
  });

  test('nothing is left behind', async () => {
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});

test(
  'SIGINT ends it at once, with what there is; and standard output has the capture alone',
  async () => {
    const stream: PageStream = { name: 'held', script: [{ repeat: 1_000_000, steps: [{ send: { data: '{i}' } }, { wait: 20 }] }] };
    const command = bench.run('capture', [pageOf(server, [stream]), '--for', '10m']);
    await server.log.until(stream.name, ([request]) => (request?.blocks.length ?? 0) >= 50, PATIENCE);
    command.signal('SIGINT');
    const { status, stdout, stderr } = await command.done;
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^capture: .*, written to standard output$/m);
    const capture = readCapture(stdout);
    const numbers = capture.messagesOf(connectionOf(capture, stream)).map(({ data }) => Number(data));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  },
  WHOLE,
);

test.runIf(inChromium)('a bad option: one line on standard error, and the status', async () => {
  const { status, stdout, stderr } = await bench.run('capture', ['x.test', '--fro', '1s']).done;
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^capture: .*--fro.*\n$/);
});

describe('in one browser', () => {
  let browser: DrivenBrowser;
  beforeAll(async () => {
    browser = await launch(BROWSER, { extension: EXTENSIONS[BROWSER], headless: true, browserPath: BROWSER_PATHS[BROWSER] });
  });
  afterAll(() => browser?.close());

  test.runIf(inChromium)('what the network alone knows is in the file, though it is not certain at once whose it is', async () => {
    const worker: PageStream = {
      name: 'of-worker',
      inWorker: true,
      script: [{ send: { data: 'one' } }, { send: { type: 'note', data: 'two' } }, { hold: true }],
    };
    const beat: PageStream = {
      name: 'beat-of-page',
      types: ['done'],
      closeOn: 'done',
      script: [{ repeat: 1_000_000, steps: [{ send: { data: '{i}' } }, { wait: 200 }] }],
    };
    const file = path.join(bench.folder, 'worker.ndjson');
    const never = new AbortController().signal;
    const command = runCapture([pageOf(server, [worker, beat]), '--until-idle', '500ms', '--out', file], {
      stdout: process.stdout,
      say: () => undefined,
      interrupt: { first: never, second: never, release: () => undefined },
      prepare: () => Promise.resolve({ extension: EXTENSIONS[BROWSER], browserPath: BROWSER_PATHS[BROWSER] }),
      launch: () => Promise.resolve({ ...browser, close: () => Promise.resolve() }),
    });
    const ready = server.log.until(worker.name, ([request]) => request?.holding === true, PATIENCE);
    await Promise.race([ready, command]);
    server.push(beat.name, JSON.stringify([{ send: { type: 'done', data: '' } }]));
    expect(await command).toBe(0);
    const capture = readCapture(await readFile(file, 'utf8'));
    const connection = capture.connections.find(({ context }) => context === 'worker');
    expect(connection?.url).toBe(streamUrl(server, worker));
    expect(capture.messagesOf(connection!).map(({ type, data, from }) => [type, data, from])).toEqual([
      ['message', 'one', 'har'],
      ['note', 'two', 'har'],
    ]);
  });

  test.each([
    ['a page that is not there', () => `${server.url}/no-such-page`, /the server answered 404 Not Found$/],
    ['a stream instead of a page', () => `${server.url}/sse/ticks`, /an event stream itself/],
    // Last: the browser's own page for it comes late, and would end a load that follows.
    ['a server that is not there', () => 'http://127.0.0.1:59999/', /_CONNECTION_REFUSED$/],
  ])('%s cannot be loaded', async (_, url, line) => {
    await expect(loadPage(await browser.firstPage(), url())).rejects.toMatchObject({ code: 4, message: expect.stringMatching(line) as string });
  });
});
