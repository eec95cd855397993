/** What a collapsed object or array says of itself: `{3} a: 1, b: "x", c: […]`. Pure. */
import { childrenOf, memberCount } from './json-children.ts';
import { decodeString } from './json-text.ts';
import type { JsonDocument, JsonNode } from './scan-json.ts';

/** Code units of a preview: more than the widest panel shows of a line. */
export const PREVIEW_LIMIT = 200;
/** Code units of one string in a preview, so that the others are seen too. */
const STRING_LIMIT = 40;

/** One piece, to be coloured by what it is. */
export interface PreviewPart {
  text: string;
  kind: 'punctuation' | 'key' | 'string' | 'number' | 'keyword';
}

/** The first members of `node`, as many as fit. */
export function preview(document: JsonDocument, node: JsonNode, limit = PREVIEW_LIMIT): PreviewPart[] {
  const count = memberCount(document, node);
  const isObject = node.kind === 'object';
  const parts: PreviewPart[] = [{ text: isObject ? `{${count}}` : `[${count}]`, kind: 'punctuation' }];
  const children = childrenOf(document, node);
  let length = 0;
  for (let i = 0; i < children.count; i++) {
    if (length >= limit) {
      parts.push({ text: ', …', kind: 'punctuation' });
      break;
    }
    const child = children.at(i);
    const from = parts.length;
    parts.push({ text: i === 0 ? ' ' : ', ', kind: 'punctuation' });
    if (isObject) {
      const key = decodeString(document.text, child.keyStart, child.keyEnd, STRING_LIMIT);
      parts.push({ text: key.cut ? `${key.value}…` : key.value, kind: 'key' }, { text: ': ', kind: 'punctuation' });
    }
    parts.push(valuePart(document, child));
    for (const part of parts.slice(from)) length += part.text.length;
  }
  return parts;
}

function valuePart({ text, containers }: JsonDocument, node: JsonNode): PreviewPart {
  switch (node.kind) {
    case 'object':
      return { text: containers.members[node.container] ? '{…}' : '{}', kind: 'punctuation' };
    case 'array':
      return { text: `[${containers.members[node.container] || ''}]`, kind: 'punctuation' };
    case 'string': {
      const { value, cut } = decodeString(text, node.start, node.end, STRING_LIMIT);
      return { text: `"${value}${cut ? '…' : ''}"`, kind: 'string' };
    }
    case 'number':
      return { text: text.slice(node.start, Math.min(node.end, node.start + STRING_LIMIT)), kind: 'number' };
    default:
      return { text: node.kind, kind: 'keyword' };
  }
}
