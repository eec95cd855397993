/**
 * A rule is one object, with its words, its samples and its check (`core/explain/rule.ts`). Of that, pages show the words, workers run the check, and
 * nothing that is built needs the samples: each gets what it needs. Within the files of rules these names are used for nothing else.
 */
import type { Plugin } from 'vite';

/** Loading one does nothing, so what pages do not use of them can be left out whole. */
const EXPLAIN = '/src/core/explain/';
const RULE_FILE = /\/src\/core\/explain\/rules\/[^/]+\.ts$/;
const WORDS = ['title', 'sentence', 'form', 'next'];
const CHECKS = ['ofAttempt', 'ofConnection'];
const SAMPLES = ['found', 'silent'];

/** @param of what is built: pages, or workers */
export function ruleParts(of: 'pages' | 'workers'): Plugin {
  const without = new Set([...SAMPLES, ...(of === 'pages' ? CHECKS : WORDS)]);
  return {
    name: 'sse-scope:rule-parts',
    apply: 'build',
    transform(code, id) {
      if (!id.includes(EXPLAIN)) return undefined;
      if (!RULE_FILE.test(id)) return { moduleSideEffects: false };
      let rest = code;
      // From the end, so that the places before it stay what they are.
      for (const [from, to] of placesOf(this.parse(code), without).toReversed()) rest = rest.slice(0, from) + rest.slice(to);
      return { code: rest, map: null, moduleSideEffects: false };
    },
  };
}

/** As much of a node of the syntax tree as is looked at. */
interface SyntaxNode {
  type: string;
  start: number;
  end: number;
}

interface ObjectNode extends SyntaxNode {
  type: 'ObjectExpression';
  properties: (SyntaxNode & { key?: { name?: string } })[];
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;
const isObject = (node: SyntaxNode): node is ObjectNode => node.type === 'ObjectExpression';

/** Where the properties of these names stand, each with the comma behind it; in their order. */
function placesOf(node: unknown, names: ReadonlySet<string>): [from: number, to: number][] {
  if (Array.isArray(node)) return node.flatMap((each) => placesOf(each, names));
  if (!isNode(node)) return [];
  if (!isObject(node)) return Object.values(node).flatMap((each) => placesOf(each, names));
  const { properties, end } = node;
  return properties.flatMap((property, at) =>
    names.has(property.key?.name ?? '') ? [[property.start, properties[at + 1]?.start ?? end - 1]] : placesOf(Object.values(property), names),
  );
}
