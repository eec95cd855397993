/**
 * Walks through a JSON document of any length in chunks: enters the containers that are wanted, and hands out the values in them one by one.
 *
 *     {"log":{"version":"1.2","entries":[{…},{…}]}}
 *     ──enter──┴──────skip──────┴──enter──┴─value─┴─value
 *
 * Containers that are entered are checked sign by sign; values are cut out by their brackets and quotes, and read by `JSON.parse`.
 * It is one closure, because it is one state machine.
 */
import { ImportError } from './import-error.ts';
import type { ImportLimits } from './limits.ts';

/** What to do with a value, when its path is known. What cannot be entered, since it is no container, is handed out. */
export type Wish = 'enter' | 'value' | 'skip';

/** Keys from the top; `*` for each element of an array. */
export type Path = readonly string[];

export interface JsonWalk {
  push(text: string): void;
  end(): void;
}

const ELEMENT = '*';
/** As much of a wrong sign as an error quotes. */
const QUOTE = 20;

type Expects = 'value' | 'value or ]' | 'key or }' | 'key' | 'colon' | 'comma or ]' | 'comma or }' | 'end';
const IN_WORDS: Record<Expects, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  'key or }': 'a name in quotes or }',
  key: 'a name in quotes',
  colon: 'a colon',
  'comma or ]': 'a comma or ]',
  'comma or }': 'a comma or }',
  end: 'the end of the file',
};

/** `value` gets what was asked for, with the line on which it begins. Throws `ImportError`. */
export function createJsonWalk(on: { wish(path: Path): Wish; value(path: Path, value: unknown, line: number): void }, limits: ImportLimits): JsonWalk {
  let line = 1;
  let expects: Expects = 'value';
  /** Containers that were entered. */
  const open: ('{' | '[')[] = [];
  const path: string[] = [];

  /** The value or name that is being cut out: 'text' is a string, 'plain' a number or word, 'nested' a container. */
  let cutting: 'none' | 'text' | 'plain' | 'nested' = 'none';
  let isName = false;
  let keep = false;
  let pieces: string[] = [];
  let held = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let beganOn = 1;

  const fail = (reason: string, at = line): never => {
    throw new ImportError(at, reason);
  };

  /** @note A function, since the compiler does not see that others change `cutting`. */
  const isCutting = (what: typeof cutting): boolean => cutting === what;

  const hold = (piece: string): void => {
    if (!keep) return;
    held += piece.length;
    if (held > limits.value) fail(`a value is longer than ${limits.value} characters`, beganOn);
    pieces.push(piece);
  };

  const takeCut = (): unknown => {
    const text = pieces.join('');
    pieces = [];
    held = 0;
    try {
      return JSON.parse(text);
    } catch {
      return fail(`a value is not JSON: ${quote(text)}`, beganOn);
    }
  };

  const afterValue = (): void => {
    const container = open.at(-1);
    if (container === undefined) expects = 'end';
    else {
      path.pop();
      expects = container === '{' ? 'comma or }' : 'comma or ]';
    }
  };

  const finishCut = (): void => {
    cutting = 'none';
    if (isName) {
      isName = false;
      path.push(String(takeCut()));
      expects = 'colon';
      return;
    }
    if (keep) on.value([...path], takeCut(), beganOn);
    afterValue();
  };

  const beginCut = (sign: string, wanted: boolean): void => {
    keep = wanted;
    beganOn = line;
    if (sign === '"') {
      cutting = 'text';
      inString = true;
    } else if (sign === '{' || sign === '[') {
      cutting = 'nested';
      depth = 1;
      checkDepth();
    } else cutting = 'plain';
  };

  const checkDepth = (): void => {
    if (open.length + depth > limits.depth) fail(`values are nested deeper than ${limits.depth} levels`);
  };

  const beginValue = (sign: string): void => {
    if (open.at(-1) === '[') path.push(ELEMENT);
    const wish = on.wish(path);
    if (wish === 'enter' && (sign === '{' || sign === '[')) {
      open.push(sign);
      depth = 0;
      checkDepth();
      expects = sign === '{' ? 'key or }' : 'value or ]';
    } else beginCut(sign, wish !== 'skip');
  };

  /** Passes over what is being cut out, from `at`; says where it ends in `text`, or -1 when it goes on. */
  const pass = (text: string, start: number): number => {
    let at = start;
    if (cutting === 'plain') {
      while (at < text.length) {
        if (isDelimiter(text.charCodeAt(at))) return at;
        at += 1;
      }
      return -1;
    }
    while (at < text.length) {
      if (inString) {
        if (escaped) {
          escaped = false;
          at += 1;
          continue;
        }
        // Long strings are the bulk of a file: on to the next sign that means something.
        while (at < text.length) {
          const unit = text.charCodeAt(at);
          if (unit === 0x22 || unit === 0x5c) break;
          if (unit === 0x0a) fail('a text in quotes goes over the end of its line');
          at += 1;
        }
        if (at === text.length) return -1;
        if (text.charCodeAt(at) === 0x5c) escaped = true;
        else {
          inString = false;
          if (cutting === 'text') return at + 1;
        }
        at += 1;
        continue;
      }
      const unit = text.charCodeAt(at);
      at += 1;
      if (unit === 0x22) inString = true;
      else if (unit === 0x7b || unit === 0x5b) {
        depth += 1;
        checkDepth();
      } else if (unit === 0x7d || unit === 0x5d) {
        depth -= 1;
        if (depth === 0) return at;
      } else if (unit === 0x0a) line += 1;
    }
    return -1;
  };

  /** One sign between values. */
  const take = (text: string, at: number): void => {
    const sign = text[at]!;
    switch (expects) {
      case 'colon':
        if (sign !== ':') wrong(text, at);
        expects = 'value';
        return;
      case 'comma or }':
      case 'comma or ]':
        if (sign === ',') expects = expects === 'comma or }' ? 'key' : 'value';
        else close(text, at);
        return;
      case 'key or }':
      case 'key':
        if (sign === '"') {
          isName = true;
          beginCut(sign, true);
        } else if (expects === 'key or }') close(text, at);
        else wrong(text, at);
        return;
      case 'value or ]':
        if (sign === ']') close(text, at);
        else if (isValueStart(sign)) beginValue(sign);
        else wrong(text, at);
        return;
      case 'value':
        if (!isValueStart(sign)) wrong(text, at);
        beginValue(sign);
        return;
      default:
        wrong(text, at);
    }
  };

  const close = (text: string, at: number): void => {
    if (text[at] !== (open.at(-1) === '{' ? '}' : ']')) wrong(text, at);
    open.pop();
    afterValue();
  };

  const wrong = (text: string, at: number): never => fail(`expected ${IN_WORDS[expects]}, found ${quote(text.slice(at))}`);

  return {
    push(text) {
      let at = 0;
      while (at < text.length) {
        if (cutting !== 'none') {
          const from = at;
          const end = pass(text, at);
          at = end < 0 ? text.length : end;
          hold(text.slice(from, at));
          if (end >= 0) finishCut();
          continue;
        }
        const unit = text.charCodeAt(at);
        if (unit === 0x0a) line += 1;
        if (unit === 0x0a || unit === 0x20 || unit === 0x09 || unit === 0x0d) {
          at += 1;
          continue;
        }
        take(text, at);
        // The first sign of what is cut out belongs to it; that of a number or word is not passed yet.
        if (isCutting('plain')) continue;
        if (!isCutting('none')) hold(text[at]!);
        at += 1;
      }
    },
    end() {
      if (isCutting('plain')) finishCut();
      if (!isCutting('none')) fail('the file ends within a value; it may be cut short');
      if (expects !== 'end') fail(`the file ends where ${IN_WORDS[expects]} was expected; it may be cut short`);
    },
  };
}

function isDelimiter(unit: number): boolean {
  return unit === 0x2c || unit === 0x7d || unit === 0x5d || unit === 0x3a || unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function isValueStart(sign: string): boolean {
  return /["{[\-0-9tfn]/.test(sign);
}

function quote(text: string): string {
  return JSON.stringify(text.length > QUOTE ? `${text.slice(0, QUOTE)}…` : text);
}
