import { describe, expect, test } from 'vitest';
import { compileProgram } from '../../../../src/core/pattern/compile-program.ts';
import { createPatternSearch, requiredText } from '../../../../src/core/pattern/pattern-search.ts';
import fc from '../../../property.ts';

const search = (source: string, flags = '') => createPatternSearch({ source, flags });

/** Expressions of all that the compiler knows, most of them with repetitions. */
const source = fc.letrec<{ alternatives: string; sequence: string; term: string; atom: string }>((tie) => ({
  alternatives: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((all) => all.join('|')),
  sequence: fc.array(tie('term'), { maxLength: 4 }).map((all) => all.join('')),
  term: fc
    .tuple(
      fc.oneof(
        { maxDepth: 2 },
        tie('atom'),
        tie('alternatives').map((all) => `(?:${all})`),
        tie('alternatives').map((all) => `(${all})`),
      ),
      fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{0,2}', '{1,}'),
    )
    .map(([atom, times]) => atom + times)
    .chain((term) => fc.constantFrom(term, term, term, `^${term}`, `${term}$`, `\\b${term}`, `\\B${term}`)),
  atom: fc.constantFrom('a', 'b', 'A', '.', '\\w', '\\d', '\\s', '[ab]', '[^a]', '[\\]b-d]', '\\x61', '\\n', 'ü', '😀', '\\.', '\\u0061'),
})).alternatives;
const flags = fc.subarray(['i', 'm', 's', 'u']).map((all) => all.join(''));
const text = fc.array(fc.constantFrom('a', 'b', 'A', 'c', '1', ' ', '\n', 'ü', 'Ü', '😀', '.', ']', 'K'), { maxLength: 12 }).map((all) => all.join(''));

/** @note V8 also tries `\B` within a character of two code units, which the standard's AdvanceStringIndex leaves out. */
const isOdd = (pattern: string, flag: string, each: string): boolean => flag.includes('u') && pattern.includes('\\B') && each.includes('😀');

test('the automaton and the browser find the same', () => {
  fc.assert(
    fc.property(source, flags, fc.array(text, { minLength: 1, maxLength: 6 }), (pattern, flag, texts) => {
      const one = search(pattern, flag);
      const native = new RegExp(pattern, flag);
      for (const each of texts) if (!isOdd(pattern, flag, each)) expect([each, one.test(each)]).toEqual([each, native.test(each)]);
    }),
    { numRuns: 1500 },
  );
});

test('the same in long texts, where the browser is not asked', () => {
  const filler = ' '.repeat(1100);
  fc.assert(
    fc.property(
      fc.oneof(source, fc.constantFrom('a.*b', '(?:a|b)1', '^b', 'Ü+$', '[^ ]{3}', '\\ba\\w*')),
      flags,
      text,
      fc.boolean(),
      (pattern, flag, each, before) => {
        const long = before ? filler + each : each + filler;
        // The browser itself would take for ever otherwise.
        fc.pre(!isOdd(pattern, flag, long) && (pattern.match(/[*+?|]|\{\d/g)?.length ?? 0) <= 1);
        expect(search(pattern, flag).test(long)).toBe(new RegExp(pattern, flag).test(long));
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['order":\\d*77', 'order":'],
  ['a|b', ''],
  ['(foo|bar)bazz', 'bazz'],
  ['fo*bar', 'bar'],
  ['a\\.b\\d', 'a.b'],
  ['(?:abc)+x', 'x'],
  ['[abc]+', ''],
  ['x{2,}yz?', 'y'],
  ['\\u0061b', 'b'],
  ['^ab$', 'ab'],
])('every match of %s holds %j', (pattern, literal) => expect(requiredText(pattern)).toBe(literal));

test('a match is where the browser has it, and at least as long', () => {
  fc.assert(
    fc.property(source, flags, text, (pattern, flag, each) => {
      fc.pre(!isOdd(pattern, flag, each));
      const found = search(pattern, flag).find(each, 0);
      const native = new RegExp(pattern, flag).exec(each);
      expect(found?.from).toBe(native?.index);
      if (found !== null && native !== null) {
        expect(found.to - found.from).toBeGreaterThanOrEqual(native[0].length);
      }
    }),
    { numRuns: 800 },
  );
});

describe('what never ends elsewhere', () => {
  test.each(['(a+)+b', '(a|aa)+b', '.*a.*a.*a.*b', '(a*)*b', '(?:a?){30}a{30}b', '(.|\\s)*x', `${'a?'.repeat(40)}${'a'.repeat(40)}bx?`])(
    '%s is looked for in the whole text',
    (pattern) => {
      const one = search(pattern);
      expect(one.test('a'.repeat(20_000))).toBe(false);
      expect(one.cutShort).toBe(0);
      expect(one.test(`${'a'.repeat(20_000)}bx`)).toBe(true);
    },
  );

  test('more states than are kept are found out anew', () => {
    const pattern = '(a|b)*a(a|b){11}c';
    const one = search(pattern);
    let state = 7;
    const letters = Array.from({ length: 4000 }, () => ((state = (state * 1103515245 + 12345) & 0x7fffffff) & 65536 ? 'a' : 'b')).join('');
    expect(one.test(`${letters}c`)).toBe(letters.at(-12) === 'a');
    expect(one.test(letters)).toBe(false);
  });

  test('a text is given up when all of it is new, and counted', () => {
    const one = search('(a|b)*a(a|b){300}c');
    let state = 7;
    const letters = Array.from({ length: 100_000 }, () => ((state = (state * 1103515245 + 12345) & 0x7fffffff) & 65536 ? 'a' : 'b')).join('');
    expect(one.test(letters)).toBe(false);
    expect(one.cutShort).toBe(1);
  });
});

describe('what has no program', () => {
  test.each([
    ['(?=a)b*', '(?='],
    ['x(?<!a)b+', '(?<!'],
    ['(a)\\1+', '\\1'],
    ['(?<x>a)\\k<x>*', '\\k<x>'],
  ])('%s is refused, and the part is named', (pattern, part) => {
    expect(() => search(pattern)).toThrow(`look-around, back-references and modifiers are not supported: ${part}`);
  });

  // Node 20 knows no modifiers.
  test('nor have modifiers', () => expect(() => compileProgram({ source: '(?i:a)', flags: '' })).toThrow('not supported: (?i:'));

  test('control characters have one', () => expect([search('a\\cJ+b').test('a\n\nb'), search('\\cj').test('j')]).toEqual([true, false]));

  test('a count is unfolded up to a bound', () => {
    expect(compileProgram({ source: 'a{1000}', flags: '' }).code.length).toBeGreaterThan(1000);
    expect(() => compileProgram({ source: '(a{1000}){1000}', flags: '' })).toThrow('longer than 2000 instructions');
  });
});
