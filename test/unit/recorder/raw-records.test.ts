/** The text of a stream of records: its lines have no fields, and nothing is odd about them. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../src/core/bytes/utf8.ts';
import { createCapture } from '../../../src/core/model/capture.ts';
import type { ReadingBegun } from '../../../src/core/model/observation.ts';
import { record } from '../../../src/core/model/record.ts';
import { createRecorder, type Recorder } from '../../../src/recorder/recorder.ts';
import { draw, EPOCH } from '../core/drawing.ts';

function recorderOf(format: ReadingBegun['format'], type: string, text: string): Recorder {
  const capture = createCapture();
  const url = 'https://s.test/lines';
  const of = { session: 'doc', source: 1 };
  for (const observation of draw('a 0ms show')) record(capture, observation);
  record(capture, {
    kind: 'reading',
    ...of,
    at: EPOCH + 2,
    startedAt: EPOCH + 1,
    api: 'fetch',
    format,
    method: 'GET',
    url,
    responseUrl: url,
    status: 200,
    statusText: '',
    requestHeaders: [],
    responseHeaders: [{ name: 'Content-Type', value: type }],
    bodyLength: 0,
    withCredentials: false,
    stack: '',
  });
  record(capture, { kind: 'bytes', of, at: EPOCH + 3, offset: 0, bytes: encodeUtf8(text) });
  record(capture, { kind: 'reading-ended', ...of, at: EPOCH + 4, by: 'server' });
  return createRecorder({ capture, now: () => EPOCH + 5, schedule: (step) => step() });
}

test('NDJSON: each line is a record, and leads to its message and back', () => {
  const recorder = recorderOf('ndjson', 'application/x-ndjson', '{"Data":1}\r\n\nüber: 2\n:3');
  const window = recorder.ask('raw', { connection: 1, attempt: 1, from: 0, to: 9 })!;
  expect(window.rows.map(({ kind, text, value, oddities, index }) => [kind, text, value, oddities.length, index])).toEqual([
    ['record', '{"Data":1}', 0, 0, 0],
    ['blank', '', 0, 0, undefined],
    ['record', 'über: 2', 0, 0, 1],
    ['record', ':3', 0, 0, 2],
  ]);
  expect([0, 1, 2].map((index) => recorder.ask('rawPlace', { index })?.line)).toEqual([1, 3, 4]);
  expect(recorder.ask('findings', { filter: {} }).findings).toEqual([]);
});

test('a JSON text sequence: lines are shown as they are', () => {
  const recorder = recorderOf('json-seq', 'application/json-seq', '\u001e{"a":\n1}\n');
  const window = recorder.ask('raw', { connection: 1, attempt: 1, from: 0, to: 9 })!;
  expect(window.rows.map(({ kind, text }) => [kind, text])).toEqual([
    ['record', '\u001e{"a":'],
    ['record', '1}'],
  ]);
  expect(recorder.ask('findings', { filter: {} }).findings).toEqual([]);
});

test('an event stream keeps its fields', () => {
  const recorder = recorderOf('event-stream', 'text/event-stream', '{"n":1}\n\n');
  expect(recorder.ask('raw', { connection: 1, attempt: 1, from: 0, to: 1 })!.rows[0]).toMatchObject({ kind: 'ignored' });
  expect(recorder.ask('findings', { filter: {} }).findings).not.toEqual([]);
});
