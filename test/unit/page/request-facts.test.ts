import { describe, expect, test } from 'vitest';
import { BASE, standInForBrowser } from './page-globals.ts';

standInForBrowser();
const { bodyFacts, headerLines, isAborted, linesOfHeaders, methodName, plain, requestFacts, requestedUrl, streamAccepted } =
  await import('../../../src/page/request-facts.ts');

/** An object that says so when anything of it is run. */
const trap = (key: string): { object: object; ran: () => number } => {
  let ran = 0;
  const get = (): string => {
    ran++;
    return 'told';
  };
  return { object: Object.defineProperty({}, key, { get, enumerable: true }), ran: () => ran };
};

describe('of what the page gave', () => {
  test('only own plain properties are read', () => {
    const { object, ran } = trap('method');
    expect([plain({ method: 'PUT' }, 'method'), plain(object, 'method'), ran()]).toEqual(['PUT', undefined, 0]);
    expect(plain(Object.create({ method: 'PUT' }), 'method')).toBeUndefined();
    for (const none of [undefined, null, 'text', 7]) expect(plain(none, 'length')).toBeUndefined();
  });

  test('a getter stays hidden though the page has put a value on every object', () => {
    const { object, ran } = trap('method');
    let read: unknown;
    // oxlint-disable-next-line no-extend-native -- as a page may do
    Object.defineProperty(Object.prototype, 'value', { value: 'forged', configurable: true });
    try {
      read = plain(object, 'method');
    } finally {
      delete (Object.prototype as { value?: unknown }).value;
    }
    expect([read, ran()]).toEqual([undefined, 0]);
  });
});

describe('headers', () => {
  const LINES = 'accept\ntext/event-stream\nx-n\n7\n';
  test('are lines, however they are given', () => {
    expect(linesOfHeaders(new Headers({ accept: 'text/event-stream', 'x-n': '7' }))).toBe(LINES);
    expect(linesOfHeaders({ accept: 'text/event-stream', 'x-n': 7 })).toBe(LINES);
    expect(
      linesOfHeaders([
        ['accept', 'text/event-stream'],
        ['x-n', '7'],
      ]),
    ).toBe(LINES);
    for (const none of [undefined, null, 'accept: x', 7]) expect(linesOfHeaders(none)).toBe('');
  });

  test('that cannot be sent, or would break the lines, are left out', () => {
    expect([headerLines('a', 'b\nc'), headerLines('a', {}), headerLines(Symbol.iterator, 'b'), headerLines('a', 1.5)]).toEqual(['', '', '', 'a\n1.5\n']);
    const { object, ran } = trap('accept');
    expect([linesOfHeaders(object), ran()]).toEqual(['', 0]);
  });
});

test.each([
  [undefined, 'GET'],
  ['post', 'POST'],
  ['Delete', 'DELETE'],
  ['patch', 'patch'],
  ['query', 'query'],
  ['', ''],
])('method %s is %s', (given, told) => {
  expect(methodName(given)).toBe(told);
});

describe('a body', () => {
  test('of text is told up to 65,536 code units, with its length', () => {
    expect(bodyFacts('{"a":1}')).toEqual({ body: '{"a":1}', bodyLength: 7 });
    expect(bodyFacts(new URLSearchParams({ q: 'a b' }))).toEqual({ body: 'q=a+b', bodyLength: 5 });
    expect(bodyFacts('x'.repeat(65_537))).toEqual({ body: 'x'.repeat(65_536), bodyLength: 65_537 });
  });

  test('of bytes is told by its size, where it has one', () => {
    for (const body of [new Uint8Array(5), new Uint16Array(2).buffer.slice(0, 3), new Blob(['four'])])
      expect(bodyFacts(body)).toEqual({ body: undefined, bodyLength: body instanceof Blob ? 4 : body.byteLength });
    for (const body of [undefined, null, new FormData(), new ReadableStream()]) expect(bodyFacts(body)).toEqual({ body: undefined, bodyLength: 0 });
  });
});

describe('a request', () => {
  test('was given up before where its signal had aborted', () => {
    const aborted = AbortSignal.abort();
    const url = 'https://s.test/';
    for (const [input, init] of [
      [url, { signal: aborted }],
      [new Request(url, { signal: aborted }), undefined],
      [new Request(url), { signal: aborted }],
    ] as const)
      expect(isAborted(input, init)).toBe(true);
    for (const signal of [new AbortController().signal, null, { aborted: true }, 'x']) expect(isAborted(url, { signal })).toBe(false);
    expect(isAborted(url, undefined)).toBe(false);
    // `null` takes the signal of the request away.
    expect(isAborted(new Request(url, { signal: aborted }), { signal: null })).toBe(false);
  });

  test('asks for a stream when its Accept says so, in any way to say it', () => {
    const accept = 'text/html, Text/Event-Stream;q=1';
    const request = new Request('https://s.test/', { headers: { accept } });
    const url = 'https://s.test/';
    expect(streamAccepted(url, { headers: { accept } })).toBe(accept);
    expect(streamAccepted(url, { headers: { Accept: accept } })).toBe(accept);
    expect(streamAccepted(url, { headers: new Headers({ accept }) })).toBe(accept);
    expect(streamAccepted(request, undefined)).toBe(accept);
    expect(streamAccepted(request, { headers: new Headers({ accept: 'text/html' }) })).toBe('');
    expect(streamAccepted(request, { headers: { accept: 'text/html' } })).toBe('');
    for (const init of [undefined, {}, { headers: { accept: '*/*' } }, { headers: { 'x-accept': accept } }]) expect(streamAccepted(url, init)).toBe('');
  });

  test('has the URL that the browser will ask for', () => {
    expect(requestedUrl('stream?a#b')).toBe(`${BASE}stream?a#b`);
    expect(requestedUrl(new URL('https://s.test/x'))).toBe('https://s.test/x');
    expect(requestedUrl(new Request('https://s.test/y'))).toBe('https://s.test/y');
    expect(requestedUrl('http://[')).toBe('http://[');
    const { object, ran } = trap('toString');
    expect([requestedUrl(object), ran()]).toEqual(['', 0]);
  });

  test('is told as its init says, and else as the Request does', () => {
    const request = new Request('https://s.test/y', { method: 'POST', headers: { a: 'b' }, body: 'x', credentials: 'include' });
    expect(requestFacts('x', { method: 'put', headers: { c: 'd' }, body: 'text', credentials: 'include' })).toEqual({
      method: 'PUT',
      url: `${BASE}x`,
      requestHeaders: 'c\nd\n',
      body: 'text',
      bodyLength: 4,
      withCredentials: true,
    });
    expect(requestFacts(request, undefined)).toMatchObject({ method: 'POST', url: 'https://s.test/y', withCredentials: true, body: undefined, bodyLength: 0 });
    expect(requestFacts(request, undefined).requestHeaders).toContain('a\nb\n');
    expect(requestFacts(request, { method: 'GET', headers: { c: 'd' }, credentials: 'omit' })).toMatchObject({
      method: 'GET',
      requestHeaders: 'c\nd\n',
      withCredentials: false,
    });
    expect(requestFacts('x', undefined)).toEqual({
      method: 'GET',
      url: `${BASE}x`,
      requestHeaders: '',
      body: undefined,
      bodyLength: 0,
      withCredentials: false,
    });
  });
});
