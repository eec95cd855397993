import { expect, it } from 'vitest';
import { RULES } from '../../../../../src/core/explain/registry.ts';
import { readPage, rulePage } from '../../../../../src/panel/views/findings/rule-page.ts';

it('reads headings, paragraphs, lists and code; what looks like HTML is text', () => {
  expect(readPage('# A\n\none `two`\nthree\n\n- x\n- y\n  z\n\n```\n<b> # no heading\n```\n<i>\n')).toEqual([
    { kind: 'heading', text: 'A' },
    {
      kind: 'paragraph',
      spans: [
        { code: false, text: 'one ' },
        { code: true, text: 'two' },
        { code: false, text: ' three' },
      ],
    },
    { kind: 'list', items: [[{ code: false, text: 'x' }], [{ code: false, text: 'y z' }]] },
    { kind: 'code', text: '<b> # no heading' },
    { kind: 'paragraph', spans: [{ code: false, text: '<i>' }] },
  ]);
  expect(readPage('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
});

it.each(RULES.map(({ id }) => id))('has the page of %s', (id) => {
  expect(rulePage(id)[0]).toEqual({ kind: 'heading', text: 'What it means' });
});
