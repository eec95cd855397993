import { expect, test } from 'vitest';
import { READING_FORMATS } from '../../../src/wire/protocol/batch-reader.ts';
import { standInForBrowser } from './page-globals.ts';

standInForBrowser();
const { formatOf } = await import('../../../src/page/reading-format.ts');

test.each([
  ['text/event-stream', 'event-stream'],
  ['Text/Event-Stream; charset=utf-8', 'event-stream'],
  [' text/event-stream\t;x', 'event-stream'],
  ['application/x-ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['application/stream+json;charset=utf-8', 'ndjson'],
  ['application/json-seq', 'json-seq'],
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
