import { expect, test } from 'vitest';
import { lostSpace } from '../../../../../src/core/explain/rules/lost-space.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

const of = (text: string | readonly string[]) => lostSpace.ofAttempt(factsOf({}, {}, { text: textFrom(text) }));
const tokens = (...each: string[]) => each.map((token) => `data:${token}\n\n`).join('');

test('is found', () => {
  const text = `${tokens('The', ' house', ' is', ' red', '.')}event:done\ndata:\n\n`;
  expect(of(text)).toEqual({ params: { value: 'house' }, line: 3, count: 3 });
  expect(of([...text])).toEqual(of(text));
  expect(of(tokens(' The', ' house', 'hold', ' is'))).toEqual({ params: { value: 'The' }, line: 1, count: 3 });
  expect(of(text.replaceAll('\n', '\r\n'))).toMatchObject({ line: 3, count: 3 });
  const named = ['The', ' house', ' is', '.'].map((token) => `event:token\ndata:${token}\n\n`).join('');
  expect(of(named)).toEqual({ params: { value: 'house' }, line: 4, count: 2 });
  expect(of(named.replaceAll('event:', 'event: '))).toMatchObject({ line: 4, count: 2 });
});

test('is silent where the server writes a space of its own, or none is lost', () => {
  expect(of(tokens(' The', '  house', '  is', ' .', '  red'))).toBe(undefined);
  expect(of(tokens('The', 'house', 'is', 'red', '.'))).toBe(undefined);
  expect(of(tokens('{"a":1}', ' {"a":2}', ' [1]', '[2]', ' 7', '8'))).toBe(undefined);
  expect(of(tokens('a', ' b'))).toBe(undefined);
  // Of blocks with more in them nobody knows.
  expect(of(['The', ' house', ' is', '.'].map((token, n) => `id:${n}\ndata:${token}\n\n`).join(''))).toBe(undefined);
  expect(of(`${tokens('a', 'b', 'c')}data: d\r\n\r\n`)).toBe(undefined);
});
