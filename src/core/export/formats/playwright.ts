/** A test for Playwright that asks for the streams again from within the page, with its cookies, and compares what comes with the capture. */
import { capturedAnswers } from '../captured-answers.ts';
import type { ExportFormat, ExportJob } from '../job.ts';
import { opening } from '../test-opening.ts';

export const playwright = {
  label: 'Playwright test',
  hint: 'Asks the server again from its page, and compares',
  extension: 'spec.mjs',
  mediaType: 'text/javascript',
  lossless: false,
  beside: { extension: 'streams.json', mediaType: 'application/json', write: capturedAnswers },
  *write(job) {
    yield code(job);
  },
} as const satisfies ExportFormat;

const code = (job: ExportJob): string => `${opening(job, [
  'Opens the page, asks for each stream again from there, with its cookies, and compares the messages: npx playwright test',
  'Another server: SERVER=http://localhost:8080 npx playwright test',
])}
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const { page: PAGE, streams } = JSON.parse(readFileSync(new URL(${JSON.stringify(`./${job.beside}`)}, import.meta.url), 'utf8'));

/** Milliseconds that an answer may take longer than in the capture. */
const PATIENCE = 5000;

/** What is compared of a message. Leave out here what differs each time: times, ids, chance. */
const compared = ({ type, id = '', data }) => ({ type, id, data });

for (const [number, { url, method, headers, body, api, format, answers }] of streams.entries()) {
  const name = number + 1 + '. ' + method + ' ' + url;
  if (api === 'eventsource') {
    test(name, async ({ page }) => {
      const expected = answers.flatMap(messagesOf);
      const types = [...new Set(expected.map(({ type }) => type))];
      const patience = answers.reduce((sum, answer) => sum + lengthOf(answer) + PATIENCE, 0);
      test.setTimeout(patience + 30_000);
      await page.goto(atServer(PAGE));
      const isRefused = answers.at(-1).status !== 200;
      const { messages, wasRefused } = await page.evaluate(listen, { url: atServer(url), types, count: expected.length, isRefused, patience });
      expect(messages.map(compared)).toEqual(expected.map(compared));
      expect(wasRefused).toBe(isRefused);
    });
    continue;
  }
  for (const [place, answer] of answers.entries()) {
    test(name + ', answer ' + (place + 1), async ({ page }) => {
      const expected = messagesOf(answer);
      const patience = lengthOf(answer) + PATIENCE;
      test.setTimeout(patience + 30_000);
      await page.goto(atServer(PAGE));
      const { status, messages } = await page.evaluate(read, { url: atServer(url), init: { method, headers, body }, format, count: expected.length, patience });
      expect(status).toBe(answer.status);
      expect(messages.map(compared)).toEqual(expected.map(compared));
    });
  }
}

/** In the page: the first \`count\` messages, or what came until the browser gave up or the time was over; and whether it gave up, which says nothing of the status. */
function listen({ url, types, count, isRefused, patience }) {
  return new Promise((resolve) => {
    const messages = [];
    const source = new EventSource(url);
    const done = () => {
      const wasRefused = source.readyState === EventSource.CLOSED;
      source.close();
      resolve({ messages, wasRefused });
    };
    setTimeout(done, patience);
    for (const type of types) {
      source.addEventListener(type, (event) => {
        if (!(event instanceof MessageEvent)) return;
        messages.push({ type, id: event.lastEventId, data: event.data });
        if (messages.length === count && !isRefused) done();
      });
    }
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) done();
    });
    if (count === 0 && !isRefused) source.addEventListener('open', done);
  });
}

/** In the page: status, and the first \`count\` messages of the body, or all that came before it ended or the time was over. */
async function read({ url, init, format, count, patience }) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patience) });
  const messages = [];
  let id = '';
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    while (reader !== undefined && messages.length < count) {
      const { done, value = '' } = await reader.read();
      text += value;
      const parts = text.split(format === 'event-stream' ? /(?:\\r\\n|\\n|\\r(?!\\n)){2}/ : '\\n');
      text = parts.pop();
      // Of JSON lines the last may have no end.
      if (done && format !== 'event-stream') parts.push(text);
      for (const part of parts) {
        if (format !== 'event-stream') {
          if (part.trim() !== '') messages.push({ type: 'message', data: part.replace(/^\\x1e/, '').replace(/\\r$/, '') });
          continue;
        }
        const fields = part.split(/\\r\\n|\\n|\\r/).map((line) => /^([^:]*)(?:: ?)?([^]*)$/.exec(line));
        const of = (field) => fields.filter(([, name]) => name === field).map(([, , content]) => content);
        id = of('id').at(-1) ?? id;
        if (of('data').length > 0) messages.push({ type: of('event').at(-1) || 'message', id, data: of('data').join('\\n') });
      }
      if (done) break;
    }
  } catch {
    // It was cut, or nothing came any more: what there is is compared.
  }
  await reader?.cancel().catch(() => undefined);
  return { status: response.status, messages: messages.slice(0, count) };
}

function messagesOf({ rows }) {
  return rows.filter(({ data }) => data !== undefined);
}

function lengthOf({ rows }) {
  return rows.at(-1)?.at ?? 0;
}

function atServer(url) {
  return process.env.SERVER === undefined ? url : new URL(url.slice(new URL(url).origin.length), process.env.SERVER).href;
}
`;
