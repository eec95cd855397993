/** HARs of other programs: what each of them leaves out, and what is said of it. Those of Chromium and Firefox as files are in import.test.ts. */
import { describe, expect, it, test } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Imported } from '../../../../src/core/import/create-import.ts';
import { IMPORT_LIMITS } from '../../../../src/core/import/limits.ts';
import type { Attempt } from '../../../../src/core/model/connection.ts';
import { idAt, kindOf } from '../../../../src/core/model/message-block.ts';
import { EPOCH } from '../drawing.ts';
import { exportText, importText, metaOf } from '../export/round.ts';

interface Entry {
  method?: string;
  url?: string;
  /** Milliseconds after the begin. */
  at?: number;
  time?: number;
  accept?: string;
  requestHeaders?: Record<string, string>;
  request?: object;
  responseHeaders?: [string, string][];
  status?: number;
  content?: object;
  response?: object;
  more?: object;
}

const STREAM = 'text/event-stream';
const headersOf = (headers: Record<string, string>): object[] => Object.entries(headers).map(([name, value]) => ({ name, value }));

function entryOf({ method = 'GET', url = 'https://hub.test/sse', at = 0, time = 1000, status = 200, content = {}, ...rest }: Entry): object {
  const { accept, requestHeaders = {}, request = {}, responseHeaders = [['content-type', STREAM]], response = {}, more = {} } = rest;
  const headers = headersOf(accept === undefined ? requestHeaders : { Accept: accept, ...requestHeaders });
  return {
    startedDateTime: new Date(EPOCH + at).toISOString(),
    time,
    request: { method, url, httpVersion: 'HTTP/1.1', headers, ...request },
    response: {
      status,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: responseHeaders.map(([name, value]) => ({ name, value })),
      content: { size: 20, mimeType: STREAM, ...content },
      ...response,
    },
    timings: { send: 0, wait: 100, receive: time - 100 },
    ...more,
  };
}

const read = (entries: Entry[], creator = 'mitmproxy', options = {}): Imported =>
  importText(JSON.stringify({ log: { version: '1.2', creator: { name: creator, version: '1' }, entries: entries.map(entryOf) } }), options);
const connections = ({ capture }: Imported) => [...capture.connections.values()].map(({ connection }) => connection);
const attempt = (imported: Imported, at = 0): Attempt => connections(imported)[at]!.attempts[0]!;
const rows = ({ capture }: Imported): unknown[] =>
  capture.log.blocks.flatMap((block) =>
    Array.from({ length: block.rows }, (_, row) => [kindOf(block.flags[row]!), block.typeNames[block.types[row]!]!, idAt(block, row), block.data[row]!]),
  );
const data = (imported: Imported): unknown[] => rows(imported).flatMap((row) => ((row as string[])[0] === 'message' ? [(row as string[])[3]] : []));
const findings = ({ capture }: Imported): string[] => {
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(EPOCH + 1e9);
  return diagnosis.findings().map(({ rule }) => rule);
};
const rawText = (imported: Imported): string => {
  const [entry] = imported.capture.connections.values();
  return (entry!.slots[0]!.raw?.chunks ?? []).map(({ bytes }) => Buffer.from(bytes).toString()).join('');
};
const messageAt = (ms: number, text: string | undefined, eventId = ''): object => ({ time: (EPOCH + ms) / 1000, eventName: 'message', eventId, data: text });

describe('who read it', () => {
  it.each<[string, Entry, string]>([
    ['a POST', { method: 'POST' }, 'fetch'],
    ['a POST of a file that calls it an EventSource', { method: 'POST', more: { _resourceType: 'eventsource' } }, 'fetch'],
    ['a GET with a body', { request: { postData: { text: '{}' } } }, 'fetch'],
    ['jQuery', { method: 'POST', requestHeaders: { 'X-Requested-With': 'XMLHttpRequest' } }, 'xhr'],
    ['jQuery, by GET', { accept: STREAM, requestHeaders: { 'x-requested-with': 'XMLHttpRequest' } }, 'xhr'],
    ['a GET for anything', { accept: '*/*' }, 'fetch'],
    ['a GET for JSON or a stream', { accept: `application/json, ${STREAM}` }, 'fetch'],
    ['a GET with a token', { accept: STREAM, requestHeaders: { Authorization: 'Bearer x' } }, 'fetch'],
    ['a GET with a header of its own', { accept: STREAM, requestHeaders: { 'X-Api-Key': 'x' } }, 'fetch'],
    ['a GET in another mode', { accept: STREAM, requestHeaders: { 'Sec-Fetch-Mode': 'same-origin' } }, 'fetch'],
    ['curl', { accept: STREAM, requestHeaders: { 'User-Agent': 'curl/8.5' } }, 'fetch'],
    ['as the file says', { accept: STREAM, more: { _resourceType: 'xhr' } }, 'xhr'],
    ['an EventSource', { accept: STREAM, requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'User-Agent': 'Mozilla/5.0', 'X-Forwarded-For': '::1' } }, 'eventsource'],
    ['an EventSource with a password in its URL', { accept: STREAM, requestHeaders: { Authorization: 'Basic eDp5' } }, 'eventsource'],
    ['nothing that tells', {}, 'eventsource'],
    ['Insomnia', { accept: '*/*', requestHeaders: { 'User-Agent': 'insomnia/2023.5.8' } }, 'fetch'],
    ['a client of Android', { accept: STREAM, requestHeaders: { 'User-Agent': 'okhttp/4.12.0' } }, 'fetch'],
    [
      'an EventSource of Safari over HTTP/2, with its pseudo-headers',
      {
        accept: STREAM,
        requestHeaders: {
          ':method': 'GET',
          ':scheme': 'https',
          'Sec-Fetch-Dest': 'empty',
          'Cache-Control': 'no-cache',
          'User-Agent': 'Mozilla/5.0 (Macintosh)',
        },
      },
      'eventsource',
    ],
  ])('%s', (_, entry, api) => {
    expect(connections(read([{ ...entry, content: { text: 'data: 1\n\n' } }]))).toMatchObject([{ api, unwatched: true }]);
  });
});

describe('what was asked and answered', () => {
  it('is there where a stream was asked for among other things, and none of them came', () => {
    const json: Entry = { method: 'POST', accept: `application/json, ${STREAM}`, responseHeaders: [['content-type', 'application/json']] };
    const whole = { mimeType: 'application/json', text: '{}' };
    const imported = read([
      { ...json, content: whole, status: 429 },
      { ...json, content: whole, url: 'https://hub.test/asked' },
      { ...json, content: {}, status: 0, url: 'https://hub.test/away', more: { _error: 'net::ERR_CONNECTION_REFUSED' } },
    ]);
    expect(connections(imported).map(({ url, attempts }) => [url, attempts[0]!.outcome])).toEqual([
      ['https://hub.test/sse', 'http-error'],
      ['https://hub.test/away', 'refused'],
    ]);
    expect(findings(imported)).toEqual(['server-busy', 'connection-refused']);
  });

  it('is what the file says: method, body, status, address', () => {
    const request = { postData: { mimeType: 'application/json', text: '{"q":1}' } };
    const imported = read([{ method: 'POST', request, content: { text: 'data: 1\n\n' }, more: { serverIPAddress: '10.0.0.1' } }]);
    expect(attempt(imported)).toMatchObject({ method: 'POST', requestBody: '{"q":1}', requestBodyLength: 7, statusLine: 'HTTP/1.1 200 OK', ip: '10.0.0.1' });
    expect(connections(imported)).toMatchObject([{ state: 'closed' }]);
  });

  it('a form, and a body that is not in the file', () => {
    const form = { postData: { params: [{ name: 'q', value: 'a b' }] } };
    expect(attempt(read([{ method: 'POST', request: form }]))).toMatchObject({ requestBody: 'q=a%20b', requestBodyLength: 7 });
    const beside = { bodySize: 40, postData: { _file: 'x.json' } };
    expect(attempt(read([{ method: 'POST', request: beside }]))).toMatchObject({ requestBody: undefined, requestBodyLength: 40 });
  });

  it('each question to a model is a connection of its own, whatever came', () => {
    const question = (n: number): Entry => ({ method: 'POST', at: n * 3000, request: { postData: { text: `${n}` } }, content: { text: 'data: a\n\n' } });
    const imported = read([question(0), question(1), question(2), { ...question(3), status: 429 }]);
    expect(connections(imported).map(({ api, attempts, state }) => [api, attempts.length, state])).toEqual([
      ['fetch', 1, 'closed'],
      ['fetch', 1, 'closed'],
      ['fetch', 1, 'closed'],
      ['fetch', 1, 'failed'],
    ]);
    expect(findings(imported)).toEqual(['server-busy']);
  });

  it('what is fetched goes on where its position is sent, and only there', () => {
    const part = (n: number, sent: Record<string, string>): Entry => ({
      method: 'POST',
      at: n * 2000,
      requestHeaders: sent,
      content: { text: `id: ${n}\ndata: ${n}\n\n` },
    });
    const imported = read([part(0, {}), part(1, { 'Last-Event-ID': '0' }), part(2, { 'Last-Event-ID': '0' })]);
    expect(connections(imported).map(({ attempts }) => attempts.length)).toEqual([2, 1]);
  });

  describe('redirects', () => {
    const moved = (url: string, location: string, more: Entry = {}): Entry => ({
      url,
      accept: STREAM,
      status: 302,
      time: 10,
      response: { redirectURL: location, headers: [{ name: 'Location', value: location }], content: { size: 0, mimeType: '' } },
      ...more,
    });
    const answer: Entry = { url: 'https://hub.test/v2/new', accept: STREAM, at: 120, content: { text: 'data: 1\n\n' } };

    it.each(['https://hub.test/v2/new', '/v2/new', '//hub.test/v2/new', 'new', '/v2/new#x'])('are part of the attempt that they led to: %s', (location) => {
      const imported = read([moved('https://hub.test/v2/old', location), answer]);
      expect(connections(imported)).toMatchObject([{ url: 'https://hub.test/v2/old', attempts: [{ status: 200, responseUrl: 'https://hub.test/v2/new' }] }]);
      expect(attempt(imported).redirects).toMatchObject([{ at: EPOCH + 100, status: 302, location: 'https://hub.test/v2/new' }]);
      expect([attempt(imported).startedAt, attempt(imported).endedAt, data(imported), findings(imported)]).toEqual([EPOCH, EPOCH + 1120, ['1'], []]);
    });

    it('several in a row, as Chromium has them, at each attempt', () => {
      const round = (at: number): Entry[] => [
        moved('https://hub.test/a', '/v2/b', { at, more: { _resourceType: 'other' } }),
        moved('https://hub.test/v2/b', 'new', { at: at + 110, more: { _resourceType: 'other' } }),
        { ...answer, at: at + 220, more: { _resourceType: 'eventsource' } },
      ];
      const imported = read([...round(0), ...round(5000)]);
      expect(connections(imported)).toMatchObject([{ url: 'https://hub.test/a', attempts: [{ outcome: 'ended' }, { outcome: 'ended' }] }]);
      expect(connections(imported)[0]!.attempts.map(({ redirects }) => redirects!.length)).toEqual([2, 2]);
    });

    it('that nothing followed stand for themselves', () => {
      expect(connections(read([moved('https://hub.test/old', 'https://login.test/')]))).toMatchObject([{ attempts: [{ status: 302 }] }]);
    });
  });

  it('a source that was given up is not gone on with', () => {
    const of = (at: number, error?: string): Entry => ({
      at,
      response: { _error: error },
      content: { text: 'data: 1\n\n' },
      more: { _resourceType: 'eventsource' },
    });
    expect(connections(read([of(0), of(2000, 'net::ERR_ABORTED'), of(4000)])).map(({ attempts }) => attempts.length)).toEqual([2, 1]);
    expect(connections(read([{ ...of(0), status: 500 }, of(2000)])).map(({ attempts }) => attempts.length)).toEqual([1, 1]);
  });

  it('a page that came where a stream was asked for is an attempt that failed', () => {
    const html: Entry = { accept: STREAM, responseHeaders: [['Content-Type', 'text/html']], content: { mimeType: 'text/html', text: '<p>Log in' } };
    const imported = read([html, { accept: '*/*', responseHeaders: [], content: { mimeType: 'text/html', text: '<p>' } }]);
    expect(connections(imported)).toMatchObject([{ attempts: [{ outcome: 'bad-type' }] }]);
    expect(imported.notes).toEqual(['1 entries of the HAR are no event streams and were left out.']);
    expect(findings(imported)).toEqual(['login-page']);
  });

  it('of several types the last counts', () => {
    const both: [string, string][] = [
      ['Content-Type', 'text/html'],
      ['Content-Type', STREAM],
    ];
    const of = (responseHeaders: [string, string][]): Entry => ({ responseHeaders, content: { mimeType: '', text: 'data: 1\n\n' } });
    expect(attempt(read([of(both)])).outcome).toBe('ended');
    expect(attempt(read([of([['content-type', `text/html, ${STREAM}`]])])).outcome).toBe('ended');
    expect(attempt(read([{ ...of(both.toReversed()), accept: STREAM }])).outcome).toBe('bad-type');
  });
});

it('times that no clock shows come back from our own file', () => {
  const imported = read([
    {
      time: 1e306,
      more: { timings: { wait: 1e306, send: 1e308, connect: 1e308 }, _eventSourceMessages: [{ time: 1e306, eventName: 'message', eventId: '', data: 'x' }] },
    },
  ]);
  const again = importText(exportText(imported.capture, 'ndjson'));
  expect(again.error).toBeNull();
  expect(again.capture.log.next).toBe(1);
});

describe('the text of a response', () => {
  const TEXT = ': hello\n\nretry: 1500\n\nid: 1\ndata: grün\n\nDATA: lost\n\nevent: x\n\nid: 2\ndata: two';

  it.each([
    ['as text', { text: TEXT }],
    ['in Base64', { text: Buffer.from(TEXT).toString('base64'), encoding: 'base64' }],
  ])('%s gives comments, retries, remarks and the raw text', (_, content) => {
    const imported = read([
      { accept: STREAM, content },
      { accept: STREAM, at: 2500, requestHeaders: { 'Last-Event-ID': '1' }, content: { text: 'data: again\n\n' } },
    ]);
    expect(rows(imported)).toEqual([
      ['comment', '', '', ' hello'],
      ['retry', '', '', '1500'],
      ['message', 'message', '1', 'grün'],
      ['message', 'message', '1', 'again'],
    ]);
    expect(rawText(imported)).toBe(TEXT);
    expect(attempt(imported).raw).toMatchObject({ complete: true, length: Buffer.byteLength(TEXT) });
    expect(connections(imported)[0]!.attempts).toMatchObject([{ retryWritten: 1500 }, { retryInForce: 1500, retryFrom: 'wire', lastEventIdSent: '1' }]);
    const remarks = imported.notes.slice(1).map((note) => note.replace(/^Entry 1 \(GET [^)]*\), line (\d+) of the body: (The|A) (\w+).*/, '$1 $3'));
    expect(remarks).toEqual(['8 field', '10 block', '12 stream']);
    expect(findings(imported).toSorted()).toEqual(['field-in-capitals', 'no-data-block', 'unfinished-block']);
  });

  it('in Base64 that the file does not call so is decoded, and that is said', () => {
    const imported = read([{ content: { text: Buffer.from(TEXT).toString('base64') } }]);
    expect([rawText(imported), data(imported)]).toEqual([TEXT, ['grün']]);
    expect(imported.notes).toContainEqual(expect.stringContaining('in Base64, which the file does not say'));
    // What is no stream when it is decoded stays as it is.
    expect(rawText(read([{ content: { text: 'data' } }]))).toBe('data');
  });

  it.each(['', 'utf-8', 'UTF8', 'text'])('as text, whatever word says so: %s', (encoding) => {
    expect(data(read([{ content: { text: 'data: 1\n\n', encoding } }]))).toEqual(['1']);
  });

  it('and the list of messages are one: times of the list, all else of the text', () => {
    const text = ': a\n\ndata: one\n\nretry: 9\n: b\n\ndata: two\n\ndata: three\n\n';
    const list = { _eventSourceMessages: [messageAt(300, 'one'), messageAt(600, undefined), messageAt(900, 'three')], _resourceType: 'fetch' };
    const imported = read([{ content: { text }, more: list }], 'WebInspector');
    expect(rows(imported)).toEqual([
      ['comment', '', '', ' a'],
      ['message', 'message', '', 'one'],
      ['retry', '', '', '9'],
      ['comment', '', '', ' b'],
      ['message', 'message', '', 'two'],
      ['message', 'message', '', 'three'],
    ]);
    expect(Array.from(imported.capture.log.blocks[0]!.times.slice(0, 6), (at) => at - EPOCH)).toEqual([300, 300, 300, 300, 600, 900]);
    expect(imported.notes).toEqual([]);
    expect(attempt(imported).untimed).toBeUndefined();
  });

  it('counts where the list is empty, and where it has less', () => {
    const of = (listed: object[]): Entry => ({ content: { text: 'data: a\n\ndata: b\n\n' }, more: { _eventSourceMessages: listed, _resourceType: 'fetch' } });
    expect(data(read([of([])], 'WebInspector'))).toEqual(['a', 'b']);
    expect(data(read([of([messageAt(500, 'b')])], 'WebInspector'))).toEqual(['a', 'b']);
  });

  it('that has less than the list is said to have less', () => {
    const listed = [messageAt(500, 'b'), messageAt(600, 'c')];
    const imported = read([{ content: { text: 'data: b\n\n' }, more: { _eventSourceMessages: listed, _resourceType: 'fetch' } }], 'WebInspector');
    expect(data(imported)).toEqual(['b', 'c']);
    expect(imported.notes).toEqual([expect.stringContaining('has not all messages that the file lists')]);
  });

  it('is not read where the browser read none: an EventSource that was refused', () => {
    const imported = read([{ accept: STREAM, status: 500, content: { text: 'data: 1\nxx\n\n' } }]);
    expect([data(imported), imported.notes, rawText(imported), findings(imported)]).toEqual([[], [], '', ['http-error']]);
  });

  it('is kept up to a limit, which is said', () => {
    const imported = read([{ content: { text: 'data: 1\n\n' } }, { at: 5000, content: { text: 'data: 2\n\n' } }], 'x', {
      limits: { ...IMPORT_LIMITS, raw: 9 },
    });
    expect(data(imported)).toEqual(['1', '2']);
    expect(imported.notes).toContain('Raw text beyond 9 bytes is not kept; the messages in it are.');
    expect(connections(imported)[0]!.attempts.map(({ raw }) => [raw!.complete, raw!.dropped])).toEqual([
      [true, 0],
      [false, 9],
    ]);
  });

  it('times that nobody noted make no silence and no heap', () => {
    const minute = (n: number): Entry => ({ accept: STREAM, at: n * 63_000, time: 60_000, content: { text: `id: ${n}\ndata: 1\n\n`.repeat(6) } });
    const imported = read([minute(0), minute(1), minute(2), minute(3)]);
    expect(connections(imported)).toMatchObject([{ attempts: [{ untimed: true }, {}, {}, {}] }]);
    expect(findings(imported)).toEqual([]);
    // Nor after the way through a file of our own.
    expect(findings(importText(exportText(imported.capture, 'ndjson')))).toEqual([]);
    const late = { at: 0, time: 3000, content: { text: 'data: 1\n\n'.repeat(9) }, more: { timings: { send: 0, wait: 2990, receive: 10 } } };
    expect(findings(read([late]))).toEqual([]);
  });
});

test.each<[string, Record<string, string>, string]>([
  ['JSON lines', { 'content-type': 'application/x-ndjson' }, '{"a":1}\n\n{"b":2}\n'],
  ['a JSON text sequence', { 'content-type': 'application/json-seq' }, '\u001e{"a":1}\n\u001e{"b":2}\n'],
  ['plain text that says it is a data stream', { 'content-type': 'text/plain; charset=utf-8', 'x-vercel-ai-data-stream': 'v1' }, '0:"a"\n0:"b"\n'],
])('%s: a message each', (_, headers, text) => {
  const imported = read([{ method: 'POST', responseHeaders: Object.entries(headers), content: { mimeType: headers['content-type'], text } }]);
  expect(data(imported)).toEqual(text.startsWith('0') ? ['0:"a"', '0:"b"'] : ['{"a":1}', '{"b":2}']);
  expect(attempt(imported).outcome).toBe('ended');
  const again = importText(exportText(imported.capture, 'ndjson', { meta: metaOf(imported) }));
  expect(data(again)).toEqual(data(imported));
});

test('plain text is no stream', () => {
  expect(
    connections(read([{ method: 'POST', responseHeaders: [['content-type', 'text/plain']], content: { mimeType: 'text/plain', text: '0:"a"\n' } }])),
  ).toEqual([]);
});

describe('UTF-8 that was read as windows-1252', () => {
  const wrong = (text: string): string => Buffer.from(text).toString('latin1').replace('\u0082', '\u201a');
  const of = (text: string, type = STREAM, more: object = {}): Entry => ({
    responseHeaders: [['content-type', type]],
    content: { text: `data: ${text}\n\n`, mimeType: type },
    more,
  });

  it.each(['grün', 'grün €', '你好', '😀 é'])('is read as UTF-8, and that is said: %s', (text) => {
    const imported = read([of(wrong(text))]);
    expect(data(imported)).toEqual([text]);
    expect(rawText(imported)).toBe(`data: ${text}\n\n`);
    expect(imported.notes).toContainEqual(expect.stringContaining('it was read as UTF-8'));
  });

  it.each(['grün', 'grün €', '你好', 'naïve Ã', '“x” …'])('text that is right stays: %s', (text) => {
    const imported = read([of(text)]);
    expect(data(imported)).toEqual([text]);
    expect(imported.notes).not.toContainEqual(expect.stringContaining('UTF-8'));
  });

  it('it stays as well where the writer knew the encoding: then the server sent it so', () => {
    expect(data(read([of(wrong('ü'), `${STREAM}; charset=utf-8`)]))).toEqual(['Ã¼']);
    expect(data(read([of(wrong('ü'), `${STREAM}; charset=utf-8`)], 'WebInspector'))).toEqual(['ü']);
  });

  it('the list beside it knows best', () => {
    const listed = (text: string): object => ({ _eventSourceMessages: [messageAt(500, text)], _resourceType: 'fetch' });
    expect(data(read([of(wrong('ü'), STREAM, listed('ü'))], 'WebInspector'))).toEqual(['ü']);
    expect(data(read([of('Ã¼', STREAM, listed('Ã¼'))], 'WebInspector'))).toEqual(['Ã¼']);
  });
});

describe('a body that is not in the file is remarked on', () => {
  it.each<[string, object, RegExp]>([
    ['Playwright, beside', { _file: '0a1b.event-stream' }, /is not in this file.* It is in “0a1b\.event-stream” beside it/],
    ['a trace of Playwright', { _sha1: '0a1b.txt' }, /It is in “0a1b\.txt” beside it/],
    ['nothing at all', { size: -1 }, /is not in this file, so its messages are not known\.$/],
    ['null', { text: null }, /is not in this file/],
    ['empty, with a comment', { size: 0, text: '', comment: 'response body was not captured' }, /The file says: “response body was not captured”/],
    ['compressed', { text: 'H4sIAAAA', encoding: 'base64' }, /compressed \(gzip\)/],
    ['no Base64', { text: 'data: 1', encoding: 'base64' }, /is no Base64/],
    ['no text', { text: 'AP8A/w==', encoding: 'base64' }, /is no text/],
    ['another encoding', { text: 'zzz', encoding: 'br' }, /not known here, “br”/],
  ])('%s', (_, content, words) => {
    const imported = read([{ accept: STREAM, content }]);
    expect(imported.notes).toEqual([expect.stringMatching(words)]);
    expect(imported.notes[0]).toContain('Entry 1 (GET https://hub.test/sse)');
    expect(data(imported)).toEqual([]);
    expect(findings(imported)).toEqual([]);
  });

  it('a comment of the file on a body that is there is passed on', () => {
    expect(read([{ content: { text: 'data: 1\n\n', comment: 'cut after 9 bytes' } }]).notes).toContainEqual(expect.stringContaining('“cut after 9 bytes”'));
  });

  it('a body that is cut is no block that the server left unfinished', () => {
    const text = `data: ${'x'.repeat(70_000)}`;
    const imported = read([{ content: { text, size: 100_000 } }]);
    expect(imported.notes).toContainEqual(expect.stringContaining('the body is cut in this file: of 100000 bytes'));
    expect([attempt(imported).raw!.complete, findings(imported)]).toEqual([false, []]);
  });

  it('a time that cannot be read is that of the file, and is said', () => {
    const imported = read([{ content: { text: 'data: 1\n\n' }, more: { startedDateTime: 'yesterday' } }]);
    expect(attempt(imported).startedAt).toBe(EPOCH);
    expect(imported.notes).toContainEqual(expect.stringContaining('does not say when it started'));
  });
});

describe('how it ended', () => {
  const chromium = (resource: string, entry: Entry = {}, listed = [messageAt(137, 'a', '1')]): Entry => ({
    time: 138,
    ...entry,
    more: { _resourceType: resource, _eventSourceMessages: listed },
  });

  it.each<[string, Entry, string, string]>([
    ['a source without text and error runs', chromium('eventsource'), 'open', 'open'],
    ['a source that nothing came from yet', chromium('eventsource', { content: { size: 0 } }, []), 'open', 'open'],
    ['a source with its text has ended', chromium('eventsource', { content: { text: 'id: 1\ndata: a\n\n' } }), 'ended', 'waiting'],
    ['a source that the page closed', chromium('eventsource', { response: { _error: 'net::ERR_ABORTED' } }), 'closed-by-page', 'closed'],
    ['a source that broke', chromium('eventsource', { response: { _error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' } }), 'cut', 'waiting'],
    ['a source that was refused', chromium('eventsource', { status: 0, response: { _error: 'net::ERR_CONNECTION_REFUSED' } }, []), 'refused', 'waiting'],
    [
      'a source that was given up before its answer',
      chromium('eventsource', { status: 0, response: { _error: 'net::ERR_ABORTED' } }, []),
      'closed-by-page',
      'closed',
    ],
    ['a fetch that ended', chromium('fetch', { time: 900 }), 'ended', 'closed'],
    ['a fetch whose last sign is its last message', chromium('fetch'), 'open', 'open'],
    ['a fetch that was aborted', chromium('fetch', { response: { _error: 'net::ERR_ABORTED' } }), 'closed-by-page', 'closed'],
    ['a fetch that broke', chromium('fetch', { response: { _error: 'net::ERR_CONNECTION_RESET' } }), 'cut', 'closed'],
    ['an XHR that ended', chromium('xhr', { content: { text: 'id: 1\ndata: a\n\n' } }), 'ended', 'closed'],
    ['a fetch that was refused', chromium('fetch', { status: 0, response: { _error: 'net::ERR_CONNECTION_REFUSED' } }), 'refused', 'failed'],
  ])('Chromium: %s', (_, entry, outcome, state) => {
    const imported = read([entry], 'WebInspector');
    expect([attempt(imported).outcome, connections(imported)[0]!.state]).toEqual([outcome, state]);
    expect(attempt(imported).endedAt === undefined).toBe(outcome === 'open');
  });

  it('Chromium: where the position was sent again it had ended', () => {
    const imported = read(
      [chromium('eventsource'), { ...chromium('eventsource', { at: 3000 }, []), requestHeaders: { 'Last-Event-ID': '1' } }],
      'WebInspector',
    );
    expect(connections(imported)).toMatchObject([{ state: 'open', attempts: [{ outcome: 'ended' }, { outcome: 'open', reconnectDelay: 2862 }] }]);
  });

  it('Chromium: of a fetch that has neither text nor error it is said that its end is not certain', () => {
    expect(read([chromium('fetch', { time: 900 })], 'WebInspector').notes).toEqual([
      expect.stringContaining('Of 1 responses the file has neither text nor error'),
    ]);
  });

  it.each<[string, string, string | undefined]>([
    ['COMPLETE', 'ended', undefined],
    ['RECEIVING_RESPONSE_BODY', 'open', undefined],
    ['EXCEPTION', 'cut', 'Charles: EXCEPTION'],
  ])('Charles says it in a word: %s', (word, outcome, error) => {
    const imported = read([{ response: { _charlesStatus: word }, content: { text: 'data: 1\n\n' } }], 'Charles Proxy');
    expect([attempt(imported).outcome, attempt(imported).error, data(imported)]).toEqual([outcome, error, ['1']]);
  });

  it('an answer whose status the file leaves out was answered all the same', () => {
    const imported = read([{ response: { status: 0, statusText: '' }, content: { text: 'data: 1\n\n' } }], 'Fiddler');
    expect([attempt(imported).outcome, attempt(imported).status, data(imported)]).toEqual(['ended', undefined, ['1']]);
    expect(attempt(imported).openedAt).toBeDefined();
    expect(attempt(read([{ response: { status: 0 } }])).outcome).toBe('refused');
  });

  it('Playwright: no time, no end; its own words for an abort', () => {
    expect(attempt(read([{ time: -1 }], 'Playwright')).outcome).toBe('open');
    expect(attempt(read([{ status: -1, response: { _failureText: 'net::ERR_ABORTED' } }], 'Playwright')).outcome).toBe('closed-by-page');
    expect(attempt(read([{ time: -1 }], 'Proxy')).outcome).toBe('ended');
  });

  it.each(['NS_BINDING_ABORTED', 'NS_ERROR_ABORT', 'cancelled', 'net::ERR_ABORTED'])('%s is the page', (error) => {
    expect(attempt(read([{ more: { _error: error } }])).outcome).toBe('closed-by-page');
  });

  it.each(['net::ERR_CONNECTION_ABORTED', 'ECONNABORTED', 'net::ERR_HTTP2_PROTOCOL_ERROR'])('%s is not', (error) => {
    expect(attempt(read([{ more: { _error: error } }])).outcome).toBe('cut');
  });
});

it('nothing is said of listeners where no page was watched, also after the way through a file of our own', () => {
  const imported = read([{ accept: STREAM, content: { text: 'event: price\ndata: 1\n\nevent: error\ndata: 2\n\n' } }]);
  expect(findings(imported)).toEqual(['reserved-type']);
  for (const format of ['ndjson', 'json', 'har'] as const) expect(findings(importText(exportText(imported.capture, format)))).toEqual(['reserved-type']);
});
