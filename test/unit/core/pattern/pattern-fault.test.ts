import { describe, expect, test } from 'vitest';
import { endlessPart } from '../../../../src/core/pattern/endless-part.ts';
import { createPatternSearch } from '../../../../src/core/pattern/pattern-search.ts';
import { MAX_PATTERN, patternFault } from '../../../../src/core/pattern/pattern-fault.ts';

const kind = (source: string, flags = ''): string | undefined => patternFault({ source, flags })?.kind;

test('what is wrong is told', () => {
  expect(patternFault({ source: 'a(', flags: '' })).toEqual({ kind: 'syntax', detail: 'Unterminated group' });
  expect(kind('a', 'g')).toBe('flags');
  expect(kind('a', 'ii')).toBe('flags');
  expect(kind('a'.repeat(MAX_PATTERN + 1))).toBe('too-long');
  expect(kind('a', 'imsu')).toBeUndefined();
});

describe('a search that may never end', () => {
  const endless = [
    '(a+)+',
    '(a*)*b',
    '(?:a+){2,}',
    '([a-z]+)*$',
    '(a|a)*',
    '(a|aa)+',
    '(.|\\s)*x',
    '(a+|b)*',
    '(fo+|o)*',
    '(a?a)+',
    '(s?s)+',
    '(a*a*b)+',
    '((a+)b?)*',
    '(\\w+\\.?)+',
    '(?<name>\\d+)+',
    '(x(a+)+y)',
    '(a+){30}',
    '((a|a)b?)*',
    '(\\1a+)*(b)',
  ];
  test.each(endless)('%s is refused where only the browser can match it', (source) => {
    expect(endlessPart(source, '')).not.toBeNull();
    expect(kind(`${source}(?=x)`)).toBe('endless');
  });
  test('all else is matched in linear time, and let pass', () => expect(endless.filter((source) => kind(source) === 'endless')).toEqual(['(\\1a+)*(b)']));

  const fine = [
    'a+b*',
    '.*foo.*bar',
    '(foo|bar)+',
    '(\\w+\\.)+com',
    '("[^"]*",?)+',
    '"([^"\\\\]|\\\\.)*"',
    '(\\d{3}-)*',
    '(ab)+',
    '(a+)(b+)',
    '\\(a+\\)+',
    '[(a+)]+',
    '(a+)?',
    '(?:id|name)":\\s*\\d+',
    '^(GET|POST) ',
    '\\{"n":\\d+(,"x":\\d+)*\\}',
    '',
  ];
  test.each(fine)('%s is let pass', (source) => expect([kind(source), endlessPart(source, '')]).toEqual([undefined, null]));

  describe('of bounded repetitions, which may multiply', () => {
    const a = 'a'.repeat(100_000);
    const hostile: [string, string][] = [
      ['(?=.)(?:a{0,9}){9}b', a],
      ['(?=.)(?:a{2,9}){8}c', a],
      ['(?=.)(a{1,9}){9}(a{1,9}){9}b', a],
      ['(?=.)(?:a|aa){10}(?:a|aa){10}(?:a|aa){10}c', a],
      ['(?=.)(\\w|a|_){9}(\\w|a|_){9}(\\w|a|_){9}c', a],
      ['(?=.)([^b]{1,9}){1,9}c', a],
      ['(?=.)(?:(?:(?:a{1,3}){1,3}){1,3}){1,3}c', a],
      ['(?=.)((a{0,9}){9}){9}b', a],
      ['(?=.)(a?){9}(a?){9}(a?){9}a{27}b', a],
      ['(?=.)(?:a?a?a?){9}b', a],
      ['(?=.)(?:(?:a?){9}){9}b', a],
      ['(?=.)(?:(?:a|b|ab){9}){9}c', 'ab'.repeat(50_000)],
      ['(?=.)(?:.{1,9}.{1,9}.{1,9}){3}c', a],
      ['(a+)\\1\\1b', a],
      ['(a*)\\1b', a],
      ['(a*)(a*)\\1\\2b', a],
      ['(?<=a*a*)b', a],
      ['(?=.*a)(?=.*a)(?=.*a).*b', a],
      ['(?=.)a*a*a*a*a*a*a*a*a*a*a*a*b', a],
      ['(?!x)a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b', a],
    ];
    test.each(hostile)('%s is refused, or costs little', (source, text) => {
      if (kind(source) === 'endless') return;
      const search = createPatternSearch({ source, flags: '' });
      const begun = process.cpuUsage().user;
      expect(search.test(text)).toBe(false);
      expect(process.cpuUsage().user - begun).toBeLessThan(500_000);
    });

    test('usual ones pass', () => {
      const usual = ['(?=.*error)(?=.*5\\d\\d)', '(?<!\\d)\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\d)', '(["\\x27])\\w+\\1', '(?<=id":\\s*)\\d{4,9}', '\\b(\\w+) \\1\\b'];
      expect(usual.filter((source) => kind(source) !== undefined)).toEqual([]);
    });
  });

  test('the part at fault is named', () => expect(patternFault({ source: '(?!q)x(y(a+)+z)', flags: '' })?.detail).toBe('(a+)+'));

  test('what is let pass costs some power of the length, on texts made to be bad for it', () => {
    const bait = ['a', 'b', '1', ' ', '"', '.', '\\', 'ab', 'foo', 'a.', '",', '1-'];
    // CPU time: the clock would count what else the machine does.
    const cost = (pattern: RegExp, text: string): number => {
      const begun = process.cpuUsage().user;
      pattern.test(text);
      return process.cpuUsage().user - begun;
    };
    for (const source of fine) {
      const pattern = new RegExp(source);
      for (const piece of bait) {
        // From lengths at which also an endless search comes to its end, but costs a million times as much with each next one.
        let before = 0;
        for (const length of [16, 24, 40, 80, 160, 320, 640, 1280]) {
          const text = `${piece.repeat(length).slice(0, length - 1)}\0`;
          const spent = Math.min(cost(pattern, text), cost(pattern, text));
          // The fourth power of twice the length is 16; below some milliseconds all is noise.
          expect(spent, `${source} on ${piece}, ${length}`).toBeLessThan(32 * Math.max(before, 10_000));
          before = spent;
        }
      }
    }
  });
});
