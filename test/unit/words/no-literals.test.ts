/** Texts for people stand in `src/words`: no view has one of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSync } from 'vite';

const root = path.resolve(import.meta.dirname, '../../../src');
const sources = ['panel', 'popup', 'viewer'].flatMap((room) =>
  readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(room, file.replaceAll('\\', '/'))),
);

/** Attributes and properties that people read or hear. */
const READ = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'placeholder',
  'alt',
  'label',
  'summary',
]);
const LETTER = /\p{L}/u;
/** The same in every language: the product, formats, units of the trade, keys with one letter. */
const SAME_EVERYWHERE = new Set(['SSE Scope', 'NDJSON', 'Markdown', 'JSON', 'Ctrl+O', 'LF']);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Calls `visit` for every node below `node`; not further below one for which it returns false. */
function walk(node: unknown, visit: (node: Node) => boolean | void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  else if (isNode(node) && visit(node) !== false) for (const key of Object.keys(node)) walk(node[key], visit);
}

/** What `node` says by itself: a string, or the fixed parts of a template. */
function ownText(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type === 'JSXText') return String(node['value']);
  if (node.type === 'TemplateElement') return (node['value'] as { cooked: string }).cooked;
  return '';
}

const says = (text: string): boolean => LETTER.test(text) && !SAME_EVERYWHERE.has(text.trim());

/** `ui.tsx: what it says` for every text that people would see and no language has. */
function literals(file: string, code: string): string[] {
  const found: string[] = [];
  const report = (node: unknown): void => {
    if (says(ownText(node))) found.push(`${file}: ${ownText(node).trim()}`);
  };
  walk(parseSync(file, code).program, (node) => {
    if (node.type === 'JSXText') report(node);
    // What is chosen between by code, `{on ? 'On' : 'Off'}`, is read as well; what is passed to a function is not.
    if (node.type === 'JSXAttribute' && READ.has(attributeName(node))) reportShown(node['value'], report);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of node['children'] as Node[]) if (child.type === 'JSXExpressionContainer') reportShown(child, report);
    return true;
  });
  return found;
}

function reportShown(node: unknown, report: (node: unknown) => void): void {
  walk(node, (inner) => {
    if (['CallExpression', 'MemberExpression', 'JSXElement', 'JSXFragment', 'ArrowFunctionExpression'].includes(inner.type)) return false;
    if (inner.type === 'BinaryExpression' && inner['operator'] !== '+') return false;
    if (inner.type === 'ConditionalExpression') {
      reportShown(inner['consequent'], report);
      reportShown(inner['alternate'], report);
      return false;
    }
    report(inner);
    return true;
  });
}

function attributeName(node: Node): string {
  const name = node['name'];
  return isNode(name) ? String(name['name']) : '';
}

describe('texts of the code', () => {
  it('are none', () => {
    expect(sources.flatMap((file) => literals(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });

  it('would be found', () => {
    const view = "const a = <p title=\"Hint\" class=\"x y\" aria-label={on ? 'On' : t('k')}>Hello {n === 'none' ? `for ${n} times` : '·'} {f('call')}</p>;";
    expect(literals('view.tsx', view).toSorted()).toEqual(['view.tsx: Hello', 'view.tsx: Hint', 'view.tsx: On', 'view.tsx: for', 'view.tsx: times']);
  });
});
