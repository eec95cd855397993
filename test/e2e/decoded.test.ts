/** What streams mean, live, in each browser: recognised, folded as in the samples, word and message lead to each other. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import type { OpenPanel } from './driven-panel.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { openPanel } from './open-panel.ts';

keepOneBrowser();

interface Sample {
  file: string;
  protocol: string;
  type?: string;
  headers?: Readonly<Record<string, string>>;
  verdict: string;
  /** The texts that a reader sees. */
  text: string;
}
const SAMPLES: Readonly<Record<string, Sample>> = {
  chat: { file: 'openai-compatible-reasoning.sse', protocol: 'openai-chat', verdict: 'limit', text: 'Berth the larger first.' },
  cut: { file: 'anthropic-messages-cut.sse', protocol: 'anthropic', verdict: 'cut', text: 'High water is at 06:12.' },
  responses: { file: 'openai-responses.sse', protocol: 'openai-responses', verdict: 'complete', text: 'High tide at 06:12.' },
  gemini: { file: 'gemini.sse', protocol: 'gemini', verdict: 'complete', text: 'High water at 06:12.' },
  'ai-sdk': {
    file: 'ai-sdk-ui.sse',
    protocol: 'ai-sdk',
    headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
    verdict: 'complete',
    text: 'High tide at 06:12.',
  },
  ollama: { file: 'ollama-chat.ndjson', protocol: 'ollama', type: 'application/x-ndjson', verdict: 'complete', text: 'Rain by noon.' },
};
const NAMES = Object.keys(SAMPLES);

/** A server of MCP: a tool that answers, one that fails, one that never answers; the page asks again for what it has missed. */
const MCP_HEADERS = { 'content-type': 'text/event-stream', 'mcp-session-id': 'tides-1' };
const rpc = (message: object, id = ''): string => `${id === '' ? '' : `id: ${id}\n`}data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`;
const MCP_ANSWERS: Readonly<Record<string, string>> = {
  tide:
    rpc({ method: 'notifications/message', params: { level: 'info', logger: 'gauge', data: 'asking the gauge' } }) +
    rpc({ id: 'tide', result: { content: [{ type: 'text', text: 'High tide at 06:12.' }] } }),
  tyde: rpc({ id: 'tyde', result: { content: [{ type: 'text', text: 'no such tool' }], isError: true } }),
  slow: 'id: slow-1\ndata:\n\n',
  later: rpc({ method: 'notifications/progress', params: { progressToken: 'slow', progress: 1, total: 4 } }, 'slow-2'),
};

let server: DemoServer;
let devtools: OpenPanel;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://server.test');
      if (pathname === '/reader') {
        response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><link rel="icon" href="data:,"><title>answers</title>');
        return true;
      }
      const answer = MCP_ANSWERS[pathname.slice('/mcp/'.length)];
      if (answer !== undefined) {
        response.writeHead(200, MCP_HEADERS).write(answer);
        if (!pathname.endsWith('/later')) response.end();
        return true;
      }
      const found = SAMPLES[pathname.slice('/answer/'.length)];
      if (found === undefined) return false;
      const { file, type = 'text/event-stream', headers = {} } = found;
      response.writeHead(200, { 'content-type': type, ...headers });
      response.end(readFileSync(new URL(`../files/protocols/${file}`, import.meta.url)));
      return true;
    },
  });
  devtools = await openPanel(`${server.url}/reader`);
  await devtools.page.evaluate(async (names) => {
    for (const name of names) await fetch(`/answer/${name}`, { method: 'POST', body: '{}' }).then((answer) => answer.text());
  }, NAMES);
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

/** The connection of a sample; 0: not there yet. */
const connectionOf = async (name: string): Promise<number> =>
  (await devtools.ask('connections', { now: Date.now() })).find(({ url }) => url.endsWith(`/answer/${name}`))?.id ?? 0;
/** Chooses a connection that is known for certain: it opens on what it means. */
const pick = async (name: string, folder = '/answer/'): Promise<void> => {
  await devtools.panel.click({ role: 'row', text: `${folder}${name}` });
  await devtools.panel.appear({ role: 'tabpanel', name: 'Decoded' });
};

test.each(NAMES)('%s: what its client makes of it', async (name) => {
  const { protocol, verdict, text } = SAMPLES[name]!;
  await devtools.look();
  await expect
    .poll(async () => {
      const connection = await connectionOf(name);
      const answer = connection === 0 ? null : await devtools.ask('decoded', { connection, attempt: 1 });
      return answer === null ? null : [answer.protocol.id, answer.protocol.certainty, answer.verdict];
    })
    .toEqual([protocol, 'certain', verdict]);
  const answer = await devtools.ask('decoded', { connection: await connectionOf(name), attempt: 1 });
  expect(answer!.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))).toEqual([text]);
});

test('the verdict and the text are shown, and a word leads to its message', async () => {
  await pick('chat');
  await devtools.panel.appear({ role: 'status', text: 'stopped by the limit' });
  await devtools.panel.appear({ role: 'group', name: 'Text', text: 'Berth the larger first.' });
  await devtools.panel.click({ role: 'group', name: 'Text' });
  const marked = (): Promise<string | undefined> => devtools.panel.evaluate(() => document.querySelector('.grown-text mark')?.textContent ?? undefined);
  await expect.poll(marked).toBeDefined();
  const word = (await marked())!;
  // The message that is selected in the list beside it is the one that brought the word.
  const selected = await devtools.panel.texts({ role: 'row', text: JSON.stringify(word).slice(1, -1), within: { role: 'grid', name: /messages/i } });
  expect(selected.length).toBeGreaterThan(0);
  await devtools.panel.press({ role: 'group', name: 'Text' }, 'ArrowLeft');
  await expect.poll(marked).not.toBe(word);
});

test('the headline stands over all tabs, and leads back to all connections', async () => {
  await pick('cut');
  const headline = { role: 'group', name: /^How #\d+ \/answer\/cut stands$/ } as const;
  await devtools.panel.appear({ role: 'status', text: 'cut off: no message_stop', within: headline });
  await devtools.panel.click({ role: 'tab', name: 'Request' });
  await devtools.panel.appear({ role: 'status', text: 'cut off: no message_stop', within: headline });
  // The tab that was taken for it stays its own.
  await devtools.panel.click({ role: 'row', text: '/answer/gemini' });
  await devtools.panel.appear({ role: 'tabpanel', name: 'Decoded' });
  await devtools.panel.click({ role: 'row', text: '/answer/cut' });
  await devtools.panel.appear({ role: 'tabpanel', name: 'Request' });
  await devtools.panel.click({ role: 'button', name: /^Only #\d+ \/answer\/cut\. Show all connections$/ });
  await devtools.panel.vanish(headline);
});

test('a session of MCP is a table of calls, from whichever connection it is looked at', async () => {
  await devtools.page.evaluate(async () => {
    const call = (name: string): Promise<string> => {
      const params = { name, arguments: { port: 'Husum' }, _meta: { progressToken: name } };
      return fetch(`/mcp/${name}`, { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: name, method: 'tools/call', params }) }).then((it) =>
        it.text(),
      );
    };
    for (const name of ['tide', 'tyde', 'slow']) await call(name);
    await (await fetch('/mcp/later', { headers: { 'last-event-id': 'slow-1' } })).body!.getReader().read();
  });
  await pick('later', '/mcp/');
  const row = (text: RegExp) => ({ role: 'row', text, within: { role: 'table', name: 'Calls' } });
  const panel = devtools.panel;
  // How long it took stands in every width.
  await panel.appear(row(/tide.*done.* m?s$/));
  await panel.appear(row(/tyde.*tool error/));
  await panel.appear(row(/slow.*1\/4, waiting/));
  await panel.appear(row(/Resumed from slow-1/));
  await panel.appear({ role: 'listitem', text: /info gauge asking the gauge/, within: { role: 'list', name: 'Log' } });

  const opener = { role: 'button', within: row(/tide.*done/) };
  await panel.press(opener, 'Enter');
  const opened = row(/Husum.*Result.*High tide at 06:12\./);
  await panel.appear(opened);
  await panel.appear({ role: 'region', name: /^Message/, text: 'High tide at 06:12.' });
  await panel.press(opener, 'Enter');
  await panel.vanish(opened);
});

test('an answer that grows is shown as it grows', async () => {
  await devtools.page.evaluate(() => {
    const chunk = (content: string): string =>
      `data: ${JSON.stringify({ object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
    const script = [{ raw: chunk('Once upon') }, { hold: true }];
    void fetch(`/sse?stream=growing&script=${encodeURIComponent(JSON.stringify({ attempts: [script] }))}`).then(async ({ body }) => {
      for (const reader = body!.getReader(); !(await reader.read()).done;);
    });
  });
  await devtools.panel.click({ role: 'row', text: 'stream=growing' });
  await devtools.panel.appear({ role: 'tabpanel', name: 'Decoded' });
  await devtools.panel.appear({ role: 'status', text: 'open' });
  await devtools.panel.appear({ role: 'group', name: 'Text', text: 'Once upon' });
});

test('the table says the protocol, each message what it means', async () => {
  await devtools.panel.appear({ role: 'row', text: /OpenAI Chat.*chat/ });
  await devtools.panel.click({ role: 'tab', name: 'Messages' });
  // The open message leaves the list no room for the column.
  await devtools.panel.press({ role: 'grid', name: /messages/i }, 'Escape');
  await devtools.panel.appear({ role: 'row', text: 'text "Once upon"', within: { role: 'grid', name: /messages/i } });
});
