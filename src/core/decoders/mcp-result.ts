/** What decoders and views of MCP agree on: names of values, and what a result says. */
import { at, listOf, textOf } from './json-shape.ts';

/** Name of the value that says that a stream goes on behind another one: it is the event id that the page has sent. */
export const RESUMED = 'resumed from';
/** Name of the values that a server writes for people: `{ level, logger?, data }`. */
export const LOG = 'log';

/** The texts of the result of a tool, a line each; undefined where it has none. */
export function resultText(result: unknown): string | undefined {
  const texts = listOf(at(result, 'content')).flatMap((item) => textOf(at(item, 'text')) ?? []);
  return texts.length === 0 ? undefined : texts.join('\n');
}
