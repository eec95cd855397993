/** Files and copies from the real panel, each opened again by somebody else's rules. */
import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from 'playwright-core';
import type { DemoServer } from '../../demo/server.ts';
import { until } from '../../cli/until.ts';
import type { FileHeader, KnownRecord } from '../../src/core/capture-file/format.ts';
import { createImport, type Imported } from '../../src/core/import/create-import.ts';
import { inspect, type Inspected } from './inspected.ts';
import { harRequests } from './import-har.ts';
import { readCsv } from './read-csv.ts';
import { heardMessages, pageOf, type PageStream, startStreamServer, streamUrl, type TrueMessage } from './stream-page.ts';

const SECRET = 'geheim-4711';
const HARD = '=1+1, "quoted"\n\tsecond line ü😀';
const many: PageStream = {
  name: 'many',
  types: ['tick'],
  script: [{ repeat: 4000, steps: [{ send: { id: '{i}', type: 'tick', data: 'tick {i}' } }] }, { send: { id: 'ü', data: HARD } }, { hold: true }],
};
const few: PageStream = { name: 'few', script: [{ repeat: 5, steps: [{ send: { data: 'few {i}' } }] }, { hold: true }] };

let server: DemoServer;
let it: Inspected;
let panel: Frame;
const urlOf = (stream: PageStream): string => `${streamUrl(server, stream)}&token=${SECRET}`;
/** What the page must have got, by the server's own log. */
let truth: Record<'many' | 'few', TrueMessage[]>;

beforeAll(async () => {
  server = await startStreamServer();
  it = await inspect(pageOf(server, []));
  ({ panel } = it);
  await it.page.evaluate(
    (streams) => {
      for (const { url, types } of streams) {
        const source = new EventSource(url);
        for (const type of ['message', ...types]) source.addEventListener(type, () => {});
      }
    },
    [many, few].map((stream) => ({ url: urlOf(stream), types: stream.types ?? [] })),
  );
  await until('all messages', async () => (await it.ask('overview')).messages === 4006, 30_000);
  truth = { many: heardMessages(server.log.requests('many'), ['tick']), few: heardMessages(server.log.requests('few')) };
  // The clipboard of a browser without a window belongs to nobody: what is written to it is caught.
  await panel.evaluate(`globalThis.copied = []; navigator.clipboard.writeText = async (text) => void globalThis.copied.push(text);`);
});
afterAll(async () => {
  await it?.close();
  await server?.close();
});

interface Saved {
  name: string;
  text: string;
}

/** Through the dialog, as a user does it. */
async function save(format: RegExp, ...choices: RegExp[]): Promise<Saved> {
  await panel.getByRole('button', { name: 'Export…' }).click();
  const dialog = panel.getByRole('dialog', { name: 'Export' });
  for (const choice of [format, ...choices]) await dialog.getByLabel(choice).check();
  const download = it.devtools.waitForEvent('download', { timeout: 20_000 });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await download;
  await dialog.waitFor({ state: 'detached' });
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

/** All messages among records, by the stream that they are of. */
function messagesIn(records: readonly KnownRecord[]): typeof truth {
  const of = (stream: PageStream): TrueMessage[] => {
    const connection = records.find((record) => record.kind === 'connection' && record.url.includes(`stream=${stream.name}&`));
    const id = connection?.kind === 'connection' ? connection.id : undefined;
    return records.flatMap((record) => {
      if (record.kind !== 'message' || record.connection !== id) return [];
      const { attempt, type, data, lastEventId } = record;
      return [{ attempt, type, data, lastEventId }];
    });
  };
  return { many: of(many), few: of(few) };
}

function linesOf(text: string): [FileHeader, ...KnownRecord[]] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown) as [FileHeader, ...KnownRecord[]];
}

function imported(text: string): Imported {
  const reader = createImport({ name: 'file', at: 0 });
  reader.push(text);
  return reader.end();
}

test('the test itself: the server did what the script says', () => {
  expect([truth.many.length, truth.few.length, truth.many.at(-1)?.data]).toEqual([4001, 5, HARD]);
});

describe('files', () => {
  test('NDJSON: everything, without credentials, and it says so', async () => {
    const { name, text } = await save(/^NDJSON/);
    expect(name).toMatch(/^127\.0\.0\.1-\d{4}-\d\d-\d\d-\d{6}\.ndjson$/);
    const [header, ...records] = linesOf(text);
    expect(header).toMatchObject({ format: 'ssescope', version: 1, redacted: true });
    expect(header.generator).toMatch(/^sse-scope \d+\.\d+\.\d+$/);
    expect(header.browser).toMatch(/^Chromium \d+\./);
    expect(header).not.toHaveProperty('filtered');
    expect(messagesIn(records)).toEqual(truth);
    expect(text.includes(SECRET)).toBe(false);
    expect(text).toContain('token=REDACTED');
    expect(imported(text)).toMatchObject({ error: null, format: 'ndjson' });
  });

  test('JSON: the same in one document', async () => {
    const { name, text } = await save(/^JSON/);
    expect(name).toMatch(/\.json$/);
    const document = JSON.parse(text) as FileHeader & { records: KnownRecord[] };
    expect(document).toMatchObject({ format: 'ssescope', redacted: true });
    expect(messagesIn(document.records)).toEqual(truth);
    expect(text.includes(SECRET)).toBe(false);
  });

  test('CSV: RFC 4180 to the letter, and no formula; with a byte order mark if wished', async () => {
    const { name, text } = await save(/^CSV/, /byte order mark/);
    expect(name).toMatch(/\.csv$/);
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [head, ...rows] = readCsv(text.slice(1));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head!.length]));
    const cellsOf = (column: string): string[] => rows.map((row) => row[head!.indexOf(column)]!);
    expect(cellsOf('data').toSorted()).toEqual([...truth.many, ...truth.few].map(({ data }) => (data === HARD ? `'${HARD}` : data)).toSorted());
    expect(cellsOf('url').every((url) => url.endsWith('token=REDACTED'))).toBe(true);
    // The byte order mark is a wish of the last time only.
    expect((await save(/^CSV/)).text.startsWith('time,')).toBe(true);
  });

  test("HAR: Chromium's network panel takes it, and finds every message", async () => {
    const { name, text } = await save(/^HAR/);
    expect(name).toMatch(/\.har$/);
    const requests = await harRequests(it.devtools, text);
    expect(requests.map(({ status, type }) => [status, type])).toEqual([
      [200, 'eventsource'],
      [200, 'eventsource'],
    ]);
    for (const [key, stream] of Object.entries({ many, few })) {
      const request = requests.find(({ url }) => url.includes(`stream=${stream.name}&`));
      const found = request?.messages.map(({ eventName, eventId, data }) => ({ attempt: 1, type: eventName, data, lastEventId: eventId }));
      expect(found).toEqual(truth[key as 'many' | 'few']);
    }
    expect(text.includes(SECRET)).toBe(false);
    expect(imported(text)).toMatchObject({ error: null, format: 'har' });
  });

  test('an event stream, which is read as one again', async () => {
    const { name, text } = await save(/^Event stream/);
    expect(name).toMatch(/\.sse$/);
    const { capture, error, format } = imported(text);
    // Not the rows of the log: comments and retries are rows, too.
    const messages = Array.from(capture.connections.values(), ({ connection }) => connection.messageCount);
    expect({ error, format, messages: messages.reduce((sum, count) => sum + count, 0) }).toEqual({ error: null, format: 'sse', messages: 4006 });
    expect(text).toContain('credentials');
    expect(text.includes(SECRET)).toBe(false);
  });

  test('with credentials, when the user says so', async () => {
    const { text } = await save(/^NDJSON/, /^Include credentials/);
    expect(text.includes(SECRET)).toBe(true);
    expect(linesOf(text)[0]).not.toHaveProperty('redacted');
  });

  test('what the list shows, when it is filtered; and everything all the same', async () => {
    const filter = panel.getByRole('combobox', { name: /filter/i });
    await filter.fill('few');
    const [header, ...records] = linesOf((await save(/^NDJSON/, /^What the list shows: 5 messages/)).text);
    expect(header).toMatchObject({ filtered: true, redacted: true });
    expect(messagesIn(records)).toEqual({ many: [], few: truth.few });
    expect(messagesIn(linesOf((await save(/^NDJSON/, /^Everything/)).text).slice(1) as KnownRecord[])).toEqual(truth);
    await filter.fill('');
  });
});

const lastCopied = (): Promise<string> => panel.evaluate('globalThis.copied.splice(0).join("")');

/** What the clipboard got after `act`. */
async function copiedBy(act: () => Promise<void>): Promise<string> {
  await act();
  return until('a copy', async () => (await lastCopied()) || undefined, 10_000);
}

describe('copies', () => {
  test('a message by keys alone: its data, then as Markdown', async () => {
    const grid = panel.getByRole('grid', { name: /messages/i });
    await grid.focus();
    await grid.press('End');
    await panel.locator('.data-grid .grid-row.is-active').waitFor();
    const data = await copiedBy(() => grid.press('Control+c'));
    expect([...truth.many, ...truth.few].map((message) => message.data)).toContain(data);
    await grid.press('Shift+F10');
    const menu = panel.getByRole('menu', { name: 'Copy message' });
    await menu.getByRole('menuitem', { name: 'Copy data' }).waitFor();
    const markdown = await copiedBy(async () => {
      // The way to the raw text, the data, NDJSON, Markdown.
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await panel.locator('.menu-item:focus').press(key);
    });
    expect(markdown).toMatch(/^\| Time \|/);
    expect(markdown.trimEnd().split('\n')).toHaveLength(3);
    // The focus is back where it was.
    expect(await panel.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  test('in the header, the same keys lead to the columns', async () => {
    await panel
      .getByRole('grid', { name: /messages/i })
      .getByRole('columnheader')
      .first()
      .focus();
    await panel.locator(':focus').press('Shift+F10');
    await until('a menu', async () => (await panel.getByRole('menu').count()) === 1, 10_000);
    expect(await panel.getByRole('menu', { name: 'Copy message' }).count()).toBe(0);
    await panel.locator(':focus').press('Escape');
  });

  test('all that the list shows, as NDJSON', async () => {
    const filter = panel.getByRole('combobox', { name: /filter/i });
    await filter.fill('few');
    const rows = panel
      .getByRole('grid', { name: /messages/i })
      .getByRole('row')
      .filter({ hasText: 'few 4' });
    await rows.click({ button: 'right' });
    const menu = panel.getByRole('menu', { name: 'Copy message' });
    const text = await copiedBy(() =>
      menu
        .getByRole('group', { name: /shows: 5 messages/ })
        .getByRole('menuitem', { name: 'Copy as NDJSON' })
        .click(),
    );
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { data: string });
    expect(lines.map(({ data }) => data)).toEqual(truth.few.map(({ data }) => data));
    await filter.fill('');
  });

  const copyRequest = (kind: RegExp): Promise<string> =>
    copiedBy(async () => {
      await panel.getByRole('treegrid').getByRole('row').filter({ hasText: 'stream=few' }).click({ button: 'right' });
      await panel.getByRole('menu', { name: 'Copy request' }).getByRole('menuitem', { name: kind }).click();
    });

  test('a request, in every way, without credentials', async () => {
    expect(await copyRequest(/cURL \(POSIX\)/)).toMatch(/^# [^\n]*REDACTED[^]*curl -N/);
    expect(await copyRequest(/cURL \(cmd\)/)).toMatch(/^rem [^]*curl -N[^]*\^"/);
    expect(await copyRequest(/fetch/)).toMatch(/await fetch\("http[^]*token=REDACTED/);
    expect(await copyRequest(/EventSource/)).toMatch(/new EventSource\("http[^]*token=REDACTED/);
  });

  test('an attempt, from its own view: with credentials, and from the last event id on', async () => {
    await panel.getByRole('treegrid').getByRole('row').filter({ hasText: 'stream=many' }).click();
    await panel.getByRole('tab', { name: 'Request' }).click();
    await panel.getByRole('button', { name: 'Copy request', exact: true }).click();
    const menu = panel.getByRole('menu', { name: 'Copy request' });
    const text = await copiedBy(async () => {
      for (const wish of ['With credentials', 'From the last event id on']) await menu.getByRole('menuitemcheckbox', { name: wish }).click();
      await menu.getByRole('menuitem', { name: /POSIX/ }).click();
    });
    expect(text).toMatch(/^curl -N/);
    expect(text.includes(SECRET)).toBe(true);
    expect(text).toContain('Last-Event-ID: ü');
    await panel.getByRole('tab', { name: 'Messages' }).click();
  });

  // Where there is no curl, there is nothing to run the command with.
  test.runIf(spawnSync('curl', ['--version']).status === 0)('the command for POSIX shells runs, and gets the stream', async () => {
    const command = await copyRequest(/cURL \(POSIX\)/);
    const shell = spawn('sh', ['-c', command.replace(/^curl /m, 'exec curl -s ')]);
    let body = '';
    try {
      for await (const chunk of shell.stdout) {
        body += String(chunk);
        if (body.includes('data: few 4\n\n')) break;
      }
    } finally {
      shell.kill();
    }
    expect(body.match(/^data: few \d$/gm)).toEqual(truth.few.map(({ data }) => `data: ${data}`));
  });

  test('nothing of all this was noticed by the page', () => {
    expect(it.noise).toEqual([]);
  });
});
