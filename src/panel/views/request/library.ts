/** Which library made a request, where it can be told: by the packages that its stack names, or by headers that only its clients send. Pure. */
import type { Header } from '../../../core/model/observation.ts';

export interface Library {
  name: string;
  from: 'stack' | 'headers';
}

/** Frames that are looked at: a client calls `fetch` within a few of its own. */
const FRAMES = 12;
/** Where a package's name stands in the URL of a module. */
const PLACES: readonly RegExp[] = [
  // Bundlers of the development server: Vite writes a scope as `@scope_name`.
  /\/\.vite\/deps\/(@[\w.-]+?_[\w.-]+?|[\w.-]+?)\.js\b/,
  // The last `node_modules` counts: pnpm has one within the other.
  /.*\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//,
  /\/\/(?:unpkg\.com|cdn\.jsdelivr\.net\/npm|esm\.sh|cdn\.skypack\.dev)\/((?:@[\w.-]+\/)?[\w.-]+)/,
];
/** Headers that only clients of one kind send. The first that fits counts: SDKs that one generator made share the last. */
const SIGNS: readonly { header: string; name: string }[] = [
  { header: 'anthropic-version', name: '@anthropic-ai/sdk' },
  { header: 'mcp-protocol-version', name: '@modelcontextprotocol/sdk' },
  { header: 'openai-organization', name: 'openai' },
  { header: 'x-stainless-lang', name: 'openai, or another SDK made with Stainless' },
];

/** Undefined where nothing tells: a bundle for production names no package. */
export function libraryOf(stack: string, headers: readonly Header[] | undefined): Library | undefined {
  for (const line of stack.split('\n', FRAMES)) {
    for (const place of PLACES) {
      const name = place.exec(line)?.[1];
      if (name !== undefined) return { name: name.startsWith('@') && !name.includes('/') ? name.replace('_', '/') : name, from: 'stack' };
    }
  }
  const sent = new Set(headers?.map(({ name }) => name.toLowerCase()));
  const sign = SIGNS.find(({ header }) => sent.has(header));
  return sign && { name: sign.name, from: 'headers' };
}
