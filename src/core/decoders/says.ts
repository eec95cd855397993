/** Texts for the column *Meaning*: short, and on one line. */
import { jsonStart } from './json-start.ts';

/** In code units: what a column shows at most. */
const LONGEST = 60;

/** Most lines have none, and looking is cheaper than replacing. */
const UNEVEN = /\s{2}|[^\S ]/;

/** `text` cut to about 60 code units, never within a surrogate pair. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const last = text.charCodeAt(LONGEST - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? LONGEST - 1 : LONGEST)}…`;
}

/** A text as it came (part of a JSON text, a name), cut, with each run of spaces and line ends as one space. */
export function short(text: string): string {
  const line = cut(text);
  return UNEVEN.test(line) ? line.replaceAll(/\s+/g, ' ') : line;
}

/** `text "High ti…"`: a word of the protocol, and the text with its escapes, so that a lone line end or space is seen. */
export function quoted(word: string, text: string): string {
  return `${word} ${JSON.stringify(cut(text))}`;
}

/** `call tide({"port":"Husum"})`; `given` as text or as a value. */
export function called(name: string | undefined, given: unknown): string {
  return `call ${short(name ?? '?')}(${given === undefined ? '' : jsonOf(given)})`;
}

/** A value in short: a text as it is, all else as JSON. */
export function jsonOf(value: unknown): string {
  if (typeof value === 'string') return short(value);
  return value === undefined ? '' : short(jsonStart(value, LONGEST + 1));
}
