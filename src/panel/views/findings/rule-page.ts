/**
 * The pages of `docs/findings`, one for each rule: bundled as text, read into blocks. Of Markdown no more than those pages use: headings,
 * paragraphs, lists, blocks of code, and `code` within a line.
 */
import type { RuleId } from '../../../core/explain/registry.ts';

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; spans: readonly Span[] }
  | { kind: 'list'; items: readonly (readonly Span[])[] }
  | { kind: 'code'; text: string };

export interface Span {
  code: boolean;
  text: string;
}

declare global {
  interface ImportMeta {
    /** Of the build tool: the files that match, bundled. */
    glob(pattern: string, options: { query: '?raw'; import: 'default'; eager: true }): Record<string, string>;
  }
}

const PAGES = import.meta.glob('../../../../docs/findings/*.md', { query: '?raw', import: 'default', eager: true });
const read = new Map<RuleId, readonly Block[]>();

/** Without its first heading and the rule's id, which stand above it already. */
export function rulePage(rule: RuleId): readonly Block[] {
  let page = read.get(rule);
  if (page === undefined) read.set(rule, (page = readPage(PAGES[`../../../../docs/findings/${rule}.md`] ?? '').slice(2)));
  return page;
}

export function readPage(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.findIndex((other, place) => place > at && other.startsWith('```'));
      const last = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last;
    } else if (/^#+ /.test(line)) blocks.push({ kind: 'heading', text: line.replace(/^#+ /, '') });
    else if (line.trim() !== '') {
      const end = lines.findIndex((other, place) => place > at && (other.trim() === '' || /^(#+ |```)/.test(other)));
      const last = end === -1 ? lines.length : end;
      blocks.push(...readLines(lines.slice(at, last)));
      at = last - 1;
    }
  }
  return blocks;
}

function readLines(lines: readonly string[]): Block[] {
  if (!lines[0]!.startsWith('- ')) return [{ kind: 'paragraph', spans: spansOf(lines.join(' ')) }];
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return [{ kind: 'list', items: items.map(spansOf) }];
}

function spansOf(text: string): Span[] {
  return text.split('`').flatMap((part, place) => (part === '' ? [] : [{ code: place % 2 === 1, text: part }]));
}
