/** Our parser beside `eventsource-parser` 3.1.1: alike on all that is not named below. */
import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { createStreamParser } from '../../../../src/core/parse/stream-parser.ts';
import fc from '../../../property.ts';

type Message = [type: string, data: string, id: string];
interface Told {
  messages: Message[];
  retries: number[];
  comments: string[];
}

function ours(chunks: readonly string[]): Told {
  const told: Told = { messages: [], retries: [], comments: [] };
  const parser = createStreamParser({
    message: ({ type, data, lastEventId }) => told.messages.push([type, data, lastEventId]),
    retry: (ms) => told.retries.push(ms),
    comment: (text) => told.comments.push(text.startsWith(' ') ? text.slice(1) : text),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return told;
}

/** The other tells the id of a block, not the sticky one: it is made sticky here. */
function theirs(chunks: readonly string[]): Told {
  const told: Told = { messages: [], retries: [], comments: [] };
  let sticky = '';
  const parser = createParser({
    onEvent({ event, data, id }) {
      sticky = id ?? sticky;
      told.messages.push([event === undefined || event === '' ? 'message' : event, data, sticky]);
    },
    onRetry: (ms) => told.retries.push(ms),
    onComment: (text) => told.comments.push(text),
  });
  for (const chunk of chunks) parser.feed(chunk);
  return told;
}

/** Where the two differ, and who is right by the standard: we are. Each is shown by one stream. */
const DIFFERENCES: { name: string; chunks: string[]; ours: Partial<Told>; theirs: Partial<Told> }[] = [
  { name: 'a final CR delays the message until more comes', chunks: ['data: a\r\r'], ours: { messages: [['message', 'a', '']] }, theirs: { messages: [] } },
  {
    name: 'the id of a block without data is lost',
    chunks: ['id: 1\n\ndata: a\n\n'],
    ours: { messages: [['message', 'a', '1']] },
    theirs: { messages: [['message', 'a', '']] },
  },
  {
    name: 'U+00EF U+00BB U+00BF is taken for a byte order mark',
    chunks: ['\u00ef\u00bb\u00bfdata: a\n\n'],
    ours: { messages: [] },
    theirs: { messages: [['message', 'a', '']] },
  },
  { name: 'a byte order mark is left to the decoder', chunks: ['\ufeffdata: a\n\n'], ours: { messages: [['message', 'a', '']] }, theirs: { messages: [] } },
];

describe('differences', () => {
  it.each(DIFFERENCES)('$name', ({ chunks, ...told }) => {
    expect(ours(chunks)).toMatchObject(told.ours);
    expect(theirs(chunks)).toMatchObject(told.theirs);
  });
});

/** Blocks that keep clear of the differences: lines end in LF or CRLF, and a block with an id has data. */
const value = fc.oneof(
  fc.constantFrom('', 'a', ' b', 'a:b', '\t', 'é€😀', '\0', '\ufeff', '10', '007', '1x', 'x'.repeat(300)),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '')),
);
const colon = fc.constantFrom(':', ': ', ':  ');
const field = (name: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.tuple(name, colon, value).map((parts) => parts.join(''));
const harmless = fc.oneof(
  field(fc.constantFrom('data', 'event', 'retry', '', 'foo', 'Data', 'data ', ' data')),
  fc.constantFrom('data', 'event', 'retry', 'foo'),
);
const block = fc
  .tuple(fc.array(harmless, { maxLength: 5 }), fc.option(field(fc.constant('id'))), fc.constantFrom('data: x', 'data', 'data:'), fc.boolean())
  .map(([lines, id, data, first]) => (id === null ? lines : first ? [id, ...lines, data] : [...lines, data, id]));
const stream = fc
  .tuple(fc.array(block, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.array(harmless, { maxLength: 2 }))
  .map(([blocks, end, tail]) => blocks.map((lines) => [...lines, '', ''].join(end)).join('') + tail.join(end));
const cuts = fc.array(fc.nat({ max: 2000 }), { maxLength: 12 });

function cutAt(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((to, n) => text.slice(sorted[n], to));
}

describe('agreement', () => {
  it('on streams of every kind, cut anywhere', () => {
    fc.assert(
      fc.property(stream, cuts, (text, places) => {
        const chunks = cutAt(text, places);
        expect(ours(chunks)).toEqual(theirs(chunks));
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const soup = fc
    .array(fc.constantFrom('data', 'event', 'id', 'retry', ':', ' ', '\n', '\r', '\r\n', '\ufeff', '\0', '5', 'x', '😀'), { maxLength: 60 })
    .map((parts) => parts.join(''));

  it('means the same however it is cut', () => {
    fc.assert(
      fc.property(soup, cuts, (text, places) => {
        expect(ours(cutAt(text, places))).toEqual(ours([text]));
      }),
      { numRuns: 500 },
    );
  });
});
