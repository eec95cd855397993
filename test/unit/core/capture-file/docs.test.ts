/** docs/capture-file.md says of each field what the code declares of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RECORD_FIELDS } from '../../../../src/core/capture-file/format.ts';
import { createFileReader } from '../../../../src/core/capture-file/read-file.ts';
import type { Fields } from '../../../../src/core/model/field-kinds.ts';
import { ATTEMPT_FIELDS } from '../../../../src/core/model/recorded-fields.ts';

const read = (file: string): string => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
const DOC = read('docs/capture-file.md');
const KINDS = Object.entries<Fields>(RECORD_FIELDS);
const [TABLES, PROSE] = [
  ['connection', 'attempt', 'message', 'raw', 'finding'],
  ['retry', 'comment', 'state', 'gap'],
];

/** What the documentation calls that which an error says must be there. */
const TYPES: Record<string, readonly string[]> = {
  'a text': ['text'],
  'true or false': ['boolean'],
  'true or missing': ['`true`'],
  'a number of milliseconds': ['time', 'number'],
  'a whole number from 0': ['number'],
  'a whole number from 1': ['number'],
  'a list of texts': ['list of texts'],
  'a list of {name, value}': ['list of `{name, value}`'],
  'a list of {at, status, location, responseHeaders}': ['list'],
  'an object of milliseconds': ['object'],
  'an object of texts and numbers': ['object'],
  '{length, from, complete, dropped}': ['object'],
};

const sectionOf = (kind: string): string => DOC.split(/^## /m).find((section) => section.split('\n')[0]!.includes(`\`${kind}\``))!;
/** The fields of the table of a section, each with its type; one row may have several. */
const tableOf = (kind: string): [name: string, type: string, isOptional: boolean][] => {
  const table = sectionOf(kind)
    .split('\n\n')
    .find((block) => block.startsWith('| field'))!;
  return [...table.matchAll(/^\| (?<names>`\w+`(?:, `\w+`)*) +\| (?<type>[^|]+?) +\|/gm)].flatMap(({ groups }) => {
    const [type = '', isOptional] = groups!['type']!.split(', optional');
    return [...groups!['names']!.matchAll(/\w+/g)].map(([name]): [string, string, boolean] => [name, type, isOptional !== undefined]);
  });
};

test('the example of the documentation is a capture file with every kind in it', () => {
  const example = /```ndjson\n([\s\S]*?)```/.exec(DOC)![1]!;
  const kinds = new Set<string>();
  const reader = createFileReader({ header: () => {}, record: ({ kind }) => kinds.add(kind) });
  reader.push(example);
  reader.end();
  expect(kinds).toEqual(new Set(Object.keys(RECORD_FIELDS)));
});

test('each kind is one of those below', () => {
  expect(KINDS.map(([kind]) => kind).toSorted()).toEqual([...TABLES, ...PROSE].toSorted());
});

test.each(KINDS.filter(([kind]) => TABLES.includes(kind)))('the table has every field of its kind, with its type: %s', (kind, fields) => {
  const table = tableOf(kind);
  expect(table.map(([name]) => name)).toEqual(Object.keys(fields));
  for (const [name, type, isOptional] of table)
    expect([name, TYPES[fields[name]!.wants], isOptional]).toEqual([name, expect.arrayContaining([type]), fields[name]!.optional === true]);
});

test.each(KINDS.filter(([kind]) => PROSE.includes(kind)))('the text names every field of its kind: %s', (kind, fields) => {
  const named = new Set([...sectionOf(kind).matchAll(/`(\w+)`/g)].map((match) => match[1]!));
  expect(Object.keys(fields).filter((name) => !named.has(name))).toEqual([]);
});

test('every outcome is explained', () => {
  const explained = [...sectionOf('attempt').matchAll(/^\| `([\w-]+)` +\| [^|]+\|$/gm)].map((match) => match[1]!);
  expect(ATTEMPT_FIELDS.outcome.words!.known.filter((name) => !explained.includes(name))).toEqual([]);
});

test('every field says since when it is there', () => {
  /** From the first table on: before it stand imports and words. */
  const linesOf = (file: string): string[] =>
    read(file)
      .split(/^export const \w+_FIELDS/m)
      .slice(1)
      .join('')
      .split('\n');
  /** A field of a table, but for what opens one or takes in another. */
  const isField = (line: string): boolean => /^ {2,4}\w+(?:: [^{]*)?,$/.test(line) && !line.endsWith('_FIELDS,');
  const fields = ['src/core/capture-file/format.ts', 'src/core/model/recorded-fields.ts'].flatMap((file) =>
    linesOf(file).flatMap((line, at, lines) => (isField(line) ? [[line, lines[at - 1]!] as const] : [])),
  );
  expect(fields.length).toBeGreaterThan(90);
  expect(fields.filter(([, before]) => !/Added in v\d+\./.test(before)).map(([line]) => line)).toEqual([]);
});
