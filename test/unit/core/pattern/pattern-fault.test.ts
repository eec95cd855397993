import { describe, expect, test } from 'vitest';
import { endlessPart } from '../../../../src/core/pattern/endless-part.ts';
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
