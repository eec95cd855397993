/** A JavaScript literal, as JSON would have it: names without quotes, single quotes, commas at the end. Nothing is run. */
import { emptyState } from './merge-patch.ts';

/** As deep as JSON that is read may be. */
const MOST_LEVELS = 500;

const SPACE = /\s*/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const STRING = /"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null, undefined: null };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' };

class NoLiteral extends Error {}

/** `text` as a value; undefined where it is more than a literal (a call, a variable, a template). */
export function parseLiteral(text: string): unknown {
  const reader = new Reader(text);
  try {
    const value = reader.value(MOST_LEVELS);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#read(SPACE);
    return this.#at === this.#text.length;
  }

  value(levels: number): unknown {
    if (levels === 0) throw new NoLiteral();
    if (this.#takes('{')) return this.#object(levels - 1);
    if (this.#takes('[')) return this.#list(levels - 1);
    const string = this.#string();
    if (string !== undefined) return string;
    const number = this.#read(NUMBER);
    if (number !== undefined) return Number(number[0]);
    const word = this.#read(NAME)?.[0] ?? '';
    if (!Object.hasOwn(WORDS, word)) throw new NoLiteral();
    return WORDS[word];
  }

  #object(levels: number): unknown {
    const object = emptyState();
    while (!this.#takes('}')) {
      const name = this.#string() ?? this.#read(NAME)?.[0] ?? this.#read(NUMBER)?.[0];
      if (name === undefined || !this.#takes(':')) throw new NoLiteral();
      object[name] = this.value(levels);
      this.#separates('}');
    }
    return object;
  }

  #list(levels: number): unknown {
    const list: unknown[] = [];
    while (!this.#takes(']')) {
      list.push(this.value(levels));
      this.#separates(']');
    }
    return list;
  }

  #separates(end: string): void {
    if (!this.#takes(',') && this.#text[this.#at] !== end) throw new NoLiteral();
  }

  #string(): string | undefined {
    const found = this.#read(STRING);
    return found === undefined ? undefined : (found[1] ?? found[2]!).replaceAll(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, unescape);
  }

  #takes(sign: string): boolean {
    this.#read(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    this.#read(SPACE);
    return true;
  }

  #read(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found ?? undefined;
  }
}

function unescape(_: string, four: string | undefined, two: string | undefined, sign: string | undefined): string {
  return sign === undefined ? String.fromCharCode(Number.parseInt((four ?? two)!, 16)) : (ESCAPES[sign] ?? sign);
}
