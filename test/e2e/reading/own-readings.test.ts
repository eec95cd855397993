/** What a page reads in a way of its own differs from what the network shows, in text, in type or in time: each message is one row all the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoServer, type DemoServer } from '../../../demo/server.ts';
import type { ConnectionRow } from '../../../src/wire/protocol/questions.ts';
import type { OpenPanel } from '../driven-panel.ts';
import { keepOneBrowser } from '../kept-browser.ts';
import { openPanel } from '../open-panel.ts';

keepOneBrowser();

/** Each reads `url` to its end. */
const READERS = {
  'XHR, another charset': `xhr((it) => it.overrideMimeType('text/event-stream; charset=windows-1252'))`,
  'XHR, another type': `xhr((it) => it.overrideMimeType('text/plain'))`,
  'XHR, text': `xhr((it) => { it.responseType = 'text'; })`,
  'XHR, array buffer': `xhr((it) => { it.responseType = 'arraybuffer'; })`,
  'XHR, blob': `xhr((it) => { it.responseType = 'blob'; })`,
  'XHR, json': `xhr((it) => { it.responseType = 'json'; })`,
  'clone, both read': `const response = await fetch(url); const other = response.clone(); await Promise.all([drain(response.body), drain(other.body)]);`,
  'clone, one read as text, then the other': `const response = await fetch(url); const other = response.clone(); await other.text(); await drain(response.body);`,
  'clone, one given up': `const response = await fetch(url); const other = response.clone(); void other.body.cancel(); await drain(response.body);`,
  'piped through a transform': `const response = await fetch(url); await drain(response.body.pipeThrough(new TransformStream()));`,
  'piped through one that changes the text': `const response = await fetch(url); await drain(response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream({ transform: (text, to) => to.enqueue(text.toUpperCase()) })));`,
  'piped, in a response of its own': `const response = await fetch(url); await new Response(response.body.pipeThrough(new TransformStream()), response).text();`,
  json: `const response = await fetch(url); await response.json().catch(() => undefined);`,
  blob: `const response = await fetch(url); await (await response.blob()).text();`,
} as const;
const NAMES = Object.keys(READERS) as (keyof typeof READERS)[];
const MESSAGES = ['ü', 'same', 'same', '{"n":1}'];

const PAGE = `<!doctype html><link rel="icon" href="data:,"><title>own readings</title><script>
  const drain = async (body) => { for (const reader = body.getReader(); !(await reader.read()).done; ); };
  const xhrOf = (url) => (set) => new Promise((done) => {
    const it = new XMLHttpRequest();
    it.open('GET', url);
    set(it);
    it.onloadend = done;
    it.send();
  });
  self.readers = { ${NAMES.map((name) => `'${name}': async (url) => { const xhr = xhrOf(url); ${READERS[name].startsWith('xhr') ? 'await ' : ''}${READERS[name]} }`).join(',\n')} };
</script>`;

let server: DemoServer;
let devtools: OpenPanel;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      if (request.url !== '/own') return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return true;
    },
  });
  devtools = await openPanel(`${server.url}/own`);
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

const script = JSON.stringify([...MESSAGES.flatMap((data) => [{ send: { data } }, { wait: 30 }]), { end: true }]);

/** What is read in another way than by UTF-8, and what nobody sees: the browser keeps no text of a blob. */
const EXPECTED: Partial<Record<keyof typeof READERS, readonly string[]>> = {
  'XHR, another charset': ['Ã¼', ...MESSAGES.slice(1)],
  'XHR, blob': [],
  blob: [],
};

test.each(NAMES)('%s', async (name) => {
  const url = `${server.url}/sse?${new URLSearchParams({ stream: name, script }).toString()}`;
  await devtools.page.evaluate(({ which, at }) => (globalThis as unknown as { readers: Record<string, (url: string) => Promise<void>> }).readers[which]!(at), {
    which: name,
    at: url,
  });
  const connection = async (): Promise<ConnectionRow | undefined> => {
    await devtools.look();
    const rows = await devtools.ask('connections', { now: Date.now() });
    return rows.find((row) => new URL(row.url).searchParams.get('stream') === name);
  };
  const stands = async (): Promise<unknown> => {
    const row = await connection();
    const [attempt] = row === undefined ? [] : await devtools.ask('attempts', { connection: row.id, from: 1, to: 2 });
    // The network log has told of it.
    return { outcome: attempt?.outcome, isListed: attempt?.httpVersion !== undefined, messages: row?.messages };
  };
  const expected = EXPECTED[name] ?? MESSAGES;
  await expect.poll(stands).toEqual({ outcome: 'ended', isListed: true, messages: expected.length });
  const { id, attempts } = (await connection())!;
  expect(attempts).toBe(1);
  const { rows } = await devtools.ask('messages', { filter: { connections: [id] }, from: 0, to: 10 });
  // By an XHR the log may be the first to tell: then it stands there as the log has it.
  const said = rows.map(({ preview }) => (preview === 'ü' && name === 'XHR, another charset' ? 'Ã¼' : preview));
  expect(said).toEqual(expected);
  const { findings } = await devtools.ask('findings', { filter: { connection: id } });
  expect(findings.map(({ rule }) => rule)).toEqual([]);
});
