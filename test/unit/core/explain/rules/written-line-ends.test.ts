import { expect, test } from 'vitest';
import { createRowFacts } from '../../../../../src/core/explain/row-facts.ts';
import { writtenLineEnds } from '../../../../../src/core/explain/rules/written-line-ends.ts';
import { factsOf, foldedFrom, textFrom } from '../attempt-facts.ts';

const ofText = (...chunks: string[]) => writtenLineEnds.ofAttempt(factsOf({}, {}, { rows: createRowFacts(), text: textFrom(chunks) }));
const ofData = (data: string) => writtenLineEnds.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 1, data }]) }));
const FOUND = { params: {}, line: 1, count: 1 };

test('is found where no line of the stream ends', () => {
  expect(ofText('data: {"n":1}\\n\\n')).toEqual(FOUND);
  expect(ofText('data: {"n":1}\\n\\ndata: {"n":2}\\n\\n')).toEqual(FOUND);
  expect(ofText('data:[1]\\r\\n\\r\\n')).toEqual(FOUND);
  expect(ofText('id: 4\\ndata: hello')).toEqual(FOUND);
  expect(ofText('event: a\\nid: 4\\ndata: hello')).toEqual(FOUND);
  expect(ofText('data: hello\\n\\ndata: world\\n\\n')).toEqual(FOUND);
  expect(ofText('data: {"n"', ':1}\\', 'n\\', 'n')).toEqual(FOUND);
});

test('is found at the end of data', () => {
  expect(ofData('{"n":1}\\n\\n')).toEqual({ message: 0, count: 1 });
  expect(ofData('[1]\\r\\n\\r\\n')).toEqual({ message: 0, count: 1 });
});

test('is silent of text that has them where they belong', () => {
  for (const data of ['{"text":"a\\n\\nb"}', '{"code":"f() {}\\n\\ng()"}', '{"code":"{}\\n\\ndata: x"}', 'a word\\n\\n', '\\n\\n', '{"n":1}\\n']) {
    expect(ofData(data)).toBe(undefined);
    expect(ofText(`data: ${data}`)).toBe(undefined);
    expect(ofText(`data: ${data}\n\n`)).toBe(undefined);
  }
  expect(ofText('data: {"code":"{}\\n\\n', 'data: x"}\n\n')).toBe(undefined);
  expect(ofText(`: ${'\\n\\n'.repeat(3000)}`)).toBe(undefined);
});
