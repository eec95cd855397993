/** The quick way through the parser, which is taken when nobody wants the lines, beside the way that goes line by line. */
import { describe, expect, it } from 'vitest';
import type { ParserLimits } from '../../../../src/core/parse/limits.ts';
import { createStreamParser } from '../../../../src/core/parse/stream-parser.ts';
import fc from '../../../property.ts';
import { CORPUS } from './corpus.ts';

/** All that is told but for lines, in order and with every place. */
function told(chunks: readonly string[], byLine: boolean, limits?: ParserLimits): unknown[] {
  const all: unknown[] = [];
  const parser = createStreamParser(
    {
      message: (message) => all.push(message, parser.lastEventId),
      comment: (text, place) => all.push(['comment', text, place]),
      retry: (ms, place) => all.push(['retry', ms, place]),
      id: (id, place) => all.push(['id', id, place]),
      oddity: (oddity) => all.push(oddity),
      ...(byLine ? { line: () => {} } : {}),
    },
    limits === undefined ? {} : { limits },
  );
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  all.push(parser.lastEventId, parser.retry, parser.lineEnds, parser.length);
  return all;
}

/** Longer than what is joined as a whole, so that what comes after a seam is read in two steps. */
const LONG = 'x'.repeat(3000);
const block = fc.constantFrom(
  ...[
    'data: a\n\n',
    'data:b\n\n',
    'data\n\n',
    'event: t\ndata: c\n\n',
    'event:\ndata: d\n\n',
    'event: message\n\n',
    'event: t\n\n',
    'id: 7\ndata: e\n\n',
    'id\n\n',
  ],
  ...[
    'data: f\ndata: g\n\n',
    ': c\n\n',
    ': c\ndata: h\n\n',
    'foo\ndata: i\n\n',
    'retry: 5\ndata: j\n\n',
    '\n',
    'data: k\r\n\r\n',
    'data: l\r\r',
    'data: m\r\n\n',
    'data: n\n',
  ],
  ...['event: u\n', `data: ${LONG}\n\n`, `event: ${LONG}\ndata: o\n\n`, 'id: 8\n', '\ufeffdata: p\n\n'],
);
const text = fc.array(block, { maxLength: 12 }).map((blocks) => blocks.join(''));
const cuts = fc.array(fc.nat({ max: 20_000 }), { maxLength: 8 });

function cutAt(whole: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
  return sorted.slice(1).map((to, n) => whole.slice(sorted[n], to));
}

describe('both ways tell the same', () => {
  it.each(CORPUS)('$subject: $name', ({ text: whole }) => {
    const expected = told([whole], true);
    expect(told([whole], false)).toEqual(expected);
    for (let at = 1; at < whole.length; at += 1) expect(told([whole.slice(0, at), whole.slice(at)], false), `cut at ${at}`).toEqual(expected);
  });

  it('on blocks of every kind, cut anywhere', () => {
    fc.assert(
      fc.property(text, cuts, (whole, places) => {
        const expected = told([whole], true);
        expect(told(cutAt(whole, places), false)).toEqual(expected);
        expect(told(cutAt(whole, places), true)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('where data may not be long', () => {
    fc.assert(
      fc.property(text, cuts, (whole, places) => {
        const limits = { line: 100_000, data: 1000 };
        expect(told(cutAt(whole, places), false, limits)).toEqual(told([whole], true, limits));
      }),
      { numRuns: 200 },
    );
  });
});
