/** A JSON document with one member on each line. Numbers, strings and the order of keys stay as they are written. Pure. */
import { childrenOf, type JsonChildren } from '../json-tree/json-children.ts';
import type { JsonDocument, JsonKind } from '../json-tree/scan-json.ts';

/** Spaces of indent grow no further than this: 10,000 levels would else need 100 MB. */
const DEEPEST_INDENT = 60;

/** Without recursion, as the document may be deep. */
export function prettyJson(document: JsonDocument): string {
  const { text } = document;
  const out: string[] = [];
  interface Level {
    kind: JsonKind;
    children: JsonChildren;
    next: number;
  }
  const levels: Level[] = [];
  const newline = (depth: number): void => void out.push('\n', '  '.repeat(Math.min(depth, DEEPEST_INDENT)));

  let node = document.root;
  for (;;) {
    if (node.keyStart >= 0) out.push(text.slice(node.keyStart, node.keyEnd), ': ');
    const children = childrenOf(document, node);
    if (children.count > 0) {
      out.push(node.kind === 'object' ? '{' : '[');
      levels.push({ kind: node.kind, children, next: 0 });
    } else if (node.container >= 0) out.push(node.kind === 'object' ? '{}' : '[]');
    else out.push(text.slice(node.start, node.end));

    for (;;) {
      const level = levels.at(-1);
      if (!level) return out.join('');
      if (level.next < level.children.count) {
        if (level.next > 0) out.push(',');
        newline(levels.length);
        node = level.children.at(level.next++);
        break;
      }
      levels.pop();
      newline(levels.length);
      out.push(level.kind === 'object' ? '}' : ']');
    }
  }
}
