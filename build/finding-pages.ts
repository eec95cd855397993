/** `npm run docs`: writes the pages of `docs/findings`. A page is the comment above its rule, below the rule's title and id. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../src/core/explain/registry.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const RULE_FILES = path.join(ROOT, 'src/core/explain/rules');
const FOLDER = path.join(ROOT, 'docs/findings');

/** A comment that begins with a heading, and the first id after it. */
const PAGE = /^ *\/\*\*\n(?<lines> *\* ## (?:(?!\*\/)[^])*)\*\/(?:(?!\/\*\*)[^])*?\bid: '(?<id>[\w-]+)'/gm;

/** The pages by the names of their files. @throws when a rule has none */
export function findingPages(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of readdirSync(RULE_FILES))
    for (const { groups } of readFileSync(path.join(RULE_FILES, file), 'utf8').matchAll(PAGE))
      texts.set(groups!['id']!, groups!['lines']!.trimEnd().replaceAll(/^ *\* ?/gm, ''));
  return new Map(
    RULES.map(({ id, title }) => {
      const text = texts.get(id);
      if (text === undefined) throw new Error(`the rule ${id} has no page: a comment above it that begins with a heading`);
      return [`${id}.md`, `# ${title}\n\n\`${id}\`\n\n${text}\n`];
    }),
  );
}

if (process.argv[1] === import.meta.filename) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const [file, page] of findingPages()) writeFileSync(path.join(FOLDER, file), page);
}
