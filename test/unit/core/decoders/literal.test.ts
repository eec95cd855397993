/** JavaScript literals, against the engine that would run them. */
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { parseLiteral } from '../../../../src/core/decoders/literal.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it.each([
  ['{a: 1, $b: "x", _c: \'y\', 7: [true, false, null,],}', { a: 1, $b: 'x', _c: 'y', 7: [true, false, null] }],
  [' { "a" : { b : { } } } ', { a: { b: {} } }],
  [String.raw`{a: 'it\'s \u0041\x42\n', b: "\\"}`, { a: "it's AB\n", b: '\\' }],
  ['{a: -1.5e3, b: .5, c: +2}', { a: -1500, b: 0.5, c: 2 }],
  // As JSON has it: a member that is undefined would be none, and null removes a signal as well.
  ['{a: undefined}', { a: null }],
])('%s', (text, value) => {
  expect(plain(parseLiteral(text))).toEqual(value);
});

it.each(['', '{', '{a}', '{a: b}', '{a: f()}', '{a: `x`}', '{a: 1} + 1', '{a: 1 b: 2}', '[1 2]', '{a: "', "{a: 'x\n'}", '[,]', '{,}'])(
  'is no literal: %s',
  (text) => {
    expect(parseLiteral(text)).toBeUndefined();
  },
);

test('all JSON is a literal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(plain(parseLiteral(JSON.stringify(value)))).toEqual(plain(value));
    }),
  );
});

test('levels without end, and long texts, end', () => {
  expect(parseLiteral('['.repeat(100_000))).toBeUndefined();
  expect(parseLiteral(`{a: '${'\\x'.repeat(100_000)}`)).toBeUndefined();
});
