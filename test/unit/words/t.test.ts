import { afterEach, expect, it } from 'vitest';
import { textsOf, withEnglish } from '../../../build/locales.ts';
import { english } from '../../../src/words/en.ts';
import { t, useTexts, type TextKey } from '../../../src/words/t.ts';

afterEach(() => useTexts(english));

it('puts values where their names stand, numbers as people count', () => {
  expect(t('close')).toBe('Close');
  expect(t('someOf', { part: 1234, whole: '1234' })).toBe('1,234 of 1234');
  expect(t('lineNumber', { line: '{line} $1 $&' })).toBe('Line {line} $1 $&');
});

it('says counts in the form and the numbers of the language', () => {
  expect([0, 1, 1234].map((count) => t('count.messages', { count }))).toEqual(['0 messages', '1 message', '1,234 messages']);
  useTexts(withEnglish(textsOf('de')));
  expect([1, 1234].map((count) => t('count.messages', { count }))).toEqual(['1 Nachricht', '1.234 Nachrichten']);
  useTexts(withEnglish({ language: 'ja', 'count.messages.other': '{count} 件' }));
  expect(t('count.messages', { count: 1 })).toBe('1 件');
});

it('compiles for keys that are there, with all values of the text and no others', () => {
  const wrong = (): string[] => [
    // @ts-expect-error: no such text
    t('closed-for-good'),
    // @ts-expect-error: a value is missing
    t('lineNumber'),
    // @ts-expect-error: one of two
    t('someOf', { part: 1 }),
    // @ts-expect-error: one too many
    t('lineNumber', { line: 1, column: 2 }),
    // @ts-expect-error: takes none
    t('close', { line: 1 }),
    // @ts-expect-error: a count without its count
    t('count.messages'),
    // @ts-expect-error: a count that is none
    t('count.messages', { count: 'one' }),
    // @ts-expect-error: a form is no text
    t('count.messages.one', { count: 1 }),
    // @ts-expect-error: of one of these there is no text
    t(`state.${'open' as 'open' | 'ajar'}`),
  ];
  expect(wrong).toBeTypeOf('function');
  expect(t('closed-for-good' as TextKey as 'close')).toBe('closed-for-good');
});
