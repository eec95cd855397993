/** Files and copies from the real panel, each opened again by somebody else's rules. */
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { until } from '../../cli/until.ts';
import type { FileHeader, KnownRecord } from '../../src/core/capture-file/format.ts';
import { createImport, type Imported } from '../../src/core/import/create-import.ts';
import { BROWSER } from '../browsers.ts';
import type { OpenPanel, SavedFile } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { readCsv } from './read-csv.ts';
import { heardMessages, pageOf, type PageStream, startStreamServer, streamUrl, type TrueMessage } from './stream-page.ts';
import type { Target, View } from './view.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

const SECRET = 'geheim-4711';
const HARD = '=1+1, "quoted"\n\tsecond line ü😀';
const many: PageStream = {
  name: 'many',
  types: ['tick'],
  script: [{ repeat: 4000, steps: [{ send: { id: '{i}', type: 'tick', data: 'tick {i}' } }] }, { send: { id: 'ü', data: HARD } }, { hold: true }],
};
const few: PageStream = { name: 'few', script: [{ repeat: 5, steps: [{ send: { data: 'few {i}' } }] }, { hold: true }] };

let server: DemoServer;
let devtools: OpenPanel;
let panel: View;
const urlOf = (stream: PageStream): string => `${streamUrl(server, stream)}&token=${SECRET}`;
/** What the page must have got, by the server's own log. */
let truth: Record<'many' | 'few', TrueMessage[]>;

beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []));
  ({ panel } = devtools);
  await devtools.page.evaluate(
    (streams) => {
      for (const { url, types } of streams) {
        const source = new EventSource(url);
        for (const type of ['message', ...types]) source.addEventListener(type, () => {});
      }
    },
    [many, few].map((stream) => ({ url: urlOf(stream), types: stream.types ?? [] })),
  );
  await until('all messages', async () => (await devtools.ask('overview')).messages === 4006, 30_000).catch(async (error: unknown) => {
    throw new Error(JSON.stringify([await devtools.ask('overview'), await devtools.ask('connections', { now: 0 })]), { cause: error });
  });
  truth = { many: heardMessages(server.log.requests('many'), ['tick']), few: heardMessages(server.log.requests('few')) };
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

const DIALOG: Target = { role: 'dialog', name: 'Export' };
const GRID: Target = { role: 'grid', name: /messages/i };
const FILTER: Target = { role: 'textbox', name: /filter/i };
const menu = (name: string): Target => ({ role: 'menu', name });

/** Through the dialog, as a user does it. */
async function save(format: RegExp, ...choices: (readonly [role: 'radio' | 'checkbox', name: RegExp])[]): Promise<SavedFile> {
  await panel.click({ role: 'button', name: /^Export…/ });
  for (const [role, name] of [['radio', format] as const, ...choices]) await panel.check({ role, name, within: DIALOG });
  const go: Target = { role: 'button', name: /^Export$/, within: DIALOG };
  // What was taken out is shown before there is a file.
  const isWhole = choices.some(([, name]) => name.test('Include credentials'));
  if (!isWhole) {
    await panel.click(go);
    await panel.appear({ role: 'listitem', text: /^Parameter: token\s*\d+ ×$/, within: DIALOG });
  }
  const file = await devtools.saved(() => panel.click(isWhole ? go : { role: 'button', name: /^Save$/, within: DIALOG }));
  await panel.vanish(DIALOG);
  return file;
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
    expect(header.browser).toMatch(BROWSER === 'firefox' ? /^Firefox \d+\./ : /^Chromium \d+\./);
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
    const { name, text } = await save(/^CSV/, ['checkbox', /byte order mark/]);
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

  test("HAR: the browser's own network panel takes it, and finds every message where it shows them", async () => {
    const { name, text } = await save(/^HAR/);
    expect(name).toMatch(/\.har$/);
    const requests = await devtools.readHar(text);
    expect(requests.map(({ status }) => status)).toEqual([200, 200]);
    for (const [key, stream] of Object.entries({ many, few })) {
      const request = requests.find(({ url }) => url.includes(`stream=${stream.name}&`));
      const found = request?.messages?.map(({ eventName, eventId, data }) => ({ attempt: 1, type: eventName, data, lastEventId: eventId }));
      // Firefox shows no list of messages of a file, but the text that they came in.
      if (BROWSER === 'firefox')
        expect(request?.text).toBe(
          server.log
            .requests(key)[0]
            ?.blocks.map(({ raw }) => raw)
            .join(''),
        );
      else expect(found).toEqual(truth[key as 'many' | 'few']);
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
    const { text } = await save(/^NDJSON/, ['checkbox', /^Include credentials/]);
    expect(text.includes(SECRET)).toBe(true);
    expect(linesOf(text)[0]).not.toHaveProperty('redacted');
  });

  test('what the list shows, when it is filtered; and everything all the same', async () => {
    await panel.enter(FILTER, 'few');
    const [header, ...records] = linesOf((await save(/^NDJSON/, ['radio', /^What the list shows: 5 messages/])).text);
    expect(header).toMatchObject({ filtered: true, redacted: true });
    expect(messagesIn(records)).toEqual({ many: [], few: truth.few });
    expect(messagesIn(linesOf((await save(/^NDJSON/, ['radio', /^Everything/])).text).slice(1) as KnownRecord[])).toEqual(truth);
    await panel.enter(FILTER, '');
  });
});

describe('copies', () => {
  const choose = (name: string, item: RegExp, group?: RegExp): Promise<void> =>
    panel.click({ role: 'menuitem', name: item, within: group === undefined ? menu(name) : { role: 'group', name: group, within: menu(name) } });

  test('a message by keys alone: its data, then as Markdown', async () => {
    await panel.press(GRID, 'End');
    await expect.poll(() => panel.evaluate(() => document.querySelectorAll('.data-grid .grid-row.is-active').length)).toBe(1);
    const data = await devtools.copied(() => panel.press(GRID, 'Control+c'));
    expect([...truth.many, ...truth.few].map((message) => message.data)).toContain(data);
    await panel.press(GRID, 'Shift+F10');
    await panel.appear({ role: 'menuitem', name: 'Copy data', within: menu('Copy message') });
    const markdown = await devtools.copied(async () => {
      // The way to the raw text, the data, NDJSON, Markdown.
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await panel.key(key);
    });
    expect(markdown).toMatch(/^\| Time \|/);
    expect(markdown.trimEnd().split('\n')).toHaveLength(3);
    // The focus is back where it was.
    expect(await panel.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  test('in the header, the same keys lead to the columns', async () => {
    await panel.press({ role: 'columnheader', within: GRID }, 'Shift+F10');
    await panel.appear({ role: 'menu' });
    expect(await panel.texts(menu('Copy message'))).toEqual([]);
    await panel.key('Escape');
    await panel.vanish({ role: 'menu' });
  });

  test('all that the list shows, as NDJSON', async () => {
    await panel.enter(FILTER, 'few');
    await expect.poll(() => panel.texts({ role: 'row', text: /few \d/, within: GRID })).toHaveLength(5);
    await panel.context({ role: 'row', text: 'few 4', within: GRID });
    const text = await devtools.copied(() => choose('Copy message', /^Copy as NDJSON$/, /shows: 5 messages/));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { data: string });
    expect(lines.map(({ data }) => data)).toEqual(truth.few.map(({ data }) => data));
    await panel.enter(FILTER, '');
  });

  const copyRequest = (kind: RegExp): Promise<string> =>
    devtools.copied(async () => {
      await panel.context({ role: 'row', text: 'stream=few', within: { role: 'treegrid' } });
      await choose('Copy request', kind);
    });

  test('a request, in every way, without credentials', async () => {
    expect(await copyRequest(/cURL \(bash\)/)).toMatch(/^# [^\n]*REDACTED[^]*curl -N/);
    expect(await copyRequest(/cURL \(cmd\)/)).toMatch(/^rem [^]*curl -N[^]*\^"/);
    expect(await copyRequest(/PowerShell/)).toMatch(/^# [^\n]*REDACTED[^]*token=REDACTED[^]*ResponseHeadersRead/);
    expect(await copyRequest(/fetch/)).toMatch(/await fetch\("http[^]*token=REDACTED/);
    expect(await copyRequest(/EventSource/)).toMatch(/new EventSource\("http[^]*token=REDACTED/);
  });

  test('an attempt, from its own view: with credentials, and from the last event id on', async () => {
    await panel.click({ role: 'row', text: 'stream=many', within: { role: 'treegrid' } });
    await panel.click({ role: 'tab', name: 'Request' });
    const text = await devtools.copied(async () => {
      await panel.click({ role: 'button', name: /^Copy request$/ });
      for (const wish of ['With credentials', 'From the last event id on']) await panel.click({ role: 'menuitemcheckbox', name: wish });
      await choose('Copy request', /bash/);
    });
    expect(text).toMatch(/^curl -N/);
    expect(text.includes(SECRET)).toBe(true);
    expect(text).toContain('Last-Event-ID: ü');
    await panel.click({ role: 'tab', name: 'Messages' });
  });

  // Where there is no curl, there is nothing to run the command with.
  test.runIf(spawnSync('curl', ['--version']).status === 0)('the command for POSIX shells runs, and gets the stream', async () => {
    const command = await copyRequest(/cURL \(bash\)/);
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

  // Chromium has the whole text only when it has come to its end.
  test.runIf(BROWSER === 'firefox')('the raw text, into a file', async () => {
    await panel.click({ role: 'tab', name: 'Raw' });
    const { name, text } = await devtools.saved(() => panel.click({ role: 'button', name: /save/i, within: { role: 'tabpanel' } }));
    expect(name).toMatch(/\.sse$/);
    expect(text).toBe(
      server.log
        .requests('many')[0]
        ?.blocks.map(({ raw }) => raw)
        .join(''),
    );
    await panel.click({ role: 'tab', name: 'Messages' });
  });

  test('nothing of all this was noticed by the page', async () => {
    expect(await devtools.noise()).toEqual([]);
  });
});
