/** Queries of every kind, as terms. */
import fc from 'fast-check';
import { CHOICES, CHOICE_KEYS, NUMBER_KEYS, WORD_KEYS } from '../../../../src/core/query/keys.ts';
import type { Condition, Range, Step, TimeRange, Word } from '../../../../src/core/query/query.ts';
import { DAY } from '../../../../src/core/query/read-time.ts';

export const pattern = fc.constantFrom(
  { source: 'a.c', flags: '' },
  { source: '^Data 1\\d* ', flags: 'i' },
  { source: '7$', flags: '' },
  { source: '(a+)+b', flags: 'su' },
  { source: '[/"]x', flags: '' },
);
const words = fc.string({ unit: fc.constantFrom('a', 'B', 'ü', '"', '\\', ' ', ',', ':', '*', '-', '/', '.', '1', '😀', '\n') });
const text = words.filter((word) => word !== '');
const glob = fc
  .array(fc.constantFrom('a', 'order', '*', '.', 'ID-7', '7', '_'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((word) => !word.includes('..'));
export const word: fc.Arbitrary<Word> = fc.oneof(
  glob.map((value) => ({ glob: value })),
  words.map((value) => ({ literal: value })),
  pattern.map((value) => ({ pattern: value })),
);

const number = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(1.5, 1e21, 2 ** 40));
/** As it is read of `=3`, `>3`, `>=3`, `<3`, `<=3`, `1..3`. */
export const range: fc.Arbitrary<Range> = fc.oneof(
  number.map((one) => ({ low: one, high: one, lowOpen: false, highOpen: false })),
  fc.tuple(number, fc.boolean()).map(([low, lowOpen]) => ({ low, high: Infinity, lowOpen, highOpen: false })),
  fc.tuple(number, fc.boolean()).map(([high, highOpen]) => ({ low: -Infinity, high, lowOpen: false, highOpen })),
  fc
    .tuple(number, number)
    .filter(([one, other]) => one < other)
    .map(([low, high]) => ({ low, high, lowOpen: false, highOpen: false })),
);
const wallTime = fc.oneof(
  fc.tuple(fc.constant(true), fc.nat(DAY - 2), fc.nat(DAY - 2)),
  fc.tuple(fc.constant(false), fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 4e12 })),
);
const timeRange: fc.Arbitrary<TimeRange> = wallTime.chain(([daily, one, other]) =>
  fc.constantFrom<TimeRange>(
    { daily, low: Math.min(one, other), high: Math.max(one, other) + 1, lowOpen: false, highOpen: true },
    { daily, low: one, high: Infinity, lowOpen: true, highOpen: false },
    { daily, low: one, high: Infinity, lowOpen: false, highOpen: false },
    { daily, low: -Infinity, high: one, lowOpen: false, highOpen: true },
  ),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>('a', 'price', 'größe', '$id', 'a b', 'x"y', 'a.b', ''),
  fc.nat(3),
  fc.constant<Step>({ each: true }),
);
export const path = fc.array(step, { minLength: 1, maxLength: 4 });

const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  text.map((value): Condition => ({ kind: 'text', text: value })),
  pattern.map((value): Condition => ({ kind: 'pattern', pattern: value })),
  fc.tuple(fc.constantFrom(...WORD_KEYS), some(word)).map(([key, values]): Condition => ({ kind: 'words', key, words: values })),
  fc.tuple(fc.constantFrom(...NUMBER_KEYS), some(range)).map(([key, ranges]): Condition => ({ kind: 'numbers', key, ranges })),
  some(fc.oneof(word, range)).map((values): Condition => ({ kind: 'id', values })),
  some(timeRange).map((ranges): Condition => ({ kind: 'times', ranges })),
  fc
    .constantFrom(...CHOICE_KEYS)
    .chain((key) => some(fc.constantFrom<string>(...CHOICES[key])).map((choices): Condition => ({ kind: 'choice', key, choices }))),
  fc.tuple(path, some(fc.oneof(word, range))).map(([steps, values]): Condition => ({ kind: 'json', path: steps, values })),
);

export const terms = fc.array(fc.record({ not: fc.boolean(), condition }), { maxLength: 6 });
