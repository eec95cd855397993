/** The difference between two texts, line by line, and word by word within lines that changed. Pure and bounded. */
import { scanJson } from '../json-tree/scan-json.ts';
import { diffSequence } from './diff-sequence.ts';
import { prettyJson } from './pretty-json.ts';

/** Code units of both texts together that are compared: some 50 ms of work. */
export const COMPARED_LENGTH = 4_000_000;
/** Lines removed and added together: the search takes their square, 4 million steps and 16 MB. */
export const CHANGED_LINES = 2000;
/** The same for words of one line. */
const CHANGED_WORDS = 200;
/** A line with more code units is not compared word by word. */
const WORDS_LENGTH = 5000;

export type DiffLine =
  | { kind: 'same'; a: number; b: number; text: string }
  /** `marks`: the ranges that differ from the line it is compared with; missing when the whole line is new. */
  | { kind: 'removed'; a: number; text: string; marks?: Range[] }
  | { kind: 'added'; b: number; text: string; marks?: Range[] };

export interface Range {
  from: number;
  to: number;
}

export type TextDifference =
  | { kind: 'equal' }
  /** `asJson`: both were JSON, and are shown with one member on each line. */
  | { kind: 'lines'; lines: DiffLine[]; asJson: boolean; removed: number; added: number }
  | { kind: 'too-long' }
  | { kind: 'too-different' };

/** Compares `before` with `after`. Line numbers are from 1, of the text that is shown. */
export function diffTexts(before: string, after: string): TextDifference {
  if (before === after) return { kind: 'equal' };
  if (before.length + after.length > COMPARED_LENGTH) return { kind: 'too-long' };
  const jsonBefore = scanJson(before);
  const jsonAfter = scanJson(after);
  const asJson = jsonBefore.ok && jsonAfter.ok;
  const prettyBefore = asJson ? prettyJson(jsonBefore.document) : before;
  const prettyAfter = asJson ? prettyJson(jsonAfter.document) : after;
  // Only white space between the values differs: then the texts themselves are what there is to see.
  if (prettyBefore === prettyAfter) return diffLines(before, after, false);
  return diffLines(prettyBefore, prettyAfter, asJson);
}

function diffLines(before: string, after: string, asJson: boolean): TextDifference {
  const a = splitLines(before);
  const b = splitLines(after);
  const stretches = diffSequence(a.length, b.length, (i, j) => a[i] === b[j], CHANGED_LINES);
  if (!stretches) return { kind: 'too-different' };
  const lines: DiffLine[] = [];
  let removed = 0;
  let added = 0;
  for (const { equal, aFrom, aTo, bFrom, bTo } of stretches) {
    if (equal) {
      for (let i = 0; i < aTo - aFrom; i++) lines.push({ kind: 'same', a: aFrom + i + 1, b: bFrom + i + 1, text: a[aFrom + i] ?? '' });
      continue;
    }
    removed += aTo - aFrom;
    added += bTo - bFrom;
    // The first removed line is compared with the first added one, and so on.
    const pairs = Array.from({ length: Math.min(aTo - aFrom, bTo - bFrom) }, (_, i) => diffWords(a[aFrom + i] ?? '', b[bFrom + i] ?? ''));
    for (let i = aFrom; i < aTo; i++) lines.push({ kind: 'removed', a: i + 1, text: a[i] ?? '', marks: pairs[i - aFrom]?.removed });
    for (let i = bFrom; i < bTo; i++) lines.push({ kind: 'added', b: i + 1, text: b[i] ?? '', marks: pairs[i - bFrom]?.added });
  }
  return { kind: 'lines', lines, asJson, removed, added };
}

/** Words, runs of white space, and single other characters. A number with its point is one word. */
const WORD = /\d+(?:\.\d+)*|[\p{L}\p{N}_]+|\s+|[^]/gu;

/** The ranges in which two lines differ; nothing when they have so little in common that marks would only confuse. */
function diffWords(before: string, after: string): { removed?: Range[]; added?: Range[] } {
  if (before.length > WORDS_LENGTH || after.length > WORDS_LENGTH) return {};
  const a = before.match(WORD) ?? [];
  const b = after.match(WORD) ?? [];
  const stretches = diffSequence(a.length, b.length, (i, j) => a[i] === b[j], CHANGED_WORDS);
  if (!stretches) return {};
  const removed: Range[] = [];
  const added: Range[] = [];
  let atA = 0;
  let atB = 0;
  let common = 0;
  for (const { equal, aFrom, aTo, bFrom, bTo } of stretches) {
    const lengthA = lengthOf(a, aFrom, aTo);
    const lengthB = lengthOf(b, bFrom, bTo);
    if (equal) common += seenWords(a.slice(aFrom, aTo));
    else {
      if (lengthA > 0) removed.push({ from: atA, to: atA + lengthA });
      if (lengthB > 0) added.push({ from: atB, to: atB + lengthB });
    }
    atA += lengthA;
    atB += lengthB;
  }
  return common * 4 < Math.min(seenWords(a), seenWords(b)) ? {} : { removed, added };
}

/** Words that are not white space. */
function seenWords(words: readonly string[]): number {
  return words.filter((word) => word.trim() !== '').length;
}

function lengthOf(words: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) length += words[i]?.length ?? 0;
  return length;
}

function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
