/** Streams of bytes at random, cut at random places: the parser against a reference that is written from the standard, and from nothing of ours. */
import { expect, test } from 'vitest';
import { createByteDoor } from '../../../src/core/parse/byte-door.ts';
import { createStreamParser } from '../../../src/core/parse/stream-parser.ts';
import fc from '../../property.ts';
import { sized } from '../../sizes.ts';

const NAMES = ['data', 'event', 'id', 'retry', '', 'Data', ' data', 'data ', 'dat', 'datax', 'idd', '\ufeffdata', 'retry\0', 'foo'];
const COLONS = [':', ': ', ':  ', '', '::', ' :', ':\t', ':\u00a0'];
const VALUES = [
  '',
  'x',
  '1',
  '007',
  '12345678901234567890123',
  '1e3',
  '-1',
  ' 5',
  '٣',
  'a\0b',
  'message',
  'open',
  '__proto__',
  'ü€',
  '😀',
  ': c',
  '\ufeffx',
  '\u2028',
];
const ENDS = ['\n', '\r\n', '\r', '\n\n', '\r\r', '\r\n\r\n', '\n\r', ''];
const BROKEN = [[0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xef, 0xbb], [0xc0, 0x8a], [0x85], [0x0c]];

const encoder = new TextEncoder();
const written = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...COLONS), fc.constantFrom(...VALUES), fc.constantFrom(...ENDS));
const piece = fc.oneof(
  { weight: 8, arbitrary: written.map((parts) => [...encoder.encode(parts.join(''))]) },
  { weight: 3, arbitrary: fc.constantFrom(...ENDS).map((end) => [...encoder.encode(end)]) },
  { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
);
const streams = fc.tuple(fc.array(piece, { maxLength: 16 }), fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 }));

interface Told {
  messages: { type: string; data: string; lastEventId: string }[];
  retries: number[];
  comments: string[];
  lastEventId: string;
}

/** [spec] HTML 9.2.5 and 9.2.6, on the whole text. */
function reference(bytes: Uint8Array): Told {
  const told: Told = { messages: [], retries: [], comments: [], lastEventId: '' };
  let [data, type, id] = ['', '', ''];
  const lines = new TextDecoder('utf-8').decode(bytes).split(/\r\n|\r|\n/);
  // What no line end follows is no line.
  for (const line of lines.slice(0, -1)) {
    if (line === '') {
      told.lastEventId = id;
      if (data !== '') told.messages.push({ type: type === '' ? 'message' : type, data: data.endsWith('\n') ? data.slice(0, -1) : data, lastEventId: id });
      [data, type] = ['', ''];
      continue;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      told.comments.push(line.slice(1));
      continue;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const after = colon < 0 ? '' : line.slice(colon + 1);
    const value = after.startsWith(' ') ? after.slice(1) : after;
    if (name === 'event') type = value;
    if (name === 'data') data += `${value}\n`;
    if (name === 'id' && !value.includes('\0')) id = value;
    if (name === 'retry' && /^[0-9]+$/.test(value)) told.retries.push(Number(value));
  }
  return told;
}

/** `byLine`: by the way that goes line by line, which is taken when somebody wants the lines. */
function ours(chunks: readonly Uint8Array[], byLine: boolean): Told {
  const told: Told = { messages: [], retries: [], comments: [], lastEventId: '' };
  const parser = createStreamParser({
    message: ({ type, data, lastEventId }) => told.messages.push({ type, data, lastEventId }),
    retry: (ms) => told.retries.push(ms),
    comment: (text) => told.comments.push(text),
    ...(byLine && { line: () => undefined, oddity: () => undefined }),
  });
  const door = createByteDoor(parser);
  for (const chunk of chunks) door.push(chunk);
  door.end();
  return { ...told, lastEventId: parser.lastEventId };
}

test('a stream is read as the standard says, however it is cut', () => {
  fc.assert(
    fc.property(streams, ([pieces, sizes]) => {
      const bytes = Uint8Array.from(pieces.flat());
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) chunks.push(bytes.subarray(at, (at += size)));
      chunks.push(bytes.subarray(at));
      const wanted = reference(bytes);
      expect(ours(chunks, false)).toEqual(wanted);
      expect(ours(chunks, true)).toEqual(wanted);
    }),
    { numRuns: sized(100_000, 300) },
  );
});
