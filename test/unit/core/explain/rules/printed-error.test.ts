import { expect, test } from 'vitest';
import { printedError } from '../../../../../src/core/explain/rules/printed-error.ts';
import { unknownField } from '../../../../../src/core/explain/rules/unknown-field.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test.each([
  ['<br />', '<br />\n<b>Warning</b>: x in /srv/a.php on line 3<br />\ndata: 1\n\n'],
  ['<!DOCTYPE html>', 'data: 1\n\ndata: {"n":2,\n<!DOCTYPE html>\n<html>\n'],
  ['Traceback (most recent call last)', 'data: 1\n\nTraceback (most recent call last):\n  File "a.py", line 1\n\n'],
  ['PHP Fatal error', 'data: 1\n\nPHP Fatal error:  Uncaught x\n\n'],
])('is found: %s', (value, text) => {
  expect(printedError.ofAttempt(factsOf({}, {}, { text: textFrom(text) }))).toMatchObject({ params: { value } });
});

test('is silent of all else', () => {
  expect(printedError.ofAttempt(factsOf())).toBe(undefined);
  const other = factsOf({}, {}, { text: textFrom('type: price\ndata: <br />\ndata: Traceback (most recent call last):\n\n') });
  expect(printedError.ofAttempt(other)).toBe(undefined);
  expect(unknownField.ofAttempt(other)).toMatchObject({ params: { value: 'type' } });
});
