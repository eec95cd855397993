/** Streams of lines as files: each line is a message. */
import { describe, expect, it, test } from 'vitest';
import { exportText, importText, metaOf } from '../export/round.ts';
import { rowsOf } from '../rows-of.ts';

const LINES = '{"a":1}\n{"b":"ü"}\n\n{"c":[]}\n';

test.each([1, 3, 1000])('JSON lines, read in pieces of %d: a message each, as written', (size) => {
  const imported = importText(LINES, { name: 'x.ndjson', size });
  expect(imported).toMatchObject({ error: null, format: 'lines', timesKnown: false });
  expect(rowsOf(imported.capture).map(({ kind, type, data, seq }) => [kind, type, data, seq])).toEqual([
    ['message', 'message', '{"a":1}', 0],
    ['message', 'message', '{"b":"ü"}', 1],
    ['message', 'message', '{"c":[]}', 2],
  ]);
  const { connection } = imported.capture.connections.get(1)!;
  expect(connection).toMatchObject({ api: 'fetch', unwatched: true, attempts: [{ format: 'ndjson', outcome: 'ended', untimed: true }] });
});

test('a line whose end is missing is a message too', () => {
  expect(rowsOf(importText('{"a":1}\n{"b":2}', { name: 'x.jsonl' }).capture).map(({ data }) => data)).toEqual(['{"a":1}', '{"b":2}']);
});

test('codes with JSON behind them, as of the data stream of AI SDK 4', () => {
  const { format, capture } = importText('0:"Hi"\n0:" there"\nd:{"finishReason":"stop"}\n', { name: 'x.txt' });
  expect(format).toBe('lines');
  expect(rowsOf(capture).map(({ data }) => data)).toEqual(['0:"Hi"', '0:" there"', 'd:{"finishReason":"stop"}']);
});

test('how it is to be read is kept in a capture file', () => {
  const imported = importText(LINES, { name: 'x.ndjson' });
  const again = importText(exportText(imported.capture, 'ndjson', { meta: metaOf(imported) }));
  expect(again.error).toBeNull();
  expect(again.capture.connections.get(1)!.connection.attempts).toMatchObject([{ format: 'ndjson' }]);
});

test('an unknown word for it is left out', () => {
  const text = exportText(importText(LINES, { name: 'x.ndjson' }).capture, 'ndjson').replace('"format":"ndjson"', '"format":"new"');
  expect(importText(text).capture.connections.get(1)!.connection.attempts[0]!.format).toBeUndefined();
});

describe('what is none', () => {
  it.each([
    ['a capture file without its first line', '{"kind":"connection","id":1}\n{"kind":"attempt"}\n', 'x.ndjson', 'not a capture file'],
    ['one object in a JSON file', '{"a":1}', 'x.json', '"format"'],
    ['a line that is no JSON', '{"a":1}\nhello\n', 'x.ndjson', 'not a capture file'],
    ['a drawing of times', '1:30\n2:45\nlater\n', 'x.txt', 'none of the files'],
  ])('%s', (_, text, name, message) => {
    expect(importText(text, { name }).error?.message).toContain(message);
  });
});

test('a last line that was cut with the stream hides nothing of the others', () => {
  const { error, capture } = importText('{"a":1}\n{"b":', { name: 'x.ndjson' });
  expect(error).toBeNull();
  expect(rowsOf(capture).map(({ data }) => data)).toEqual(['{"a":1}', '{"b":']);
});
