/** JSON of which nothing is known: parsed where it can be walked. */
import { expect, it } from 'vitest';
import { parseJson } from '../../../../src/core/decoders/json-shape.ts';

const nested = (levels: number, open: string, close: string): string => `${open.repeat(levels)}1${close.repeat(levels)}`;

it.each([
  ['500 lists', nested(500, '[', ']'), true],
  ['501 lists', nested(501, '[', ']'), false],
  ['501 objects', nested(501, '{"a":', '}'), false],
  ['many, side by side', `[${'[],'.repeat(2000)}{}]`, true],
  ['brackets within a text', JSON.stringify('[{'.repeat(2000)), true],
  ['brackets behind escaped quotes', JSON.stringify(['\\"[[['.repeat(1000), '\\\\']), true],
  ['levels behind a text that ends in a backslash', `["\\\\",${nested(500, '[', ']')}]`, false],
  ['no JSON', '{', false],
  ['a text without end', `"${'['.repeat(2000)}`, false],
])('%s', (_, text, isRead) => {
  expect(parseJson(text)).toEqual(isRead ? JSON.parse(text) : undefined);
});
