/** A test for Node's own runner that asks the server again, and compares what comes with the capture. */
import { capturedAnswers } from '../captured-answers.ts';
import type { ExportFormat, ExportJob } from '../job.ts';
import { opening } from '../test-opening.ts';

export const nodeTest = {
  label: 'Node test',
  hint: 'Asks the server again, and compares',
  extension: 'test.mjs',
  mediaType: 'text/javascript',
  lossless: false,
  beside: { extension: 'streams.json', mediaType: 'application/json', write: capturedAnswers },
  *write(job) {
    yield code(job);
  },
} as const satisfies ExportFormat;

const code = (job: ExportJob): string => `${opening(job, [
  'Asks the server for each stream again and compares its messages: npm install --save-dev eventsource eventsource-parser, then node --test',
  'Another server: SERVER=http://localhost:8080 node --test',
])}
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EventSource } from 'eventsource';
import { createParser } from 'eventsource-parser';

const { streams } = JSON.parse(readFileSync(new URL(${JSON.stringify(`./${job.beside}`)}, import.meta.url), 'utf8'));

/** Milliseconds that an answer may take longer than in the capture. */
const PATIENCE = 5000;

/** What is compared of a message. Leave out here what differs each time: times, ids, chance. */
const compared = ({ type, id = '', data }) => ({ type, id, data });

for (const [number, { url, method, headers, body, api, format, answers }] of streams.entries()) {
  const name = number + 1 + '. ' + method + ' ' + url;
  if (api === 'eventsource') {
    test(name, async () => {
      const expected = answers.flatMap(messagesOf);
      const waited = answers.reduce((sum, answer) => sum + lengthOf(answer) + PATIENCE, 0);
      const refused = answers.at(-1).status;
      const { messages, status } = await listen(atServer(url), new Set(expected.map(({ type }) => type)), expected.length, refused !== 200, waited);
      assert.deepEqual(messages, expected.map(compared));
      if (refused !== 200) assert.equal(status, refused);
    });
    continue;
  }
  for (const [place, answer] of answers.entries()) {
    test(name + ', answer ' + (place + 1), async () => {
      const end = new AbortController();
      const response = await fetch(atServer(url), { method, headers, body, signal: AbortSignal.any([end.signal, AbortSignal.timeout(lengthOf(answer) + PATIENCE)]) });
      assert.equal(response.status, answer.status);
      const expected = messagesOf(answer).map(compared);
      assert.deepEqual(await read(response, format, expected.length), expected);
      end.abort();
    });
  }
}

/** The first \`count\` messages; where the last answer was a refusal, its status too. */
function listen(url, types, count, untilRefused, patience) {
  return new Promise((resolve) => {
    const messages = [];
    const source = new EventSource(url);
    const done = (status) => {
      clearTimeout(timer);
      source.close();
      resolve({ messages, status });
    };
    const timer = setTimeout(done, patience);
    for (const type of types) {
      source.addEventListener(type, (event) => {
        if (event.data === undefined) return;
        messages.push(compared({ type, id: event.lastEventId, data: event.data }));
        if (messages.length === count && !untilRefused) done();
      });
    }
    source.addEventListener('error', ({ code }) => {
      if (source.readyState === EventSource.CLOSED) done(code);
    });
    if (count === 0 && !untilRefused) source.addEventListener('open', () => done());
  });
}

/** The first \`count\` messages of a body, or all that came before it ended. */
async function read(response, format, count) {
  const messages = [];
  let id = '';
  const parser = createParser({
    onEvent(event) {
      id = event.id ?? id;
      messages.push(compared({ type: event.event ?? 'message', id, data: event.data }));
    },
  });
  let rest = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    while (reader !== undefined && messages.length < count) {
      const { done, value = '' } = await reader.read();
      if (format === 'event-stream') parser.feed(value);
      else {
        const lines = (rest + value).split('\\n');
        rest = done ? '' : lines.pop();
        for (const line of lines) if (line.trim() !== '') messages.push(compared({ type: 'message', data: line.replace(/^\\x1e/, '').replace(/\\r$/, '') }));
      }
      if (done) break;
    }
  } catch {
    // It was cut, or nothing came any more: what there is is compared.
  }
  return messages.slice(0, count);
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
