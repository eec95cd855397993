import { expect, test } from 'vitest';
import { isRefusedAnswer } from '../../../src/core/model/stream-type.ts';
import { READING_FORMATS } from '../../../src/wire/protocol/batch-reader.ts';
import { standInForBrowser } from './page-globals.ts';

standInForBrowser();
const { formatOf, isRefused } = await import('../../../src/page/reading-format.ts');

test.each([
  ['text/event-stream', 'event-stream'],
  ['Text/Event-Stream; charset=utf-8', 'event-stream'],
  [' text/event-stream\t;x', 'event-stream'],
  ['application/x-ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['application/stream+json;charset=utf-8', 'ndjson'],
  ['application/json-seq', 'json-seq'],
  ['text/html; charset=utf-8, text/event-stream', 'event-stream'],
  ['text/event-stream, text/html', undefined],
  [null, undefined],
  ['', undefined],
  ['application/json', undefined],
  ['text/event-streams', undefined],
  ['application/json; text/event-stream', undefined],
  ['constructor; text/event-stream', undefined],
])('a response of type %s is %s', (type, format) => {
  const number = formatOf(type);
  expect(number === undefined ? undefined : READING_FORMATS[number]).toBe(format);
});

test.each([
  ['text/event-stream', 200, 'text/plain', true],
  ['text/event-stream', 200, null, true],
  ['text/event-stream', 503, null, true],
  ['text/event-stream', 405, 'text/plain', false],
  ['text/event-stream', 202, null, false],
  ['application/json, text/event-stream', 200, 'Application/JSON; charset=utf-8', false],
  ['application/json, text/event-stream', 200, 'text/html', true],
  ['application/json, text/event-stream', 401, 'application/json', true],
  ['text/event-stream, */*', 200, 'text/html', false],
])('who accepts %s, and gets %i %s, is refused: %s; by the page and by the recorder', (accept, status, type, refused) => {
  expect(isRefused(accept, status, type)).toBe(refused);
  expect(isRefusedAnswer(accept, status, type ?? undefined)).toBe(refused);
});
