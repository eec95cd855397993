/** The elements at the top of a piece of markup, whatever it is made of. */
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { isMarkup, topElements } from '../../../../src/core/decoders/markup.ts';

const read = (markup: string): unknown[] => topElements(markup).map(({ name, attributes, inner }) => [name, Object.fromEntries(attributes), inner]);

it.each([
  ['', []],
  ['text', []],
  ['<p>one</p>', [['p', {}, 'one']]],
  ['<a x=1 y="2 > 1" z=\'&lt;&#65;&#x42;&quot;\' q x=2></a>', [['a', { x: '1', y: '2 > 1', z: '<AB"', q: '' }, '']]],
  [
    '<ul><li>a<li>b</ul><li id=a>x<li id=b>y',
    [
      ['ul', {}, '<li>a<li>b'],
      ['li', { id: 'a' }, 'x'],
      ['li', { id: 'b' }, 'y'],
    ],
  ],
  [
    '<br><img src=a><p>',
    [
      ['br', {}, ''],
      ['img', { src: 'a' }, ''],
      ['p', {}, ''],
    ],
  ],
  ['<div/><p></p></div>', [['div', {}, '<p></p>']]],
  [
    '<svg><path/><path/></svg><b></b>',
    [
      ['svg', {}, '<path/><path/>'],
      ['b', {}, ''],
    ],
  ],
  ['</p><b>x</i></b>', [['b', {}, 'x</i>']]],
  ['<!-- <b> --><i></i><!-- never', [['i', {}, '']]],
  ['1 < 2 <b>x</b>', [['b', {}, 'x']]],
  ['<b>x</b><i class="', [['b', {}, 'x']]],
  [
    '<textarea><b></textarea><b></b>',
    [
      ['textarea', {}, '<b>'],
      ['b', {}, ''],
    ],
  ],
  ['<a x="&#9999999;&nbsp;">', [['a', { x: '&#9999999;&nbsp;' }, '']]],
])('%s', (markup, elements) => {
  expect(read(markup)).toEqual(elements);
});

test('markup begins and ends with a tag', () => {
  expect([' <p>a</p>\n', '<b>', '<', '<3 you>', 'a <b>', '<p>a', '{"a":"<p>"}'].map(isMarkup)).toEqual([true, true, false, false, false, false, false]);
});

test('whatever comes, nothing throws, and what is inside was there', () => {
  const pieces = fc.array(fc.constantFrom('<', '>', '/', '=', '"', "'", ' ', '<b', '</b>', '<p id=', '<!--', '-->', '<script>', '</script', 'x', '&#', ';'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(pieces, (parts) => {
      const markup = parts.join('');
      for (const { inner } of topElements(markup)) expect(markup).toContain(inner);
    }),
  );
});

// A scan of the rest for each piece would read 100 GB: the time that a test has is over long before.
it.each(['<', '<b ', '<b a="', "<b a='", '<b>', '</b>', '<b></i>', '<!--', '<script>', '<b a  =', '<li>', '<p/', '= '])(
  'costs what there is: %s',
  { timeout: 60_000 },
  (piece) => {
    for (const markup of [piece.repeat(200_000), `<b ${piece.repeat(200_000)}`]) {
      const inside = topElements(markup).reduce((sum, { inner }) => sum + inner.length, 0);
      expect(inside).toBeLessThanOrEqual(markup.length);
    }
  },
);
