/** Event streams as text: alone, as `curl` and others print them, and as logs keep them. */
import { describe, expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Imported } from '../../../../src/core/import/create-import.ts';
import { IMPORT_LIMITS } from '../../../../src/core/import/limits.ts';
import { idAt, isMessage } from '../../../../src/core/model/message-block.ts';
import { EPOCH } from '../drawing.ts';
import { exportText, importText } from '../export/round.ts';

const BODY = 'id: 7\nevent: price\ndata: {"v":1}\n\n: ping\n\nid: 8\nevent: price\ndata: {"v":2}\n\n';
const TWO = [
  ['price', '7', '{"v":1}'],
  ['price', '8', '{"v":2}'],
];
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\nX-Request-Id: 5\r\n\r\n';

const messages = ({ capture }: Imported): string[][] =>
  capture.log.blocks.flatMap((block) =>
    Array.from({ length: block.rows }, (_, row) => row)
      .filter((row) => isMessage(block.flags[row]!))
      .map((row) => [block.typeNames[block.types[row]!]!, idAt(block, row), block.data[row]!]),
  );
const times = ({ capture }: Imported): number[] => capture.log.blocks.flatMap((block) => Array.from(block.times.slice(0, block.rows)));
const attempts = ({ capture }: Imported) => [...capture.connections.values()].flatMap(({ connection }) => connection.attempts);
const rawOf = ({ capture }: Imported): string[] =>
  [...capture.connections.values()].flatMap(({ slots }) =>
    slots.map(({ raw }) => (raw?.chunks ?? []).map(({ bytes }) => Buffer.from(bytes).toString()).join('')),
  );
const findings = ({ capture }: Imported): string[] => {
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(EPOCH + 1e9);
  return diagnosis.findings().map(({ rule }) => rule);
};

/** However it is cut: the first piece has to have the lines that tell what it is. */
function read(text: string, name = 'paste.txt', at = EPOCH): Imported {
  const whole = importText(text, { name, at });
  expect(messages(importText(text, { name, at, size: 1 }))).toEqual(messages(whole));
  expect(whole.error).toBeNull();
  return whole;
}

describe('a body alone', () => {
  it.each(['plain.log', 'x.sse'])('has its raw text, and nothing is said of listeners: %s', (name) => {
    const imported = read(BODY, name);
    expect([messages(imported), rawOf(imported), imported.notes, findings(imported)]).toEqual([TWO, [BODY], [], []]);
    expect([...imported.capture.connections.values()].map(({ connection }) => connection.unwatched)).toEqual([true]);
    // What we write of it is such a file as well.
    expect(findings(read(exportText(imported.capture, 'sse'), 'y.sse'))).toEqual([]);
    expect(findings(importText(exportText(imported.capture, 'ndjson')))).toEqual([]);
  });

  it('whose end nobody saw is no answer that ended within a block', () => {
    const imported = read('data: 1\n\ndata: 2\n');
    expect([imported.notes, findings(imported)]).toEqual([['Line 3: No empty line ends the last block: it is not dispatched.'], []]);
    expect(attempts(imported)[0]!.raw).toMatchObject({ complete: false });
  });

  it('what is odd in it is found in its raw text', () => {
    expect(findings(read('Data: 1\n\nevent: x\n\ndata: 2\n\n')).toSorted()).toEqual(['field-in-capitals', 'no-data-block']);
  });

  it('characters of two code units come whole, however the text is cut', () => {
    expect(rawOf(importText(`data: ${'😀'.repeat(40_000)}\n\n`, { size: 7, name: 'x.sse' }))).toEqual([`data: ${'😀'.repeat(40_000)}\n\n`]);
  });

  it('beyond the limit of raw text has its messages still', () => {
    const imported = importText('data: 1\n\n'.repeat(30_000), { size: 1000, limits: { ...IMPORT_LIMITS, raw: 100_000 } });
    expect(messages(imported)).toHaveLength(30_000);
    expect(attempts(imported)[0]!.raw).toMatchObject({ length: 270_000, complete: false });
    expect(attempts(imported)[0]!.raw!.dropped).toBeGreaterThan(170_000);
    expect(imported.notes).toEqual(['Raw text beyond 100000 bytes is not kept; the messages in it are.']);
  });
});

describe('curl -i', () => {
  it('the head is status and headers, and no field of the stream', () => {
    const imported = read(`${HEAD}${BODY}`);
    expect([messages(imported), rawOf(imported), imported.notes, findings(imported)]).toEqual([TWO, [BODY], [], []]);
    expect(attempts(imported)).toMatchObject([{ status: 200, statusLine: 'HTTP/1.1 200 OK', outcome: 'ended', httpVersion: 'HTTP/1.1' }]);
    expect(attempts(imported)[0]!.responseHeaders).toEqual([
      { name: 'Content-Type', value: 'text/event-stream;charset=UTF-8' },
      { name: 'X-Request-Id', value: '5' },
    ]);
  });

  it('heads before the last one: redirects, early hints, the proxy’s, a question for a password', () => {
    const found = `HTTP/2 302 \r\nlocation: https://hub.test/events\r\n\r\n`;
    const imported = read(
      `HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nwww-authenticate: x\r\n\r\n${found}HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\n${BODY}`,
    );
    expect([messages(imported), imported.notes]).toEqual([TWO, []]);
    expect(attempts(imported)).toMatchObject([{ status: 200, httpVersion: 'HTTP/2', redirects: [{ status: 302, location: 'https://hub.test/events' }] }]);
  });

  it('lines of remarks are those of the file', () => {
    expect(read(`${HEAD}data: 1\n\nfoo: 1\n\n`).notes).toEqual(['Line 7: The field "foo" is ignored: the standard knows no such field.']);
  });

  it('several answers one after the other are attempts', () => {
    const imported = read(`${HEAD}data: 1\n\nHTTP/1.1 503 Busy\r\nRetry-After: 3\r\n\r\n<p>busy: 1\n${HEAD}data: 2\n\n`);
    expect(attempts(imported).map(({ outcome }) => outcome)).toEqual(['ended', 'http-error', 'ended']);
    expect(messages(imported).map(([, , data]) => data)).toEqual(['1', '2']);
    expect(rawOf(imported)).toEqual(['data: 1\n\n', '', 'data: 2\n\n']);
  });

  it('an answer that is no stream is one that failed', () => {
    const imported = read('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html>\n<p>data\n');
    expect([attempts(imported)[0]!.outcome, messages(imported), findings(imported)]).toEqual(['bad-type', [], ['login-page']]);
  });

  it.each([
    ['curl: (18) transfer closed with outstanding read data remaining', 'cut'],
    ['curl: (28) Operation timed out after 5000 milliseconds with 9 bytes received', 'ended'],
    ['^C', 'ended'],
  ])('what it says at the end is no line of the stream: %s', (last, outcome) => {
    const imported = read(`${HEAD}${BODY}${last}\n`);
    expect([messages(imported), attempts(imported)[0]!.outcome, rawOf(imported)]).toEqual([TWO, outcome, [BODY]]);
    expect(imported.notes).toEqual(outcome === 'cut' ? [] : [expect.stringContaining(last)]);
  });
});

describe('curl -v', () => {
  const TALK = [
    '* Host localhost:8080 was resolved.',
    '* Connected to localhost (127.0.0.1) port 8080',
    '> POST /chat HTTP/1.1',
    '> Host: localhost:8080',
    '> Last-Event-ID: 6',
    '>',
    '} [7 bytes data]',
    '* Request completely sent off',
    '< HTTP/1.1 200 OK',
    '< Content-Type: text/event-stream',
    '<',
    '{ [37 bytes data]',
  ];

  it('has request and answer', () => {
    const imported = read(`${TALK.join('\n')}\n${BODY}* Connection #0 to host localhost left intact\n`);
    expect([messages(imported), rawOf(imported), imported.notes, findings(imported)]).toEqual([TWO, [BODY], [], []]);
    expect([...imported.capture.connections.values()].map(({ connection }) => [connection.url, connection.api])).toEqual([
      ['http://localhost:8080/chat', 'fetch'],
    ]);
    expect(attempts(imported)).toMatchObject([{ method: 'POST', status: 200, lastEventIdSent: '6', raw: { complete: true } }]);
  });

  it('over TLS, with more lines about it than are looked at of a stream', () => {
    const tls = ['* SSL connection using TLSv1.3', ...Array.from({ length: 80 }, (_, n) => `*  certificate ${n}`)];
    const imported = read(`${[...tls, ...TALK].join('\n')}\n${BODY}`);
    expect([messages(imported), [...imported.capture.connections.values()][0]!.connection.url]).toEqual([TWO, 'https://localhost:8080/chat']);
  });

  it('with a time before what it says, and with -i, which writes heads twice', () => {
    expect(messages(read(`${TALK.map((line) => `10:00:00.123456 ${line}`).join('\n')}\n${BODY}`))).toEqual(TWO);
    const twice = TALK.flatMap((line) => (line.startsWith('< ') ? [line, line.slice(2)] : [line]));
    const imported = read(`${twice.join('\n')}\n\n${BODY}`);
    expect([messages(imported), imported.notes]).toEqual([TWO, []]);
  });

  it('follows redirects', () => {
    const to = ['> GET /old HTTP/1.1', '> Host: a.test', '>', '< HTTP/1.1 301 Moved', '< Location: /new', '<', '* Ignoring the response-body'];
    const imported = read(`${[...to, '> GET /new HTTP/1.1', '> Host: a.test', '>', ...TALK.slice(8)].join('\n')}\n${BODY}`);
    expect([messages(imported), attempts(imported).length]).toEqual([TWO, 1]);
    expect(attempts(imported)[0]).toMatchObject({ redirects: [{ status: 301, location: '/new' }] });
  });

  it('a connection that broke, with its reason', () => {
    const imported = read(`${TALK.join('\n')}\ndata: 1\n\ndata: 2\n* transfer closed with outstanding read data remaining\n* Closing connection\n`);
    expect(attempts(imported)).toMatchObject([{ outcome: 'cut', error: 'transfer closed with outstanding read data remaining' }]);
    expect(messages(imported)).toHaveLength(1);
  });

  it('request and answer as other programs print them', () => {
    const imported = read(`GET /sse HTTP/1.1\r\nHost: a.test\r\nAccept: text/event-stream\r\n\r\n\r\n${HEAD}${BODY}`);
    expect([messages(imported), imported.notes]).toEqual([TWO, []]);
    expect([...imported.capture.connections.values()][0]!.connection.url).toBe('http://a.test/sse');
  });
});

describe('a time before each line', () => {
  const AT = Date.parse('2026-03-01T10:00:00.120Z');
  const stamped = (of: (at: number) => string, gap = ' ', body = BODY): string =>
    body
      .trimEnd()
      .split('\n')
      .concat('')
      .map((line, n) => `${of(AT + n * 1000)}${line === '' ? gap.trimEnd() : `${gap}${line}`}\n`)
      .join('');
  const iso = (at: number): string => new Date(at).toISOString();
  const local = (at: number): string => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const date = new Date(at);
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  };
  const month = (at: number): string => `${new Date(at).toDateString().slice(4, 10)} ${local(at).slice(11)}`;

  it.each<[string, (at: number) => string, string, number]>([
    ['ISO (docker logs -t, kubectl, ts)', iso, ' ', AT],
    ['of nanoseconds', (at) => iso(at).replace('Z', '456789Z'), ' ', AT],
    ['with a zone', (at) => `${iso(at + 7_200_000).slice(0, -1)}+02:00`, ' ', AT],
    ['in brackets', (at) => `[${iso(at)}]`, ' ', AT],
    ['before a tab', iso, '\t', AT],
    ['before a bar', iso, ' | ', AT],
    ['seconds since 1970', (at) => (at / 1000).toFixed(6), ' ', AT],
    ['milliseconds since 1970', String, ' ', AT],
    ['without a zone', (at) => `${local(at)}.120`, ' ', AT],
    ['with a comma', (at) => `${local(at)},120`, ' ', AT],
    ['of a month (ts, syslog)', month, ' ', AT - 120],
    ['of a server’s log', (at) => `[01/Mar/2026:${iso(at).slice(11, 19)} +0000]`, ' ', AT - 120],
    ['of the day', (at) => local(at).slice(11), ' ', AT - 120],
    ['behind the name of a container', (at) => `web-1  | ${iso(at)}`, ' ', AT],
    ['behind the name of a pod', (at) => `[pod/web-7f/app] ${iso(at)}`, ' ', AT],
    ['as Kubernetes keeps it', (at) => `${iso(at)} stdout F`, ' ', AT],
  ])('%s', (_, of, gap, first) => {
    const imported = read(stamped(of, gap), 'stamped.log', AT + 3_600_000);
    expect([messages(imported), imported.format, imported.timesKnown]).toEqual([TWO, 'sse', true]);
    // The empty line of the first block is the fourth, that of the last the tenth; between them stands a comment.
    expect(times(imported)).toEqual([first + 3000, first + 4000, first + 9000]);
    expect(rawOf(imported)).toEqual([BODY]);
    expect(findings(imported)).toEqual([]);
  });

  it('files of Docker, with lines that it split', () => {
    const line = (log: string): string => `${JSON.stringify({ log, stream: 'stdout', time: iso(AT) })}\n`;
    const imported = read(['id: 7\n', 'event: price\n', 'data: {"v"', ':1}\n', '\n'].map(line).join(''), 'abc-json.log');
    expect([messages(imported), times(imported), rawOf(imported)]).toEqual([[TWO[0]], [AT], ['id: 7\nevent: price\ndata: {"v":1}\n\n']]);
  });

  it('says what a time lacks: its zone, its day', () => {
    expect(read(stamped((at) => `${local(at)}.120`)).notes).toEqual([expect.stringContaining('no time zone')]);
    expect(read(stamped((at) => local(at).slice(11))).notes).toEqual([expect.stringContaining('name no day')]);
  });

  it('before the lines of curl -i', () => {
    const imported = read(stamped(iso, ' ', `${HEAD.replaceAll('\r', '')}${BODY}`));
    expect([messages(imported), attempts(imported)[0]!.status, imported.notes]).toEqual([TWO, 200, []]);
  });

  it('a line without one is read, and counted; one that goes back does not', () => {
    const lines = `${Array.from({ length: 60 }, (_, n) => `${iso(AT + n)} data: ${n}\n${iso(AT + n)}\n`).join('')}data: bare\n${iso(AT)}\n`;
    const imported = read(lines);
    expect(messages(imported)).toHaveLength(61);
    expect(imported.notes).toEqual([expect.stringMatching(/^1 lines have nothing before them/), expect.stringMatching(/^1 lines have an earlier time/)]);
  });

  it('of a log makes no heaps and no silence: it is the log that writes so', () => {
    const heap = (n: number): string => Array.from({ length: 12 }, () => `${iso(AT + n * 2000)} data: ${'x'.repeat(300)}\n${iso(AT + n * 2000)}\n`).join('');
    expect(findings(read(Array.from({ length: 12 }, (_, n) => heap(n)).join('')))).toEqual([]);
  });

  it.each([
    ['prose with times', '2026-03-01T10:00:00Z started\n2026-03-01T10:00:01Z data is here\n'],
    ['only some lines', '2026-03-01T10:00:00Z x\nhello\n'],
    ['objects with a log', '{"log":"hello\\n"}\n{"log":"world\\n"}\n'],
  ])('is none: %s', (_, text) => {
    expect(importText(text, { name: 'x.log' }).error!.message).toContain('none of the files');
  });

  it('lines of any length are refused before they fill the memory', () => {
    const { error } = importText(`${iso(AT)} data: 1\n${iso(AT)}\n${iso(AT)} data: ${'x'.repeat(5000)}`, {
      size: 500,
      limits: { ...IMPORT_LIMITS, value: 1000 },
    });
    expect(error).toEqual({ line: 3, message: 'line 3: a line is longer than 1000 characters' });
  });
});
