/** What terminals, tools and loggers make of an event stream beside the ways of `stream-text.test.ts`: each is read as what it is, or says why not. */
import { describe, expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Imported } from '../../../../src/core/import/create-import.ts';
import { idAt, isMessage } from '../../../../src/core/model/message-block.ts';
import { EPOCH } from '../drawing.ts';
import { importText } from '../export/round.ts';

const BODY = 'id: 1\ndata: one\n\nid: 2\ndata: two\n\n';
const TWO = [
  ['1', 'one'],
  ['2', 'two'],
];
const HEAD = ['HTTP/1.1 200 OK', 'Content-Type: text/event-stream'];
const AT = Date.parse('2026-11-30T10:00:00Z');

const messages = ({ capture }: Imported): string[][] =>
  capture.log.blocks.flatMap((block) =>
    Array.from({ length: block.rows }, (_, row) => row)
      .filter((row) => isMessage(block.flags[row]!))
      .map((row) => [idAt(block, row), block.data[row]!]),
  );
const times = ({ capture }: Imported): number[] => capture.log.blocks.flatMap((block) => Array.from(block.times.slice(0, block.rows), (at) => at - AT));
const connections = ({ capture }: Imported) => [...capture.connections.values()].map(({ connection }) => connection);
const attempts = (imported: Imported) => connections(imported).flatMap((connection) => connection.attempts);
const rawOf = ({ capture }: Imported): string[] =>
  [...capture.connections.values()].flatMap(({ slots }) =>
    slots.map(({ raw }) => (raw?.chunks ?? []).map(({ bytes }) => Buffer.from(bytes).toString()).join('')),
  );
const findings = ({ capture }: Imported): string[] => {
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(AT + 1e9);
  return diagnosis.findings().map(({ rule }) => rule);
};

/** However it is cut behind the lines that tell what it is. */
function read(text: string, name = 'paste.txt', at = AT + 3_600_000): Imported {
  const whole = importText(text, { name, at });
  expect(messages(importText(text, { name, at, size: 1 }))).toEqual(messages(whole));
  expect(whole.error).toBeNull();
  expect(connections(whole).every(({ unwatched }) => unwatched)).toBe(true);
  return whole;
}

/** Both messages, with their raw text, without a remark and without a finding. */
function expectBoth(imported: Imported): void {
  expect([messages(imported), rawOf(imported), imported.notes, findings(imported)]).toEqual([TWO, [BODY], [], []]);
}

describe('the command that was typed', () => {
  it('is the request, with its method, position and address', () => {
    const command = `me@box:~/src$ curl -N -X POST \\\n  -H 'Last-Event-ID: 0' -H "Accept: text/event-stream" \\\n  -d '{"q":1}' https://hub.test/events`;
    const imported = read(`${command}\n${BODY}^C\nme@box:~/src$ `);
    expect([messages(imported), rawOf(imported), imported.notes]).toEqual([TWO, [BODY], [expect.stringContaining('^C')]]);
    expect(connections(imported)).toMatchObject([{ url: 'https://hub.test/events', api: 'fetch' }]);
    expect(attempts(imported)).toMatchObject([{ method: 'POST', lastEventIdSent: '0', requestHeaders: [{ name: 'Last-Event-ID', value: '0' }, {}] }]);
  });

  it.each([
    '$ curl -N https://hub.test/e',
    '% curl -sN "https://hub.test/e"',
    'PS C:\\src> curl.exe -N https://hub.test/e',
    '$ http --stream https://hub.test/e',
  ])('before a body alone, and before a head: %s', (command) => {
    for (const text of [BODY, `${HEAD.join('\n')}\n\n${BODY}`]) {
      const imported = read(`${command}\n${text}`);
      expectBoth(imported);
      expect([connections(imported)[0]!.url, attempts(imported)[0]!.method]).toEqual(['https://hub.test/e', 'GET']);
    }
  });

  it('two of them are two streams', () => {
    const imported = read(`$ curl -i http://hub.test/a\n${HEAD.join('\n')}\n\ndata: a\n\n$ curl -i http://hub.test/b\n${HEAD.join('\n')}\n\ndata: b\n\n`);
    expect(connections(imported).map(({ url }) => url)).toEqual(['http://hub.test/a', 'http://hub.test/b']);
    expect([rawOf(imported), imported.notes]).toEqual([['data: a\n\n', 'data: b\n\n'], []]);
  });

  it('is none where a stream says so', () => {
    const imported = read('data: $ curl -N https://hub.test/e\n\n');
    expect(messages(imported)).toEqual([['', '$ curl -N https://hub.test/e']]);
  });
});

describe('curl', () => {
  const TALK = [
    '* Connected to localhost',
    '> GET /e HTTP/1.1',
    '> Host: localhost',
    '> User-Agent: curl/8.5.0',
    '>',
    '< HTTP/1.1 200 OK',
    '< Content-Type: text/event-stream',
    '<',
  ];

  it('what it says within the body is none of it', () => {
    const within = BODY.replace('id: 2', '* TLSv1.3 (IN), TLS handshake, Newsession Ticket (4):\n{ [122 bytes data]\nid: 2');
    expectBoth(read(`$ curl -vN http://localhost/e\n${TALK.join('\n')}\n{ [5 bytes data]\n${within}* Connection #0 to host localhost left intact\n`));
  });

  it('asks as a program does, not as a browser', () => {
    expect(connections(read(`${TALK.join('\n')}\n${BODY}`))).toMatchObject([{ url: 'http://localhost/e', api: 'fetch' }]);
  });

  it.each(['{ [data not shown]', '{ [37 bytes data]\n100    37    0    37    0     0   3700      0 --:--:-- --:--:-- --:--:--  3700'])(
    'a body that went elsewhere is remarked on: %s',
    (shown) => {
      const imported = read(`${TALK.join('\n')}\n${shown}\n* Connection #0 to host localhost left intact\n`);
      expect([messages(imported), attempts(imported)[0]!.status, attempts(imported)[0]!.raw, findings(imported)]).toEqual([[], 200, undefined, []]);
      expect(imported.notes).toEqual([expect.stringMatching(/^Line \d+: the text has the head of this answer and nothing of its body/)]);
    },
  );

  it('a head alone as well', () => {
    expect(read(`${HEAD.join('\n')}\n\n`).notes).toEqual([expect.stringContaining('nothing of its body')]);
  });

  it('its progress stands before lines of the body', () => {
    const heading =
      '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n';
    const progress = [
      '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0',
      '\r100    17    0    17    0     0      5      0 --:--:--  0:00:02 --:--:--     5',
    ];
    const text = `${heading}${progress[0]!}id: 1\ndata: one\n\n${progress.join('')}id: 2\ndata: two\n\n`;
    expect([messages(read(text)), rawOf(read(text))]).toEqual([TWO, [BODY]]);
  });

  it.each(['HTTP/2 200 ', 'HTTP/3 200', 'HTTP/2.0 200 OK', 'HTTP/1.0 200 OK'])('a head of another version: %s', (first) => {
    const imported = read(`${first}\ncontent-type: text/event-stream\n\n${BODY}`);
    expect([messages(imported), imported.notes, attempts(imported)[0]!.httpVersion]).toEqual([TWO, [], first.split(' ')[0]]);
  });

  describe('--trace', () => {
    const row = (bytes: Buffer, offset: number): string => {
      const hex = Array.from(bytes, (byte) => `${byte.toString(16).padStart(2, '0')} `).join('');
      const shown = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
      return `${offset.toString(16).padStart(4, '0')}: ${hex.padEnd(48)}${shown}`;
    };
    const block = (title: string, bytes: Buffer): string =>
      [
        `${title}, ${bytes.length} bytes (0x${bytes.length.toString(16)})`,
        ...Array.from({ length: Math.ceil(bytes.length / 16) }, (_, n) => row(bytes.subarray(n * 16, n * 16 + 16), n * 16)),
      ].join('\n');
    /** As curl writes it: a row ends at 64 bytes, or at the end of a line, which it leaves out. */
    const inAscii = (title: string, bytes: Buffer): string => {
      const rows: string[] = [];
      for (let offset = 0; offset < bytes.length;) {
        const end = bytes.indexOf('\r\n', offset);
        const to = Math.min(end < 0 ? bytes.length : end, offset + 64);
        rows.push(
          `${offset.toString(16).padStart(4, '0')}: ${Array.from(bytes.subarray(offset, to), (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')}`,
        );
        offset = to === end ? to + 2 : to;
      }
      return [`${title}, ${bytes.length} bytes (0x${bytes.length.toString(16)})`, ...rows].join('\n');
    };
    const trace = (write: (title: string, bytes: Buffer) => string, pieces: Buffer[]): string =>
      [
        '== Info: Connected to localhost (127.0.0.1) port 80',
        write('=> Send header', Buffer.from('POST /e HTTP/1.1\r\nHost: localhost\r\n\r\n')),
        write('=> Send data', Buffer.from('data: sent\n\n')),
        write('<= Recv header', Buffer.from('HTTP/1.1 200 OK\r\n')),
        write('<= Recv header', Buffer.from('Content-Type: text/event-stream\r\n')),
        write('<= Recv header', Buffer.from('\r\n')),
        ...pieces.map((piece) => write('<= Recv data', piece)),
        '== Info: Connection #0 to host localhost left intact',
        '',
      ].join('\n');

    it('has each byte, also of a character that was cut', () => {
      const bytes = Buffer.from('id: 1\ndata: grün 😀 . and more than sixteen bytes\n\n');
      const imported = read(trace(block, [bytes.subarray(0, 15), bytes.subarray(15, 20), bytes.subarray(20)]));
      expect([messages(imported), rawOf(imported), imported.notes]).toEqual([[['1', 'grün 😀 . and more than sixteen bytes']], [bytes.toString()], []]);
      expect(attempts(imported)).toMatchObject([{ method: 'POST', status: 200, raw: { complete: true } }]);
    });

    it('with a time before each block', () => {
      expect(messages(read(trace(block, [Buffer.from(BODY)]).replaceAll(/^(?==)|^(?=<)/gm, '10:00:00.123456 ')))).toEqual(TWO);
    });

    it('in ASCII has what stands between ends of lines, as long as no dot stands for something else', () => {
      const long = 'x'.repeat(150);
      const imported = read(trace(inAscii, [Buffer.from(`id: 1\r\ndata: one\r\n\r\nid: 2\r\ndata: ${long}\r\n\r\n`)]));
      expect([messages(imported), imported.notes]).toEqual([
        [
          ['1', 'one'],
          ['2', long],
        ],
        [],
      ]);
    });

    it('in ASCII cannot be read where it has dots, and says so with the line', () => {
      const imported = read(trace(inAscii, [Buffer.from(BODY), Buffer.from(BODY)]));
      expect([messages(imported), attempts(imported)[0]!.status]).toEqual([[], 200]);
      expect(imported.notes[0]).toMatch(/^Line \d+: `curl --trace-ascii` writes a dot/);
    });
  });
});

describe('a body that stands there in chunks', () => {
  const sent = (pieces: string[], end = '\r\n'): string =>
    [...pieces, ''].map((piece) => `${Buffer.byteLength(piece).toString(16)}${end}${piece}${end}`).join('');
  const head = `${HEAD.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n`;

  it.each<[string, string[]]>([
    ['a message each', ['id: 1\ndata: one\n\n', 'id: 2\ndata: two\n\n']],
    ['cut within lines', ['id: 1\nda', 'ta: one\n\nid: 2\ndata: t', 'wo\n', '\n']],
  ])('%s', (_, pieces) => {
    const imported = read(`GET /e HTTP/1.1\r\nHost: hub.test\r\n\r\n${head}${sent(pieces)}`);
    expect([messages(imported), rawOf(imported), imported.notes, attempts(imported)[0]!.raw!.complete]).toEqual([TWO, [BODY], [], true]);
  });

  it('cut within a character is counted in bytes', () => {
    expect(messages(read(`${head}${sent(['data: grün\r\n\r\n', 'data: x\n\n'])}`))).toEqual([
      ['', 'grün'],
      ['', 'x'],
    ]);
  });

  it('a body that is decoded already is not taken for one', () => {
    expectBoth(read(`${head}${BODY}`));
  });
});

describe('wget', () => {
  const INDENTED = HEAD.map((line) => `  ${line}`).join('\n');
  const START = '--2026-11-30 10:00:00--  http://hub.test/e\nResolving hub.test... 10.0.0.1\nHTTP request sent, awaiting response... \n';

  it('-S has the address, and the head', () => {
    const text = `${START}${INDENTED}\nLength: unspecified [text/event-stream]\nSaving to: ‘STDOUT’\n\n     0K ${BODY}\n2026-11-30 10:00:05 (1.2 KB/s) - written to stdout [37]\n`;
    const imported = read(text);
    expect([messages(imported), imported.notes]).toEqual([TWO, []]);
    expect(connections(imported)).toMatchObject([{ url: 'http://hub.test/e', api: 'fetch' }]);
    expect(attempts(imported)).toMatchObject([
      { method: 'GET', status: 200, outcome: 'ended', responseHeaders: [{ name: 'Content-Type', value: 'text/event-stream' }] },
    ]);
  });

  it('-qS has the head alone before the body', () => {
    expectBoth(read(`${INDENTED}\n${BODY}`));
  });

  it('follows a redirect', () => {
    const moved = `${START}  HTTP/1.1 302 Found\n  Location: /new\nLocation: /new [following]\n`;
    const imported = read(`${moved}${START.replace('/e', '/new')}${INDENTED}\nLength: unspecified\nSaving to: ‘STDOUT’\n\n${BODY}`);
    expect([messages(imported), connections(imported).map(({ url }) => url)]).toEqual([TWO, ['http://hub.test/new']]);
    expect(attempts(imported)).toMatchObject([{ redirects: [{ status: 302, location: '/new' }] }]);
  });

  it('a body that was saved elsewhere is remarked on', () => {
    const imported = read(`${START}${INDENTED}\nLength: unspecified\nSaving to: ‘e’\n\n2026-11-30 10:00:05 (1.2 KB/s) - ‘e’ saved [37]\n`);
    expect([messages(imported), imported.notes]).toEqual([[], [expect.stringContaining('nothing of its body')]]);
  });
});

describe('what loggers write before a line', () => {
  const logged = (before: (n: number) => string, body = BODY): string =>
    body
      .trimEnd()
      .split('\n')
      .concat('')
      .map((line, n) => `${before(n)}${line}`.trimEnd())
      .join('\n')
      .concat('\n');
  const seconds = (n: number): string => String(n).padStart(2, '0');
  const local = (n: number): number => new Date(2026, 10, 30, 10, 0, n).getTime() - AT;

  it.each<[string, (n: number) => string, number, string?]>([
    ['journald', (n) => `Nov 30 10:00:${seconds(n)} web-1 sse[12]: `, local(2), 'no time zone'],
    ['journald, ISO', (n) => `2026-11-30T10:00:${seconds(n)}+0000 web-1 sse[12]: `, 2000],
    ['nginx', (n) => `2026/11/30 10:00:${seconds(n)} [debug] 31#31: *5 `, local(2), 'no time zone'],
    ['Go', (n) => `2026/11/30 10:00:${seconds(n)}.250000 `, local(2) + 250, 'no time zone'],
    ['Python', (n) => `2026-11-30 10:00:${seconds(n)},123 DEBUG sse.client - `, local(2) + 123, 'no time zone'],
    ['Python, the level first', (n) => `[INFO] 2026-11-30 10:00:${seconds(n)},123 - `, local(2) + 123, 'no time zone'],
    ['a level', (n) => `2026-11-30T10:00:${seconds(n)}Z INFO `, 2000],
    ['a level in brackets', (n) => `[2026-11-30T10:00:${seconds(n)}Z] [info] `, 2000],
    ['Spring, with threads by number', (n) => `2026-11-30T11:00:${seconds(n)}.123+01:00 DEBUG 47 --- [nio-exec-${n + 8}] o.s.Log     : `, 2123],
    ['Kubernetes’ own', (n) => `I1130 10:00:${seconds(n)}.500000       1 stream.go:${n + 95}] `, local(2) + 500, 'no time zone'],
    ['Apache', (n) => `[Mon Nov 30 10:00:${seconds(n)}.123456 2026] [proxy:debug] [pid 7] `, local(2) + 123, 'no time zone'],
    ['date(1)', (n) => `Mon Nov 30 10:00:${seconds(n)} UTC 2026 `, 2000],
    ['of a mail', (n) => `Mon, 30 Nov 2026 10:00:${seconds(n)} GMT `, 2000],
    ['German', (n) => `30.11.2026 10:00:${seconds(n)} `, local(2), 'no time zone'],
    ['of twelve hours', (n) => `[10:00:${seconds(n)} PM] `, local(2) + 43_200_000, 'name no day'],
    ['since a begin', (n) => `[${String(n).padStart(5)}.000000] `, 3_602_000, 'count from a begin'],
    ['since a begin, as ts -s', (n) => `+${n}.50s `, 3_602_500, 'count from a begin'],
  ])('%s', (_, before, first, note) => {
    const imported = read(logged(before));
    expect([messages(imported), rawOf(imported), imported.timesKnown, findings(imported)]).toEqual([TWO, [BODY], true, []]);
    expect(times(imported)).toEqual([first, first + 3000]);
    expect(imported.notes).toEqual(note === undefined ? [] : [expect.stringContaining(note)]);
  });

  it.each<[string, (n: number) => string]>([
    ['a logger without times', () => 'INFO:sse.client:'],
    ['a name', () => '[sse] '],
    ['stern', () => 'web-7f app '],
    ['a mail', () => '> '],
    ['grep -n', (n) => `${n + 1}:`],
    ['cat -n', (n) => `${String(n + 1).padStart(6)}\t`],
    ['a pod', () => '[pod/web-7f/app] '],
  ])('without a time: %s', (_, before) => {
    const imported = read(logged(before));
    expect([messages(imported), rawOf(imported), imported.timesKnown, imported.notes]).toEqual([TWO, [BODY], false, []]);
  });

  it('is never made of white space alone, which may be the server’s: a browser ignores such lines', () => {
    const imported = read(BODY.replaceAll(/^/gm, '    '), 'x.sse');
    expect([messages(imported), findings(imported).toSorted()]).toEqual([[], ['space-before-colon', 'unknown-field']]);
  });

  it('is never made of a field that was wrapped twice', () => {
    expect(messages(read('data: data: one\n\n'))).toEqual([['', 'data: one']]);
  });

  it('other lines of the same log are left out, and counted', () => {
    const of = (n: number, text: string): string => `2026-11-30T10:00:0${n}Z ${text}\n`;
    const imported = read(
      `${of(0, 'INFO app: listening')}${of(1, 'DEBUG sse: data: one')}${of(1, 'INFO app: GET / 200')}${of(2, 'DEBUG sse:')}${of(3, 'DEBUG sse: data: two')}${of(3, 'DEBUG sse:')}`,
    );
    expect([messages(imported).map(([, data]) => data), times(imported)]).toEqual([
      ['one', 'two'],
      [2000, 3000],
    ]);
    expect(imported.notes).toEqual(['2 lines of the log are no lines of an event stream and were left out.']);
  });

  it('the lines of two services are two streams, and a third that has none is left out', () => {
    const imported = read('web-1  | data: one\ndb-1   | LOG:  ready\napi-1  | data: two\nweb-1  | \napi-1  | \n', 'up.log');
    expect(connections(imported).map(({ url }) => url)).toEqual(['up.log (web-1)', 'up.log (api-1)']);
    expect(rawOf(imported)).toEqual(['data: one\n\n', 'data: two\n\n']);
    expect(imported.notes).toEqual(['1 lines of the log are no lines of an event stream and were left out.']);
  });

  it('what journald says of itself is none of it', () => {
    const imported = read(`-- Journal begins at Mon 2026-11-02 08:00:00 UTC. --\n${logged(() => 'Nov 30 10:00:00 web sse[1]: ')}-- Boot 5f --\n`);
    expect([messages(imported), rawOf(imported)]).toEqual([TWO, [BODY]]);
  });

  it.each<[string, (text: string, n: number) => object]>([
    ['pino', (msg, n) => ({ level: 30, time: AT + n * 1000, msg })],
    ['zap', (msg, n) => ({ level: 'debug', ts: AT / 1000 + n, msg })],
    ['journald', (MESSAGE, n) => ({ __REALTIME_TIMESTAMP: String((AT + n * 1000) * 1000), MESSAGE })],
    ['Loki', (line, n) => ({ line, timestamp: new Date(AT + n * 1000).toISOString(), labels: {} })],
    ['Google Cloud', (textPayload, n) => ({ textPayload, timestamp: new Date(AT + n * 1000).toISOString() })],
    ['logstash', (message, n) => ({ '@timestamp': new Date(AT + n * 1000).toISOString(), message })],
  ])('records of JSON: %s', (_, record) => {
    const lines = BODY.slice(0, -1).split('\n');
    const imported = read(lines.map((line, n) => `${JSON.stringify(record(line, n))}\n`).join(''), 'log.json');
    expect([messages(imported), rawOf(imported), times(imported)]).toEqual([TWO, [BODY], [2000, 5000]]);
  });

  it('a record with all lines of a block', () => {
    const imported = read(
      BODY.split(/(?<=\n\n)/)
        .map((message, n) => `${JSON.stringify({ time: AT + n, message })}\n`)
        .join(''),
      'x.ndjson',
    );
    expect([messages(imported), rawOf(imported)]).toEqual([TWO, [BODY]]);
  });
});

describe('line ends', () => {
  const cr = (text: string): string => text.replaceAll('\n', '\r');

  it.each([
    ['a body', cr(BODY)],
    ['a head and a body', cr(`${HEAD.join('\n')}\n\n${BODY}`)],
    ['a log', cr(BODY).replaceAll(/(?<=^|\r)(?=.|\r)/g, '2026-11-30T10:00:00Z ')],
  ])('of CR alone: %s', (_, text) => {
    const imported = read(text);
    expect([messages(imported), rawOf(imported), imported.notes]).toEqual([TWO, [cr(BODY)], []]);
  });

  it('of CRLF: those of a body are kept, those of a log are its own', () => {
    const crlf = BODY.replaceAll('\n', '\r\n');
    expect(rawOf(read(crlf))).toEqual([crlf]);
    expect(rawOf(read(`${HEAD.join('\r\n')}\r\n\r\n${crlf}`))).toEqual([crlf]);
    const logOf = (text: string): string =>
      text
        .split(/(?<=\n)/)
        .map((line) => `2026-11-30T10:00:00Z ${line}`)
        .join('');
    expect(rawOf(read(logOf(crlf)))).toEqual([BODY]);
  });
});

it.each([
  ['a list of them', '[{"event":"price","data":"one"}]', 'x.json', /^none of the files that can be read/],
  ['prose', 'Hello.\nThere is nothing here.\n', 'x.txt', /^none of the files that can be read/],
  ['a command that printed nothing', '$ curl -N https://hub.test/e\n', 'x.txt', /^none of the files that can be read/],
])('%s is refused with the line and the reason', (_, text, name, words) => {
  const { error } = importText(text, { name, at: EPOCH });
  expect(error).toMatchObject({
    line: 1,
    message: expect.stringMatching(words.source.startsWith('^') ? new RegExp(`^line 1: ${words.source.slice(1)}`) : words) as string,
  });
});
