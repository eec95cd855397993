/** Every way to read a response: the page gets what it natively gets, and the hook has seen the same bytes, or says that it has not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHookedPages, type HookedPages } from './hooked-page.ts';

/** Text of more than one byte a character, in pieces that cut through them, and everything that is not UTF-8. */
const TEXT = '\ufeff: comment\r\nid: ü\ndata: €uro 🎉\n\nretry: 5\ndata: b\n\n';
const BYTES = Buffer.concat([Buffer.from(TEXT), Buffer.from([0, 0x80, 0x9f, 0xff, 0xfe, 0xc3])]);
const PIECES = [7, 1, 20, 3, 1000];

const script = (end: string, bytes: Buffer<ArrayBuffer> = BYTES): string => {
  const steps: unknown[] = [];
  let from = 0;
  for (const size of PIECES) {
    if (from >= bytes.length) break;
    steps.push({ bytes: bytes.subarray(from, from + size).toString('base64') }, { wait: 15 });
    from += size;
  }
  return JSON.stringify([...steps, { [end]: true }]);
};

/** Each reads `response` to its end and gives the length of what it got. */
const WAYS: Record<string, string> = {
  getReader: `const reader = response.body.getReader(); let n = 0; for (;;) { const { done, value } = await reader.read(); if (done) return n; n += value.length; }`,
  'new ReadableStreamDefaultReader': `const reader = new ReadableStreamDefaultReader(response.body); let n = 0; for (;;) { const { done, value } = await reader.read(); if (done) return n; n += value.length; }`,
  'a BYOB reader': `const reader = response.body.getReader({ mode: 'byob' }); let n = 0; let view = new Uint8Array(10); for (;;) { const { done, value } = await reader.read(view); if (done) return n; n += value.length; view = new Uint8Array(value.buffer); }`,
  'for await': `let n = 0; for await (const chunk of response.body) n += chunk.length; return n;`,
  'values()': `let n = 0; const it = response.body.values(); for (;;) { const { done, value } = await it.next(); if (done) return n; n += value.length; }`,
  'many reads at once': `const reader = response.body.getReader(); const all = await Promise.all(Array.from({ length: 20 }, () => reader.read())); return all.reduce((n, { value }) => n + (value?.length ?? 0), 0);`,
  pipeTo: `let n = 0; await response.body.pipeTo(new WritableStream({ write: (chunk) => { n += chunk.length; } })); return n;`,
  pipeThrough: `let n = 0; for await (const chunk of response.body.pipeThrough(new TransformStream({ transform(chunk, it) { it.enqueue(chunk); } }))) n += chunk.length; return n;`,
  'pipeThrough a TextDecoderStream': `for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) void chunk; return ${BYTES.length};`,
  'tee, one after the other': `const [a, b] = response.body.tee(); let n = 0; for await (const chunk of a) n += chunk.length; for await (const chunk of b) n += chunk.length; return n / 2;`,
  'tee, one piped and one given up': `const [a, b] = response.body.tee(); let n = 0; b.cancel(); await a.pipeTo(new WritableStream({ write: (chunk) => { n += chunk.length; } })); return n;`,
  'clone, both side by side': `const other = response.clone(); const all = await Promise.all([response, other].map(async (one) => { let n = 0; for await (const chunk of one.body) n += chunk.length; return n; })); return (all[0] + all[1]) / 2;`,
  'a new Response': `const made = new Response(response.body); let n = 0; for await (const chunk of made.body) n += chunk.length; return n;`,
  'arrayBuffer()': `return (await response.arrayBuffer()).byteLength;`,
  'bytes()': `return (await response.bytes()).length;`,
  'arrayBuffer() of a new Response': `return (await new Response(response.body).arrayBuffer()).byteLength;`,
  'a reader, released, and another': `let reader = response.body.getReader(); let n = (await reader.read()).value.length; reader.releaseLock(); reader = response.body.getReader(); for (;;) { const { done, value } = await reader.read(); if (done) return n; n += value.length; }`,
};

let pages: HookedPages;
beforeAll(async () => {
  pages = await openHookedPages();
});
afterAll(() => pages.close());

let count = 0;
const read = (way: string, url: string): Promise<unknown> =>
  page.page.evaluate(`(async () => { const response = await fetch(${JSON.stringify(url)}); ${way} })()`);
let page: Awaited<ReturnType<HookedPages['page']>>;
const address = (end = 'end', bytes?: Buffer<ArrayBuffer>): string => `/sse?stream=ways-${(count += 1)}&script=${encodeURIComponent(script(end, bytes))}`;

describe.each([true, false])('DevTools open: %s', (listening) => {
  test.each(Object.keys(WAYS))('%s', async (name) => {
    page = await pages.page({ listening });
    expect(await read(WAYS[name]!, address())).toBe(BYTES.length);
    if (!listening) await page.listen();
    const [reading, ...others] = await page.readings();
    expect(others).toEqual([]);
    expect(Buffer.concat(reading!.chunks.map(({ bytes }) => bytes))).toEqual(BYTES);
    expect(reading).toMatchObject({
      missing: 0,
      lost: [],
      ended: { by: 'server' },
      begun: { api: 'fetch', format: 'event-stream', status: 200, method: 'GET' },
    });
    await page.close();
  });
});
