import { expect, test } from 'vitest';
import { mediaTypeOf } from '../../../../src/core/model/media-type.ts';
import { streamFormatOf } from '../../../../src/core/model/stream-type.ts';

test.each([
  ['text/event-stream', 'text/event-stream', undefined],
  [' Text/Event-Stream ; Charset=UTF-8', 'text/event-stream', 'UTF-8'],
  ['text/event-stream; x=1; charset="utf8"', 'text/event-stream', 'utf8'],
  ['text/event-stream; x="a;charset=b, c"; charset=d', 'text/event-stream', 'd'],
  // As both browsers read it (measured: Chromium 156, Firefox 153).
  ['text/event-stream charset=latin1', 'text/event-stream', undefined],
  ['text/event-stream;charset =latin1', 'text/event-stream', undefined],
  ['text/event-stream;charset= latin1', 'text/event-stream', 'latin1'],
  ['text/event-stream;charset=utf-8 x', 'text/event-stream', 'utf-8 x'],
  ['text/event-stream;charset="utf-8" x', 'text/event-stream', 'utf-8'],
  ['text/event-stream;charset="utf-8', 'text/event-stream', 'utf-8'],
  ['text/event-stream;charset="utf\\-8"', 'text/event-stream', 'utf-8'],
  ["text/event-stream;charset='utf-8'", 'text/event-stream', "'utf-8'"],
  ['text/event-stream;charset=', 'text/event-stream', ''],
  ['text/event-stream;charset=utf-8;charset=latin1', 'text/event-stream', 'utf-8'],
  ['text/event-stream;charset=latin1;charset=utf-8', 'text/event-stream', 'latin1'],
  ['text/event-stream;charset=utf-8;', 'text/event-stream', 'utf-8'],
  ['text/event-stream;charset*=latin1', 'text/event-stream', undefined],
  ['text/event-stream,', 'text/event-stream', undefined],
  [',text/event-stream', 'text/event-stream', undefined],
  // The last of several counts, and takes over the charset of its like.
  ['text/html; charset=utf-8, text/event-stream', 'text/event-stream', undefined],
  ['text/event-stream, text/html; charset=utf-8', 'text/html', 'utf-8'],
  ['text/event-stream; charset=latin1, text/event-stream', 'text/event-stream', 'latin1'],
  ['text/event-stream, nonsense', 'text/event-stream', undefined],
  ['text/event-stream, */*', 'text/event-stream', undefined],
])('%s', (written, essence, charset) => {
  expect(mediaTypeOf(written)).toEqual({ essence, charset });
});

test('what is no type is none', () => {
  for (const written of ['', 'nonsense', '*/*', ';charset=utf-8', ',']) expect(mediaTypeOf(written)).toBe(undefined);
});

test('a stream is known by what counts', () => {
  expect(streamFormatOf('text/plain, text/event-stream')).toBe('event-stream');
  expect(streamFormatOf('text/event-stream, text/html')).toBe(undefined);
});
