/** Paths that lead into the JSON of the newest messages, as they stand after `data` in a query, the most frequent first. */
import type { MessageLog } from '../../core/model/types.ts';
import { writePath } from '../../core/query/json-path.ts';
import type { Step } from '../../core/query/query.ts';
import type { CodeUnits } from '../../core/units.ts';
import { plainQuestion } from './question.ts';

/** Messages that are looked at: some milliseconds of work, and enough for the types that come often. */
const LOOKED_AT = 300;
const MAX_LENGTH: CodeUnits = 10_000;
/** Deeper, and longer, nobody types. */
const MAX_DEPTH = 4;
const MAX_PATH: CodeUnits = 80;
const MAX_PATHS = 200;

export const dataPaths = plainQuestion(({ capture }): string[] => pathsIn(capture.log));

function pathsIn(log: MessageLog): string[] {
  const counts = new Map<string, number>();
  const walk = (value: unknown, path: readonly Step[]): void => {
    if (path.length > 0 && (typeof value !== 'object' || value === null)) {
      const text = writePath(path);
      if (text.length <= MAX_PATH && (counts.has(text) || counts.size < MAX_PATHS)) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    if (typeof value !== 'object' || value === null || path.length >= MAX_DEPTH) return;
    // Of a list the first is like the others.
    if (Array.isArray(value)) walk(value[0], [...path, { each: true }]);
    else for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
  };
  let left = LOOKED_AT;
  for (let at = log.blocks.length - 1; at >= 0 && left > 0; at -= 1) {
    const block = log.blocks[at]!;
    for (let row = block.rows - 1; row >= 0 && left > 0; row -= 1, left -= 1) {
      const data = block.data[row]!;
      if (data.length > MAX_LENGTH || !/^\s*[[{]/.test(data)) continue;
      try {
        walk(JSON.parse(data), []);
      } catch {
        // Text that begins like JSON.
      }
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).map(([path]) => path);
}
