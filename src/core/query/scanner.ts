/** Walks over the text of a query: where words, quotations and expressions end. */
import type { TextPattern } from '../pattern/program.ts';
import type { CodeUnits } from '../units.ts';

export const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);
/** Undefined: the text is over. */
const isEnd = (char: string | undefined): boolean => char === undefined || isSpace(char);

/** The end of the word that begins at `from`. */
export function wordEnd(text: string, from: CodeUnits): CodeUnits {
  let at = from;
  while (!isEnd(text[at])) at += 1;
  return at;
}

export interface Quotation {
  value: string;
  to: CodeUnits;
}

/** What stands between quotation marks: `\"` is one, `\\` is a backslash, any other backslash is itself. Null: there is no second one. */
export function quotation(text: string, from: CodeUnits): Quotation | null {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"') return { value, to: at + 1 };
    if (char === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    value += text[at];
  }
  return null;
}

/** `value` in quotation marks. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, (char) => `\\${char}`)}"`;
}

export interface Expression {
  pattern: TextPattern;
  to: CodeUnits;
}

/**
 * `/source/flags` at `from`; null when no slash closes it, and so is meant as text. The first slash that a word of letters and `isOver` follow
 * closes it: `/a/b/` is one expression, `/events/2` none.
 */
export function expression(text: string, from: CodeUnits, isOver: (char: string | undefined) => boolean = isEnd): Expression | null {
  let inClass = false;
  let closing: number | undefined;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') {
      at += 1;
      continue;
    }
    if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && at > from + 1) {
      const flags = /^[a-z]*/.exec(text.slice(at + 1))![0];
      if (!isOver(text[at + 1 + flags.length])) continue;
      closing = at;
      // A class that is never closed, `/[a/`, is a mistake in an expression, not a text.
      if (!inClass) break;
    }
  }
  if (closing === undefined) return null;
  const flags = /^[a-z]*/.exec(text.slice(closing + 1))![0];
  return { pattern: { source: text.slice(from + 1, closing), flags }, to: closing + 1 + flags.length };
}
