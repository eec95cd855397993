/** Handlers for MSW that answer as the servers of the capture did, at its own pace. */
import { capturedAnswers } from '../captured-answers.ts';
import type { ExportFormat, ExportJob } from '../job.ts';
import { opening } from '../test-opening.ts';

export const msw = {
  label: 'MSW handlers',
  hint: 'A mock that answers as the servers did',
  extension: 'msw.js',
  mediaType: 'text/javascript',
  lossless: false,
  beside: { extension: 'streams.json', mediaType: 'application/json', write: capturedAnswers },
  *write(job) {
    yield code(job);
  },
} as const satisfies ExportFormat;

const code = (job: ExportJob): string => `${opening(job, [
  'Handlers for MSW 2.12 or later: setupServer(...handlers) of msw/node, setupWorker(...handlers) of msw/browser.',
  'Node needs a global EventSource first (package eventsource), since sse() asks for one.',
])}
import { delay, http, HttpResponse, sse } from 'msw';
import capture from ${JSON.stringify(`./${job.beside}`)} with { type: 'json' };

/** How many times as fast as in the capture; Infinity: without a pause. */
const SPEED = 1;

/** Each request is given the next answer of its URL. What comes after the last one hears nothing from an EventSource, and all of it again from fetch. */
export function createHandlers() {
  const answersOf = new Map();
  for (const { answers, ...stream } of capture.streams) {
    const key = stream.method + ' ' + withoutQuery(stream.url);
    const known = answersOf.get(key) ?? { ...stream, answers: [] };
    known.answers.push(...answers);
    answersOf.set(key, known);
  }
  return [...answersOf.values()].map((stream) => (isOpenEventSource(stream) ? sseHandler(stream) : httpHandler(stream)));
}

export const handlers = createHandlers();

function sseHandler({ url, answers }) {
  let next = 0;
  return sse(withoutQuery(url), ({ client, request }) => {
    const answer = answers[next++];
    if (answer === undefined) return;
    void play(answer, request.signal, {
      write({ type, id, data, retry }) {
        if (retry !== undefined) client.send({ retry: Number(retry) });
        // MSW writes no space behind the colon, and a reader takes one away.
        if (data !== undefined) client.send({ event: type === 'message' ? undefined : type, id, data: ' ' + data.replaceAll('\\n', '\\n ') });
      },
      // To an EventSource a cut is an end.
      end: () => client.close(),
      cut: () => client.close(),
    });
  });
}

function httpHandler({ url, method, api, format, answers }) {
  let next = 0;
  return http[method.toLowerCase()](withoutQuery(url), ({ request }) => {
    const answer = answers[next++ % answers.length];
    const { status, contentType } = answer;
    const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
    if (status === 204 || status === 205 || status === 304) return new HttpResponse(null, { status, headers });
    const encoder = new TextEncoder();
    const gone = new AbortController();
    const body = new ReadableStream({
      start(controller) {
        void play(answer, AbortSignal.any([request.signal, gone.signal]), {
          write: (row) => controller.enqueue(encoder.encode(toText(row, api === 'eventsource' ? 'event-stream' : format))),
          end: () => controller.close(),
          cut: () => controller.error(new TypeError('network error')),
        });
      },
      cancel: () => gone.abort(),
    });
    return new HttpResponse(body, { status, headers });
  });
}

async function play({ rows, end }, signal, client) {
  // Not before the answer's head is on its way.
  await delay(0);
  let at = rows[0]?.at ?? 0;
  for (const row of rows) {
    if (row.at > at && SPEED !== Infinity) await delay((row.at - at) / SPEED);
    if (signal.aborted) return;
    at = Math.max(at, row.at);
    client.write(row);
  }
  if (end !== 'open') client[end]();
}

function toText({ type, id, data, comment, retry }, format) {
  if (format !== 'event-stream') return (format === 'json-seq' ? '\\x1e' : '') + data + '\\n';
  if (comment !== undefined) return ':' + comment + '\\n\\n';
  if (retry !== undefined) return 'retry: ' + retry + '\\n\\n';
  return (type === 'message' ? '' : 'event: ' + type + '\\n') + (id === undefined ? '' : 'id: ' + id + '\\n') + 'data: ' + data.replaceAll('\\n', '\\ndata: ') + '\\n\\n';
}

/** sse() can say nothing but 200. */
function isOpenEventSource({ api, answers }) {
  return api === 'eventsource' && answers.every(({ status, contentType }) => status === 200 && /^text\\/event-stream/i.test(contentType));
}

function withoutQuery(url) {
  return url.replace(/[?#].*/, '');
}
`;
