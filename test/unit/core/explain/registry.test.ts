import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../src/core/explain/rule.ts';
import { RULES } from '../../../../src/core/explain/registry.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const namesIn = (folder: string, end: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith(end))
    .map((file) => file.slice(0, -end.length))
    .toSorted();
const ids = RULES.map(({ id }): string => id).toSorted();

describe('each rule', () => {
  it('has a file, a test and a page of its own, and there are none without a rule', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(namesIn('src/core/explain/rules', '.ts')).toEqual(ids);
    expect(namesIn('test/unit/core/explain/rules', '.test.ts')).toEqual(ids);
    expect(namesIn('docs/findings', '.md')).toEqual(ids);
  });

  it('looks at attempts or at connections', () => {
    for (const rule of RULES as readonly Rule[]) expect(Number(rule.ofAttempt !== undefined) + Number(rule.ofConnection !== undefined), rule.id).toBe(1);
  });

  it.each(ids)('says in its page what it means, what the standard says, and how to fix it: %s', (id) => {
    const page = readFileSync(path.join(root, 'docs/findings', `${id}.md`), 'utf8');
    expect(page.split('\n')[2]).toBe(`\`${id}\``);
    expect(page.match(/^## .*$/gm)).toEqual(['## What it means', '## The standard', '## An example', '## How to fix it']);
  });
});
