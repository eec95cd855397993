/**
 * Some things are one object in one file, of which each program needs a part. A rule (`core/explain/rule.ts`) is its words, its samples and its check: pages
 * show the words, workers run the check, and nothing that is built needs the samples. A format of files (`core/export/job.ts`) is its facts and its
 * writer: pages need the facts, workers write.
 */
import type { Plugin } from 'vite';

interface Kind {
  /** Loading a file of this folder does nothing, so what is not used of them can be left out whole. */
  folder: string;
  /** The files that hold such an object. In them these names are used for nothing else. */
  file: RegExp;
  without: Record<'pages' | 'workers', readonly string[]>;
}

const SAMPLES = ['found', 'silent'];
const KINDS: readonly Kind[] = [
  {
    folder: '/src/core/explain/',
    file: /\/src\/core\/explain\/rules\/[^/]+\.ts$/,
    without: { pages: [...SAMPLES, 'ofAttempt', 'ofConnection'], workers: [...SAMPLES, 'title', 'sentence', 'form', 'next'] },
  },
  {
    folder: '/src/core/export/',
    file: /\/src\/core\/export\/formats\/[^/]+\.ts$/,
    without: { pages: ['write'], workers: ['label', 'hint'] },
  },
];

/** @param of what is built */
export function programParts(of: 'pages' | 'workers'): Plugin {
  return {
    name: 'sse-scope:program-parts',
    apply: 'build',
    transform(code, id) {
      const kind = KINDS.find(({ folder }) => id.includes(folder));
      if (kind === undefined) return undefined;
      if (!kind.file.test(id)) return { moduleSideEffects: false };
      let rest = code;
      // From the end, so that the places before it stay what they are.
      for (const [from, to] of placesOf(this.parse(code), new Set(kind.without[of])).toReversed()) rest = rest.slice(0, from) + rest.slice(to);
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
