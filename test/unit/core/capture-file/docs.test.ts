import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFileReader } from '../../../../src/core/capture-file/read-file.ts';

const DOC = readFileSync(new URL('../../../../docs/capture-file.md', import.meta.url), 'utf8');
const SPEC = readFileSync(new URL('../../../../src/core/capture-file/format.ts', import.meta.url), 'utf8');
const OUTCOMES = readFileSync(new URL('../../../../src/core/model/connection.ts', import.meta.url), 'utf8').match(/type Outcome =([^;]*);/)![1]!;

test('the example of the documentation is a capture file with every kind in it', () => {
  const example = /```ndjson\n([\s\S]*?)```/.exec(DOC)![1]!;
  const kinds = new Set<string>();
  const reader = createFileReader({ header: () => {}, record: ({ kind }) => kinds.add(kind) });
  reader.push(example);
  reader.end();
  expect(kinds).toEqual(new Set([...SPEC.matchAll(/^ {2}kind: '(\w+)';/gm)].map((match) => match[1])));
});

test('the documentation names every field and every outcome of the types', () => {
  const fields = [...SPEC.matchAll(/^ {2}(\w+)\??:/gm)].map((match) => match[1]!).filter((name) => name !== 'kind');
  expect(fields.length).toBeGreaterThan(40);
  const named = new Set([...DOC.matchAll(/`(\w+(?:-\w+)*)`/g)].map((match) => match[1]!));
  expect(fields.filter((name) => !named.has(name))).toEqual([]);
  const outcomes = [...OUTCOMES.matchAll(/'([\w-]+)'/g)].map((match) => match[1]!);
  expect(outcomes.filter((name) => !named.has(name))).toEqual([]);
});

test('every field says since when it is there', () => {
  const lines = SPEC.split('\n');
  const undocumented = lines.filter((line, at) => /^ {2}\w+\??:/.test(line) && !/^ {2}kind:/.test(line) && !/Added in v\d+\./.test(lines[at - 1]!));
  expect(undocumented).toEqual([]);
});
