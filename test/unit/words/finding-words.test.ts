import { afterEach, expect, it } from 'vitest';
import { textsOf, withEnglish } from '../../../build/locales.ts';
import { english } from '../../../src/words/en.ts';
import { findingSentence, findingTitle } from '../../../src/words/finding-words.ts';
import { useTexts } from '../../../src/words/t.ts';

const german = withEnglish(textsOf('de'));

afterEach(() => useTexts(english));

const GONE = { rule: 'http-error', params: { status: 1404 } } as const;
const CUT = { rule: 'cut-off', params: { error: 'net::ERR_X', means: 'chunks', reader: 'fetch' } } as const;

it('a finding is said in English as its rule has it, with its evidence as it is, what an error means, and what the browser does next', () => {
  expect(findingTitle('http-error')).toBe('The server answered with an error');
  expect(findingSentence(GONE)).toBe('The server answered with status 1404 instead of 200. The browser gives up.');
  expect(findingSentence(CUT)).toBe(
    'The answer was not complete when it broke off with the network error net::ERR_X: the connection was closed before the last chunk.',
  );
});

it('a finding is said in another language where that has its words, and in English where it has none', () => {
  const { 'finding.cut-off.is': sentence, ...others } = german;
  useTexts(german);
  expect(findingTitle('http-error')).toBe(german['finding.http-error']);
  expect(findingSentence(GONE)).toBe(`${german['finding.http-error.is']!.replace('{status}', '1404')} ${german['finding.then.gives-up']}`);
  const filled = sentence!.replace('{error}', 'net::ERR_X').replace('{means}', german['finding.means.chunks']);
  expect(findingSentence(CUT)).toBe(filled);
  useTexts(others);
  expect(findingSentence(CUT)).toContain('The answer was not complete when it broke off');
});

it('the form of a sentence follows from the evidence', () => {
  const params = { kilobytes: 4, suspects: '-', reader: 'fetch' };
  expect(findingSentence({ rule: 'bursts', params: { ...params, sign: 'uneven' } })).toContain('however many messages that takes');
  expect(findingSentence({ rule: 'bursts', params: { ...params, sign: 'cut' } })).toContain('break off in the middle of a line');
});
