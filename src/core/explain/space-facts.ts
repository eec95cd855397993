/**
 * Whether some data of a stream begin with a space right behind `data:`, and others do not. [spec] "If value starts with a U+0020 SPACE character, remove
 * it from value": whoever writes none of its own loses those of words that begin with one, and the messages do not show it.
 */
import type { ParsedMessage } from '../parse/report.ts';
import type { CodeUnits } from '../units.ts';

export interface SpaceFacts {
  readonly spaced: number;
  readonly unspaced: number;
  /** The first whose space was taken away. */
  readonly first?: { readonly line: number; readonly data: string };
}

interface Shape {
  least: CodeUnits;
  /** By how much longer a block is than what it says: of `least`, and of one more. */
  counts: [unspaced: number, spaced: number];
  first?: { line: number; data: string };
}

/** Tokens are short; whole sentences do not begin with a space. */
const LONGEST: CodeUnits = 40;
/** Values of JSON lose nothing by it. */
const WORD = /^[^\s{["\d]/;

/**
 * @note The parser keeps values, not lines: a block of one data line, with or without a type, is as long as what it says and a constant; where it is one
 * character longer than others of its shape, that is the space. What is longer still has an id or a comment, and is left out.
 */
export function createSpaceFacts(): { see(message: ParsedMessage): void; readonly facts: SpaceFacts } {
  const shapes = new Map<number, Shape>();
  return {
    see({ line, lastLine, from, to, type, data }) {
      const named = lastLine - line === 2;
      if ((!named && lastLine - line !== 1) || named === (type === 'message') || data.length > LONGEST || !WORD.test(data)) return;
      const rest = to - from - data.length - (named ? type.length : 0);
      const shape = shapes.get(lastLine - line);
      if (shape === undefined || rest < shape.least - 1) shapes.set(lastLine - line, { least: rest, counts: [1, 0], first: { line, data } });
      else if (rest === shape.least - 1) {
        shape.counts = [1, shape.counts[0]];
        shape.least = rest;
      } else if (rest === shape.least) shape.counts[0] += 1;
      else if (rest === shape.least + 1) {
        if (shape.counts[1] === 0) shape.first = { line, data };
        shape.counts[1] += 1;
      }
    },
    get facts() {
      let [unspaced, spaced] = [0, 0];
      let first: SpaceFacts['first'];
      for (const { counts, first: place } of shapes.values()) {
        if (counts[1] === 0) continue;
        unspaced += counts[0];
        spaced += counts[1];
        first ??= place;
      }
      return { spaced, unspaced, first };
    },
  };
}
