import { expect, test } from 'vitest';
import { gluedBlocks } from '../../../../../src/core/explain/rules/glued-blocks.ts';
import { tornJson } from '../../../../../src/core/explain/rules/torn-json.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

const of = (...data: string[]) => factsOf({}, {}, { rows: foldedFrom(data.map((each, at) => ({ at, data: each }))) });

test('is found', () => {
  expect(gluedBlocks.ofAttempt(of('{"n":1}\n{"n":2}', 'x', '[1]\n[2]\n{"a":{}}'))).toEqual({ message: 2, count: 2 });
});

test('is silent of all else', () => {
  for (const data of ['{"n":1}', '{\n"n":1\n}', '{"a":\n{"b":1}}', '1\n2', 'true\nfalse', '{"text":"one\ntwo"}', '[1]\ntwo', '[\n1\n]', ''])
    expect(gluedBlocks.ofAttempt(of(data))).toBe(undefined);
  expect(tornJson.ofAttempt(of('{"n":1}\n{"n":2}'))).toBe(undefined);
});
