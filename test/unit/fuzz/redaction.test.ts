/** A credential in any notation that is known, within anything: it is gone, and redacting again changes nothing. */
import { expect, test } from 'vitest';
import { REDACT } from '../../../src/core/export/redact.ts';
import fc from '../../property.ts';
import { sized } from '../../sizes.ts';

const NAMES = ['token', 'access_token', 'X-CSRFToken', 'password', 'apiKey', 'client_secret', 'refreshtoken', 'sessionToken', 'x-amz-signature', 'jwt'];
const secret = fc.string({ unit: fc.constantFrom('a', 'Z', '3', 'q', '7', 'x'), minLength: 8, maxLength: 20 }).map((text) => `S3c${text}`);
/** How a name and its value may stand. */
const NOTATIONS: ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `"${name}":"${value}"`,
  (name, value) => `'${name}': '${value}'`,
  (name, value) => `https://s.test/a?x=1&${name}=${value}#part`,
  (name, value) => `/a/b?${name}=${value}`,
  (name, value) => JSON.stringify({ a: [{ [name]: value }] }),
  (name, value) => JSON.stringify(JSON.stringify({ [name]: value })),
  (name, value) => `next=${encodeURIComponent(`/cb?${name}=${value}`)}`,
  (_, value) => `Authorization: Bearer ${value}`,
  (_, value) => `https://user:${value}@s.test/`,
];
const around = fc
  .array(fc.constantFrom('', 'at f (https://s.test/a.js:1:2)\n', 'hello, world ', '{"a":1} ', 'a=1&', '\n', '(', ' – '), { maxLength: 2 })
  .map((bits) => bits.join(''));
const texts = fc.tuple(around, fc.constantFrom(...NOTATIONS), fc.constantFrom(...NAMES), secret);

test('is taken out of texts and bodies, once and for all', () => {
  fc.assert(
    fc.property(texts, ([before, notation, name, value]) => {
      const text = `${before}${/[\w"]$/.test(before) ? ' ' : ''}${notation(name, value)}`;
      for (const clean of [REDACT.text(text), REDACT.body(text)]) {
        expect(clean, text).not.toContain(value);
        expect(clean).toContain('REDACTED');
      }
      const once = REDACT.text(text);
      expect(REDACT.text(once)).toBe(once);
    }),
    { numRuns: sized(50_000, 500) },
  );
});

test('nothing is taken for a credential that has no name and no form of one', () => {
  const plain = fc.array(fc.constantFrom('order', 'price', 'a=1', 'n: 2', '{"id":7}', 'https://s.test/a?page=2', 'tick', '12:30', 'ü', 'x-y'), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(plain, (words) => {
      const text = words.join(' ');
      expect(REDACT.text(text)).toBe(text);
    }),
    { numRuns: sized(20_000, 300) },
  );
});

test('any text at all is gone through, and twice is as once', () => {
  const unit = fc.constantFrom(
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ':',
    '=',
    '&',
    ';',
    '?',
    '/',
    '#',
    '%',
    '%3D',
    '%25',
    ' ',
    '\n',
    'token',
    'key',
    'a',
    '1',
    'Bearer ',
    '@',
    '<',
    '>',
    'eyJ',
    '://',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      for (const clean of [REDACT.text, REDACT.url, REDACT.body]) {
        const once = clean(text);
        expect(clean(once)).toBe(once);
      }
    }),
    { numRuns: sized(50_000, 500) },
  );
});
