/** Streams that a page reads itself, in the real panel: records as messages, the request with its body, attempts that can be split. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startDemoServer, type DemoServer } from '../../../demo/server.ts';
import type { Script } from '../../../demo/script.ts';
import { inspect, type Inspected } from '../inspected.ts';
import { keepOneBrowser } from '../kept-browser.ts';

keepOneBrowser();

let server: DemoServer;
let inspected: Inspected | undefined;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      if (request.url !== '/reads') return false;
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>reads</title><link rel="icon" href="data:,"><script>
        async function read(url, init) { const response = await fetch(url, init); for await (const chunk of response.body) void chunk; }
        function connect(url) { return read(url, { headers: { accept: 'text/event-stream' } }); }
      </script>`);
      return true;
    },
  });
});
afterAll(() => server.close());
afterEach(async () => {
  await inspected?.close();
  inspected = undefined;
});

/** For people who want to see what a test saw. */
const shot = async ({ devtools }: Inspected, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await devtools.screenshot({ path: `${folder}/${name}.png` });
};
const urlOf = (stream: string, script: Script): string => `/sse?${new URLSearchParams({ stream, script: JSON.stringify(script) }).toString()}`;

test('records of NDJSON and of a JSON text sequence are messages; the request has its body, in the panel and for cURL', async () => {
  inspected = await inspect(`${server.url}/reads`);
  const devtools = inspected;
  const { page, panel } = devtools;
  const head = (type: string): Script[0 & keyof Script] => ({ head: { headers: { 'content-type': type } } }) as never;
  const ndjson = [
    head('application/x-ndjson; charset=utf-8'),
    { raw: '{"n":1,"text":"eins"}\n{"n":2' },
    { wait: 20 },
    { raw: ',"text":"zwei"}\n' },
    { end: true },
  ] as Script;
  const sequence = [head('application/json-seq'), { raw: '\u001e{"a":\n1}\n\u001e{"a":2}\n' }, { end: true }] as Script;
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: "it's ü" }], api_key: 's3cret' });
  await page.evaluate(
    ([first, second, text]) =>
      (globalThis as unknown as { read(url: string, init?: object): Promise<void> })
        .read(first!, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/x-ndjson', 'x-mine': 'yes' }, body: text })
        .then(() => (globalThis as unknown as { read(url: string): Promise<void> }).read(second!)),
    [urlOf('lines', ndjson), urlOf('sequence', sequence), body],
  );
  const rows = panel.locator('.messages-list .virtual-list-rows .grid-row');
  await expect.poll(() => rows.count()).toBe(4);
  expect(await rows.locator('.is-data').allTextContents()).toEqual(['{"n":1,"text":"eins"}', '{"n":2,"text":"zwei"}', '{"a":↵1}', '{"a":2}']);
  await rows.nth(1).click();
  await shot(devtools, 'reading-messages');

  await panel.locator('.connections-row:not(.is-group)').first().click();
  await panel.getByRole('tab', { name: 'Request' }).click();
  const details = panel.locator('.attempt-details');
  await expect.poll(() => details.textContent()).toContain('Request body');
  await expect.poll(() => details.textContent()).toContain(body);
  await shot(devtools, 'reading-request');
  const command = await devtools.ask('copyAs', { kind: 'curl-posix', connection: 1, redact: true });
  expect(command).toContain(`-X 'POST'`);
  expect(command).toContain(`-H 'x-mine: yes'`);
  expect(command).toContain(`-H 'Accept: application/x-ndjson'`);
  expect(command).toContain(`--data-raw '${body.replace('s3cret', 'REDACTED').replaceAll("'", `'\\''`)}'`);

  await panel.getByRole('tab', { name: 'Raw' }).click();
  await expect.poll(() => panel.locator('.raw-text .grid-row.is-record.has-row').count()).toBe(2);
  expect(await panel.locator('.raw-text .raw-oddity').count()).toBe(0);
  expect((await devtools.ask('findings', { filter: {} })).findings).toEqual([]);
  await shot(devtools, 'reading-raw');
});

test('attempts that look like reconnects can be split by the user, and put together again', async () => {
  inspected = await inspect(`${server.url}/reads`);
  const devtools = inspected;
  const { page, panel } = devtools;
  const url = urlOf('again', [{ send: { data: 'a' } }, { end: true }]);
  const connect = (): Promise<void> => page.evaluate((to) => (globalThis as unknown as { connect(url: string): Promise<void> }).connect(to), url);
  const attempts = async (): Promise<number[]> => (await devtools.ask('connections', { now: Date.now() })).map((row) => row.attempts);
  await connect();
  await connect();
  await expect.poll(attempts).toEqual([2]);

  const item = panel.getByRole('menuitemcheckbox', { name: 'Later requests are connections of their own' });
  const row = panel.locator('.connections-row:not(.is-group)').first();
  await row.click({ button: 'right' });
  await expect.poll(() => item.getAttribute('aria-checked')).toBe('false');
  await item.click();
  await expect.poll(() => item.getAttribute('aria-checked')).toBe('true');
  await shot(devtools, 'reading-split');
  // In the menu itself: from elsewhere the key goes on to DevTools, which opens its drawer some time later.
  await item.press('Escape');
  await expect.poll(() => item.count()).toBe(0);
  await connect();
  await expect.poll(attempts).toEqual([2, 1]);

  await row.click();
  await panel.getByRole('tab', { name: 'Request' }).click();
  await panel.locator('.attempt-row').first().click({ button: 'right' });
  await shot(devtools, 'reading-attempt-menu');
  await item.click();
  await expect.poll(() => item.getAttribute('aria-checked')).toBe('false');
  await connect();
  await expect.poll(attempts).toEqual([2, 2]);
});
