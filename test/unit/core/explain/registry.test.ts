import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingPages } from '../../../../build/finding-pages.ts';
import { RULES } from '../../../../src/core/explain/registry.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = findingPages();

describe('each rule', () => {
  it('is listed, and has an id of its own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    const list = textOf('src/core/explain/rules.ts');
    expect(readdirSync(path.join(root, 'src/core/explain/rules')).filter((file) => file.endsWith('.ts') && !list.includes(`'./rules/${file}'`))).toEqual([]);
  });

  it('looks at attempts or at connections', () => {
    for (const rule of RULES) expect(Number(rule.ofAttempt !== undefined) + Number(rule.ofConnection !== undefined), rule.id).toBe(1);
  });

  it('has its page in docs/findings, as `npm run docs` writes it, and there are none without a rule', () => {
    const written = readdirSync(path.join(root, 'docs/findings')).map((file): [string, string] => [file, textOf(`docs/findings/${file}`)]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(pages));
  });

  it.each([...pages])('says in its page what it means, what the standard says, and how to fix it: %s', (file, page) => {
    expect(page.split('\n')[2]).toBe(`\`${file.replace('.md', '')}\``);
    expect(page.match(/^## .*$/gm)).toEqual(['## What it means', '## The standard', '## An example', '## How to fix it']);
  });
});
