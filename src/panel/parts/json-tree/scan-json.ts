/**
 * A scanner over the text of a JSON document (RFC 8259). Pure.
 *
 * The text is the truth: nothing is converted, so big integers, `1.0`, `-0`, escapes and duplicate keys stay as they were
 * written. It accepts exactly what `JSON.parse` accepts. It goes through the text once, without recursion, and keeps four
 * numbers for each object or array; their members are found again from the text, when someone looks (json-children.ts).
 *
 *   { "a": [1, 2], "b": {} }
 *   0      7             containers, in the order of their first characters:
 *                        start     0   7   20
 *                        end      24  13   22     the offset after the closing bracket
 *                        members   2   2    0
 *                        after     3   2    3     the container that follows the subtree
 */

import { createContainerTable, type ContainerTable } from './container-table.ts';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** A value, by its place in the text. */
export interface JsonNode {
  kind: JsonKind;
  /** Offset of its first character. */
  start: number;
  /** Offset after its last character. */
  end: number;
  /** Offsets of its key with the quotes, for a member of an object; else -1. */
  keyStart: number;
  keyEnd: number;
  /** Number of the container, for objects and arrays; else -1. */
  container: number;
}

export interface JsonDocument {
  readonly text: string;
  readonly root: JsonNode;
  /** See the picture at the top of the file. */
  readonly containers: ContainerTable;
}

/**
 * - `empty`: nothing but white space.
 * - `unexpected-end`: the text ends in the middle of a value.
 * - `unexpected-character`: what stands here begins no value, or no value may begin here.
 * - `expected-…`: what should stand here.
 * - `text-after-value`: the value is whole, and something follows.
 */
export type JsonFaultReason =
  | 'empty'
  | 'unexpected-end'
  | 'unexpected-character'
  | 'expected-key'
  | 'expected-colon'
  | 'expected-comma-or-end'
  | 'control-character-in-string'
  | 'bad-escape'
  | 'bad-number'
  | 'text-after-value';

export interface JsonFault {
  reason: JsonFaultReason;
  /** Offset of the character that is wrong, in UTF-16 code units. */
  offset: number;
}

export type JsonScan = { ok: true; document: JsonDocument } | { ok: false; fault: JsonFault };

/** What reading one token leaves behind: the offset after it, or the offset of the fault and its reason. */
interface Reading {
  at: number;
  reason: JsonFaultReason;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** Scans a whole text. O(length) time; memory for each container, none for other values. */
export function scanJson(text: string): JsonScan {
  const table = createContainerTable();
  /** Containers that are open, outermost first. */
  const open: number[] = [];
  const reading: Reading = { at: 0, reason: 'empty' };
  const fault = (reason: JsonFaultReason, offset: number): JsonScan => ({ ok: false, fault: { reason, offset } });

  let at = skipSpace(text, 0);
  if (at === text.length) return fault('empty', at);
  const rootStart = at;
  let expectValue = true;

  for (;;) {
    if (expectValue) {
      const code = text.charCodeAt(at);
      if (code === 0x7b || code === 0x5b) {
        const container = table.open(at);
        at = skipSpace(text, at + 1);
        const close = code === 0x7b ? 0x7d : 0x5d;
        if (text.charCodeAt(at) === close) {
          at++;
          table.close(container, at);
        } else {
          open.push(container);
          if (code === 0x7b) {
            if (!readKey(text, at, reading)) return fault(reading.reason, reading.at);
            at = reading.at;
          }
          continue;
        }
      } else {
        if (!readScalar(text, at, reading)) return fault(reading.reason, reading.at);
        at = reading.at;
      }
      expectValue = false;
    }

    // A value has ended at `at`.
    const container = open.at(-1);
    if (container === undefined) {
      const end = at;
      at = skipSpace(text, at);
      if (at < text.length) return fault('text-after-value', at);
      return { ok: true, document: { text, root: rootNode(text, rootStart, end), containers: table.finish() } };
    }
    table.count(container);
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    const isObject = text.charCodeAt(table.startOf(container)) === 0x7b;
    if (code === 0x2c) {
      at = skipSpace(text, at + 1);
      if (isObject) {
        if (!readKey(text, at, reading)) return fault(reading.reason, reading.at);
        at = reading.at;
      }
      expectValue = true;
    } else if (code === (isObject ? 0x7d : 0x5d)) {
      at++;
      open.pop();
      table.close(container, at);
    } else return fault(at >= text.length ? 'unexpected-end' : 'expected-comma-or-end', at);
  }
}

function rootNode(text: string, start: number, end: number): JsonNode {
  const kind = kindAt(text, start);
  return { kind, start, end, keyStart: -1, keyEnd: -1, container: kind === 'object' || kind === 'array' ? 0 : -1 };
}

/** The kind of the value that begins at `at`, of a text that has passed the scan. */
export function kindAt(text: string, at: number): JsonKind {
  switch (text.charCodeAt(at)) {
    case 0x7b:
      return 'object';
    case 0x5b:
      return 'array';
    case QUOTE:
      return 'string';
    case 0x74:
      return 'true';
    case 0x66:
      return 'false';
    case 0x6e:
      return 'null';
    default:
      return 'number';
  }
}

/** The offset of the next character that is not white space as JSON has it: space, tab, LF, CR. */
export function skipSpace(text: string, at: number): number {
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

/** The offset after the string that begins at `at`, of a text that has passed the scan. */
export function endOfString(text: string, at: number): number {
  // @note `indexOf` finds the quote much faster than a loop does; a quote counts if the backslashes before it are even.
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** The offset after the number, `true`, `false` or `null` that begins at `at`, of a text that has passed the scan. */
export function endOfWord(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isPart = (code >= ZERO && code <= NINE) || (code >= 0x61 && code <= 0x7a) || code === 0x45 || code === 0x2b || code === MINUS || code === 0x2e;
    if (!isPart) return at;
  }
  return at;
}

/** A key, its colon, and the space around: leads to the first character of the value. */
function readKey(text: string, at: number, reading: Reading): boolean {
  if (at >= text.length) return failed(reading, 'unexpected-end', at);
  if (text.charCodeAt(at) !== QUOTE) return failed(reading, 'expected-key', at);
  if (!readString(text, at, reading)) return false;
  const colon = skipSpace(text, reading.at);
  if (text.charCodeAt(colon) !== 0x3a) return failed(reading, colon >= text.length ? 'unexpected-end' : 'expected-colon', colon);
  reading.at = skipSpace(text, colon + 1);
  return true;
}

function readScalar(text: string, at: number, reading: Reading): boolean {
  if (at >= text.length) return failed(reading, 'unexpected-end', at);
  const code = text.charCodeAt(at);
  if (code === QUOTE) return readString(text, at, reading);
  if (code === MINUS || (code >= ZERO && code <= NINE)) return readNumber(text, at, reading);
  if (code === 0x74) return readWord(text, at, 'true', reading);
  if (code === 0x66) return readWord(text, at, 'false', reading);
  if (code === 0x6e) return readWord(text, at, 'null', reading);
  return failed(reading, 'unexpected-character', at);
}

function readWord(text: string, at: number, word: string, reading: Reading): boolean {
  for (let i = 1; i < word.length; i++) {
    if (text.charCodeAt(at + i) !== word.charCodeAt(i)) return failed(reading, at + i >= text.length ? 'unexpected-end' : 'unexpected-character', at + i);
  }
  reading.at = at + word.length;
  return true;
}

function readString(text: string, at: number, reading: Reading): boolean {
  for (at++; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      reading.at = at + 1;
      return true;
    }
    if (code < 0x20) return failed(reading, 'control-character-in-string', at);
    if (code === BACKSLASH) {
      at++;
      const escape = text.charCodeAt(at);
      if (escape === 0x75) {
        for (let i = 0; i < 4; i++) {
          at++;
          if (at >= text.length) return failed(reading, 'unexpected-end', at);
          if (!isHex(text.charCodeAt(at))) return failed(reading, 'bad-escape', at);
        }
      } else if (at >= text.length) return failed(reading, 'unexpected-end', at);
      else if (!'"\\/bfnrt'.includes(text.charAt(at))) return failed(reading, 'bad-escape', at);
    }
  }
  return failed(reading, 'unexpected-end', at);
}

function readNumber(text: string, at: number, reading: Reading): boolean {
  if (text.charCodeAt(at) === MINUS) at++;
  if (text.charCodeAt(at) === ZERO) {
    at++;
    if (isDigit(text.charCodeAt(at))) return failed(reading, 'bad-number', at);
  } else {
    if (!isDigit(text.charCodeAt(at))) return failed(reading, at >= text.length ? 'unexpected-end' : 'bad-number', at);
    at = skipDigits(text, at);
  }
  if (text.charCodeAt(at) === 0x2e) {
    at++;
    if (!isDigit(text.charCodeAt(at))) return failed(reading, at >= text.length ? 'unexpected-end' : 'bad-number', at);
    at = skipDigits(text, at);
  }
  if (text.charCodeAt(at) === 0x65 || text.charCodeAt(at) === 0x45) {
    at++;
    if (text.charCodeAt(at) === 0x2b || text.charCodeAt(at) === MINUS) at++;
    if (!isDigit(text.charCodeAt(at))) return failed(reading, at >= text.length ? 'unexpected-end' : 'bad-number', at);
    at = skipDigits(text, at);
  }
  reading.at = at;
  return true;
}

function skipDigits(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}
function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}
function failed(reading: Reading, reason: JsonFaultReason, at: number): false {
  reading.reason = reason;
  reading.at = at;
  return false;
}
