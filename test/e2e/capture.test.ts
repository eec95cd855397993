/** `npm run capture`, from its command line to its file, against the demo server's own log. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type {
  AttemptRecord,
  CommentRecord,
  ConnectionRecord,
  FileHeader,
  KnownRecord,
  MessageRecord,
  RetryRecord,
} from '../../src/core/capture-file/format.ts';
import { createFileReader } from '../../src/core/capture-file/read-file.ts';
import { BROWSER } from '../browsers.ts';
import { type Bench, openBench } from './command.ts';
import { readCsv } from './read-csv.ts';
import { type PageStream, heardMessages, pageOf, startStreamServer, streamUrl } from './stream-page.ts';

/** What the command line, the export and the signals do is the same in every browser: once is enough. */
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
  /** Messages, and where the browser tells of them comments and retry fields, as they were learnt. */
  rowsOf(connection: ConnectionRecord): (MessageRecord | CommentRecord | RetryRecord)[];
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
  let summary: string;

  beforeAll(async () => {
    const file = path.join(bench.folder, 'capture.ndjson');
    const command = bench.run('capture', [pageOf(server, [...streams, beat]), '--until-idle', '2s', '--out', file]);
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
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
    summary = stderr;
    capture = readCapture(await readFile(file, 'utf8'));
  }, WHOLE);

  test.each(streams.map((stream) => [stream.name, stream] as const))('%s: every message that the page listened to is there once, in order', (name, stream) => {
    const truth = name === 'wrong-type' ? [] : heardMessages(server.log.requests(name), stream.types);
    const messages = capture.messagesOf(connectionOf(capture, stream));
    expect(messages.filter(({ heard }) => heard).map(({ attempt, type, data, lastEventId }) => ({ attempt, type, data, lastEventId }))).toEqual(truth);
    const rows = capture.rowsOf(connectionOf(capture, stream));
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at));
    const times = rows.filter(({ before }) => before === undefined).map(({ at }) => at);
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
    const line = summary.split('\n').find((text) => text.includes('connections'));
    expect(line).toMatch(new RegExp(`^capture: ${streams.length + 1} connections, ${messages} messages, 0 lost, \\d.*written to .*capture\\.ndjson$`));
    expect(capture.lost).toBe(0);
  });

  test('nothing is left behind', async () => {
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});

const held: PageStream['script'] = [{ repeat: 1_000_000, steps: [{ send: { data: '{i}' } }, { wait: 20 }] }];

describe('when it ends', () => {
  test.runIf(inChromium)('--for: after that time, with streams that go on; and standard output has the capture alone', async () => {
    const stream = { name: 'for', script: held };
    const { status, stdout, stderr } = await bench.run('capture', [pageOf(server, [stream]), '--for', '2s']).done;
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/, 2\.\d s, written to standard output/);
    const capture = readCapture(stdout);
    const numbers = capture.messagesOf(connectionOf(capture, stream)).map(({ data }) => Number(data));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.map((_, at) => at));
  });

  test.each(inChromium ? (['SIGINT', 'SIGTERM'] as const) : (['SIGINT'] as const))('%s: at once, with what there is', async (signal) => {
    const stream = { name: signal, script: held };
    const file = path.join(bench.folder, `${signal}.ndjson`);
    const command = bench.run('capture', [pageOf(server, [stream]), '--for', '10m', '--out', file]);
    await server.log.until(signal, ([request]) => (request?.blocks.length ?? 0) >= 50, 60_000);
    command.signal(signal);
    const { status, stderr } = await command.done;
    expect(status, stderr).toBe(0);
    const capture = readCapture(await readFile(file, 'utf8'));
    const numbers = capture.messagesOf(connectionOf(capture, stream)).map(({ data }) => Number(data));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});

describe.runIf(inChromium)('other formats', () => {
  const stream: PageStream = { name: 'formats', script: [{ repeat: 3, steps: [{ send: { id: '{i}', data: 'message, {i}' } }] }, { hold: true }] };
  const page = (): string => {
    const open = [{ url: `${streamUrl(server, stream)}&token=geheim` }];
    return `${server.url}/streams?${new URLSearchParams({ open: JSON.stringify(open) }).toString()}`;
  };
  const run = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await bench.run('capture', [page(), '--until-idle', '1s', '--for', '30s', ...args]).done;
    expect(status, stderr).toBe(0);
    return stdout;
  };

  test('HAR, without credentials as long as nobody asks for them', async () => {
    const text = await run('--format', 'har');
    // Not in the URL of the page either, where it stands in a URL within a parameter.
    expect(text.includes('geheim')).toBe(false);
    const { log } = JSON.parse(text) as {
      log: { version: string; entries: { request: { url: string }; _eventSourceMessages: { data: string }[] }[]; _sseScope: FileHeader };
    };
    const { version, entries, _sseScope: header } = log;
    expect([version, header.redacted, entries.length]).toEqual(['1.2', true, 1]);
    const { request, _eventSourceMessages: messages } = entries[0]!;
    expect(request.url).toMatch(/&token=REDACTED$/);
    expect(messages.map(({ data }) => data)).toEqual(['message, 0', 'message, 1', 'message, 2']);
  });

  test('CSV, with credentials', async () => {
    const [head, ...rows] = readCsv(await run('--format', 'csv', '--keep-credentials'));
    expect(rows.map((row) => row[head!.indexOf('data')])).toEqual(['message, 0', 'message, 1', 'message, 2']);
    expect(rows.every((row) => row[head!.indexOf('url')]!.endsWith('&token=geheim'))).toBe(true);
  });
});

describe('what it cannot do', () => {
  type Failure = [what: string, args: () => string[], status: number, line: RegExp];
  /** Of the command alone. */
  const ofCommand: Failure[] = [
    ['no URL', () => [], 2, /which page\?/],
    ['an option that is not there', () => ['x.test', '--fro', '1s'], 2, /--fro/],
    ['a bad duration', () => ['x.test', '--for', '10'], 2, /"10" is not a duration/],
    ['a format that is not there', () => ['x.test', '--format', 'xml'], 2, /there is no format "xml": ndjson, json, csv, har, sse/],
    ['a folder that is not there', () => ['x.test', '--out', path.join(bench.folder, 'no', 'x.ndjson')], 5, /cannot write .*: its folder does not exist/],
    ['a folder instead of a file', () => ['x.test', '--out', bench.folder], 5, /cannot write .*: it is a folder/],
  ];
  const ofBrowser: Failure[] = [
    ['no browser', () => ['x.test', '--browser-path', '/there/is/none'], 3, /\/there\/is\/none is not an executable file/],
    ['a server that is not there', () => ['http://127.0.0.1:59999/'], 4, /_CONNECTION_REFUSED/],
    ['a page that is not there', () => [`${server.url}/no-such-page`], 4, /the server answered 404 Not Found/],
    ['a stream instead of a page', () => [`${server.url}/sse/ticks`], 4, /an event stream itself/],
  ];

  test.each(inChromium ? [...ofCommand, ...ofBrowser] : ofBrowser)('%s', async (_, args, expected, line) => {
    const { status, stdout, stderr } = await bench.run('capture', args()).done;
    const lines = stderr.split('\n').filter((text) => text.startsWith('capture: ') && !text.startsWith('capture: building'));
    expect(lines, stderr).toHaveLength(1);
    expect(lines[0]).toMatch(line);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
  });

  test.runIf(inChromium)('a page that cannot be loaded leaves the file as it was', async () => {
    const old = path.join(bench.folder, 'old.ndjson');
    await writeFile(old, 'old');
    expect((await bench.run('capture', [`${server.url}/no-such-page`, '--out', old]).done).status).toBe(4);
    expect(await readFile(old, 'utf8')).toBe('old');
    expect((await bench.run('capture', [`${server.url}/no-such-page`, '--out', path.join(bench.folder, 'never.ndjson')]).done).status).toBe(4);
    expect(await readdir(bench.folder)).not.toContain('never.ndjson');
  });

  test.runIf(process.platform === 'linux' && inChromium)('a full disk', async () => {
    const { status, stderr } = await bench.run('capture', [pageOf(server, []), '--for', '100ms', '--out', '/dev/full']).done;
    expect({ status, stderr }).toEqual({ status: 5, stderr: expect.stringContaining('cannot write /dev/full: the disk is full') as string });
  });

  test('nothing is left behind', async () => {
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});

test.runIf(inChromium)(
  'what the network alone knows is in the file, though it is not certain at once whose it is',
  async () => {
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
    const command = bench.run('capture', [pageOf(server, [worker, beat]), '--until-idle', '500ms', '--out', file]);
    await server.log.until(worker.name, ([request]) => request?.holding === true, PATIENCE);
    server.push(beat.name, JSON.stringify([{ send: { type: 'done', data: '' } }]));
    const { status, stderr } = await command.done;
    expect({ status }, stderr).toEqual({ status: 0 });
    const capture = readCapture(await readFile(file, 'utf8'));
    const connection = capture.connections.find(({ context }) => context === 'worker');
    expect(connection?.url).toBe(streamUrl(server, worker));
    expect(capture.messagesOf(connection!).map(({ type, data, from }) => [type, data, from])).toEqual([
      ['message', 'one', 'har'],
      ['note', 'two', 'har'],
    ]);
  },
  WHOLE,
);
