/** Makes a program of a regular expression; one that looks around or back has none, and is refused. */
import type { Assertion, Instruction, Program, TextPattern } from './program.ts';

/** `x{1000}` is a thousand times `x`: beyond this the program is no longer small beside the texts. */
export const MAX_INSTRUCTIONS = 2000;

/** Why a valid expression cannot be searched with. */
export class UnsupportedPattern extends SyntaxError {
  override readonly name = 'UnsupportedPattern';
  /** `unsupported`: `detail` looks around, back, or changes flags. `too-large`: spelled out, it is longer than `detail` instructions. */
  readonly kind: 'unsupported' | 'too-large';
  readonly detail: string;
  constructor(kind: UnsupportedPattern['kind'], detail: string) {
    super(kind === 'unsupported' ? `look-around, back-references and modifiers are not supported: ${detail}` : `longer than ${detail} instructions`);
    this.kind = kind;
    this.detail = detail;
  }
}

/** A piece of program: where it begins, and the ends that are to be tied to what follows. */
interface Piece {
  start: number;
  ends: ((next: number) => void)[];
}

/** The expression must be a valid one. Throws `UnsupportedPattern`. */
export function compileProgram({ source, flags }: TextPattern): Program {
  const code: Instruction[] = [];
  const atoms: RegExp[] = [];
  const places = new Map<string, number>();
  const atomFlags = flags.replace('m', '');
  let at = 0;

  const emit = (instruction: Instruction): number => {
    if (code.length >= MAX_INSTRUCTIONS) throw new UnsupportedPattern('too-large', String(MAX_INSTRUCTIONS));
    return code.push(instruction) - 1;
  };
  const alternatives = (): Piece => {
    let whole = sequence();
    while (source[at] === '|') {
      at += 1;
      const first = whole;
      const second = sequence();
      whole = { start: emit({ op: 'split', next: first.start, other: second.start }), ends: [...first.ends, ...second.ends] };
    }
    return whole;
  };
  const sequence = (): Piece => {
    let whole = nothing();
    while (at < source.length && source[at] !== '|' && source[at] !== ')') whole = followed(whole, repeated());
    return whole;
  };
  const nothing = (): Piece => {
    const split: Instruction & { op: 'split' } = { op: 'split', next: -1, other: -1 };
    return { start: emit(split), ends: [(next) => ([split.next, split.other] = [next, next])] };
  };
  const followed = (first: Piece, second: Piece): Piece => {
    for (const tie of first.ends) tie(second.start);
    return { start: first.start, ends: second.ends };
  };

  const repeated = (): Piece => {
    const begin = at;
    const one = term();
    const end = at;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? '';
    at += quantifier.length;
    if (quantifier === '') return one;
    const after = at;
    const { least, most } = boundsOf(quantifier);
    // Each round has a program of its own: the text of the term is read again for it.
    const again = (): Piece => {
      at = begin;
      const piece = term();
      at = end;
      return piece;
    };
    let whole = nothing();
    let spare: Piece | undefined = one;
    const round = (): Piece => {
      const piece = spare ?? again();
      spare = undefined;
      return piece;
    };
    for (let n = 0; n < least; n += 1) whole = followed(whole, round());
    if (most === Infinity) whole = followed(whole, star(round()));
    else for (let n = least; n < most; n += 1) whole = followed(whole, optional(round()));
    at = after;
    return whole;
  };
  const star = (piece: Piece): Piece => {
    const split: Instruction & { op: 'split' } = { op: 'split', next: piece.start, other: -1 };
    const start = emit(split);
    for (const tie of piece.ends) tie(start);
    return { start, ends: [(next) => (split.other = next)] };
  };
  const optional = (piece: Piece): Piece => {
    const split: Instruction & { op: 'split' } = { op: 'split', next: piece.start, other: -1 };
    return { start: emit(split), ends: [...piece.ends, (next) => (split.other = next)] };
  };

  const term = (): Piece => {
    const rest = source.slice(at);
    if (rest.startsWith('(')) return group(rest);
    const assertion = assertionAt(rest);
    if (assertion !== undefined) {
      at += assertion.length;
      return asserted(assertion.what);
    }
    const atom = atomAt(rest, flags.includes('u'));
    at += atom.length;
    let place = places.get(atom);
    if (place === undefined) {
      place = atoms.push(new RegExp(`^(?:${atom})$`, atomFlags)) - 1;
      places.set(atom, place);
    }
    const char: Instruction & { op: 'char' } = { op: 'char', atom: place, next: -1 };
    return { start: emit(char), ends: [(next) => (char.next = next)] };
  };
  const group = (rest: string): Piece => {
    const opening = /^\((?:\?:|\?<(?![=!])[^>]*>)?/.exec(rest)![0];
    if (rest.startsWith('(?') && opening === '(') throw new UnsupportedPattern('unsupported', /^\(\?(?:<?[=!]|[a-z-]*:)?/.exec(rest)![0]);
    at += opening.length;
    const inner = alternatives();
    at += 1;
    return inner;
  };
  const asserted = (what: Assertion): Piece => {
    const assert: Instruction & { op: 'assert' } = { op: 'assert', what, next: -1 };
    return { start: emit(assert), ends: [(next) => (assert.next = next)] };
  };

  try {
    const whole = alternatives();
    const match = emit({ op: 'match' });
    for (const tie of whole.ends) tie(match);
    return {
      code,
      start: whole.start,
      atoms,
      unicode: flags.includes('u'),
      multiline: flags.includes('m'),
      word: new RegExp('^\\w$', atomFlags),
    };
  } catch (error) {
    // A part that is no expression by itself.
    throw error instanceof SyntaxError && !(error instanceof UnsupportedPattern) ? new UnsupportedPattern('unsupported', source) : error;
  }
}

function boundsOf(quantifier: string): { least: number; most: number } {
  if (quantifier.startsWith('*')) return { least: 0, most: Infinity };
  if (quantifier.startsWith('+')) return { least: 1, most: Infinity };
  if (quantifier.startsWith('?')) return { least: 0, most: 1 };
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier)!;
  return { least: Number(least), most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most) };
}

function assertionAt(rest: string): { what: Assertion; length: number } | undefined {
  if (rest.startsWith('^')) return { what: 'start', length: 1 };
  if (rest.startsWith('$')) return { what: 'end', length: 1 };
  if (rest.startsWith('\\b')) return { what: 'boundary', length: 2 };
  if (rest.startsWith('\\B')) return { what: 'no-boundary', length: 2 };
  return undefined;
}

/** @note `\1` to `\9` and `\k` are something else without such a group, and `\c` without a letter: nobody means that. */
function atomAt(rest: string, unicode: boolean): string {
  const back = /^\\(?:[1-9]\d*|k(?:<[^>]*>)?|c(?![A-Za-z]))/.exec(rest)?.[0];
  if (back !== undefined) throw new UnsupportedPattern('unsupported', back);
  // [spec] With `u`, two escapes of surrogates in a row are one character; without, `\p` and `\u{` are ordinary letters.
  const long = unicode ? /^\\(?:ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|u\{[^}]*\}|p\{[^}]*\})/i.exec(rest)?.[0] : undefined;
  const escape = long ?? /^\\(?:u[\da-f]{4}|x[\da-f]{2}|c[a-z]|0\d*|[^])/i.exec(rest)?.[0];
  // [spec] In a class `[` is an ordinary character (but for the flag `v`, which is not offered).
  return escape ?? /^\[(?:\\[^]|[^\]\\])*\]/.exec(rest)?.[0] ?? (unicode ? String.fromCodePoint(rest.codePointAt(0)!) : rest.charAt(0));
}
