import { afterEach, expect, it } from 'vitest';
import german from '../../../public/_locales/de/messages.json' with { type: 'json' };
import english from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { findingSentence, findingTitle } from '../../../src/words/finding-words.ts';
import { useCatalogue } from '../../../src/words/say.ts';

afterEach(() => useCatalogue(english));

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
  const { finding_cut_off_is: sentence, ...others } = german;
  useCatalogue(german);
  expect(findingTitle('http-error')).toBe(german.finding_http_error.message);
  expect(findingSentence(GONE)).toBe(`${german.finding_http_error_is.message.replace('{status}', '1404')} ${german.finding_then_gives_up.message}`);
  const filled = sentence.message.replace('{error}', 'net::ERR_X').replace('{means}', german.finding_means_chunks.message);
  expect(findingSentence(CUT)).toBe(filled);
  useCatalogue(others);
  expect(findingSentence(CUT)).toContain('The answer was not complete when it broke off');
});

it('the form of a sentence follows from the evidence', () => {
  const params = { kilobytes: 4, suspects: '-', reader: 'fetch' };
  expect(findingSentence({ rule: 'bursts', params: { ...params, sign: 'uneven' } })).toContain('however many messages that takes');
  expect(findingSentence({ rule: 'bursts', params: { ...params, sign: 'cut' } })).toContain('break off in the middle of a line');
});
