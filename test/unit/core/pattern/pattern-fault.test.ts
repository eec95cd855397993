import { describe, expect, test } from 'vitest';
import { createPatternSearch } from '../../../../src/core/pattern/pattern-search.ts';
import { MAX_PATTERN, patternFault } from '../../../../src/core/pattern/pattern-fault.ts';

const kind = (source: string, flags = ''): string | undefined => patternFault({ source, flags })?.kind;

test('what is wrong is told', () => {
  expect(patternFault({ source: 'a(', flags: '' })).toEqual({ kind: 'syntax', detail: 'Unterminated group' });
  expect(kind('a', 'g')).toBe('flags');
  expect(kind('a', 'ii')).toBe('flags');
  expect(kind('a'.repeat(MAX_PATTERN + 1))).toBe('too-long');
  expect(kind('a'.repeat(MAX_PATTERN))).toBeUndefined();
  expect(kind('(a{99}){99}')).toBe('too-large');
  expect(kind('a', 'imsu')).toBeUndefined();
});

test.each([
  ['(?=.*error)(?=.*5\\d\\d)', '(?='],
  ['a(?!b)', '(?!'],
  ['(?<!\\d)\\d{1,3}', '(?<!'],
  ['(?<=id":\\s*)\\d{4,9}', '(?<='],
  ['(["\\x27])\\w+\\1', '\\1'],
  ['(?<q>["\\x27])\\w+\\k<q>', '\\k<q>'],
  ['(\\1a+)*(b)', '\\1'],
])('look-around and back-references are not supported: %s', (source, detail) =>
  expect(patternFault({ source, flags: '' })).toEqual({ kind: 'unsupported', detail }),
);

describe('what backtracking never ends is matched in linear time', () => {
  const a = 'a'.repeat(100_000);
  const hostile: [string, string][] = [
    ['(a+)+$b', a],
    ['(a*)*b', a],
    ['(?:a+){2,}b', a],
    ['(a|a)*b', a],
    ['(a?a)+b', a],
    ['((a+)b?)*c', a],
    ['(?:(?:a|b|ab){9}){9}c', 'ab'.repeat(50_000)],
    ['(?:a{2,9}){8}c', a],
    ['(a{1,9}){9}(a{1,9}){9}b', a],
    ['(\\w|a|_){9}(\\w|a|_){9}(\\w|a|_){9}c', a],
    ['(?:(?:(?:a{1,3}){1,3}){1,3}){1,3}c', a],
    ['(a?){9}(a?){9}(a?){9}a{27}b', a],
    ['(?:.{1,9}.{1,9}.{1,9}){3}c', a],
    ['a*a*a*a*a*a*a*a*a*a*a*a*b', a],
    ['a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b', a],
  ];
  test.each(hostile)('%s costs little, on a long text and on short ones', (source, text) => {
    expect(kind(source)).toBeUndefined();
    const search = createPatternSearch({ source, flags: '' });
    // CPU time: the clock would count what else the machine does.
    const begun = process.cpuUsage().user;
    expect(search.test(text)).toBe(false);
    for (const length of [50, 60, 500, 900, 1000]) expect(search.test(text.slice(0, length))).toBe(false);
    expect(process.cpuUsage().user - begun).toBeLessThan(1_000_000);
  });
});
