/**
 * Runs a program over a text, a table look-up for each character: the threads that are alive at one place are one state, and what becomes of it at a
 * character is found out once and kept. So the time grows with the length of the text and never with the number of ways to match it.
 */
import type { Program } from './program.ts';

/** States that are kept; beyond it all are forgotten, and found out anew. */
const MAX_STATES = 2000;
/** What is found out anew for one text, in instructions that are looked at: some hundredths of a second. What costs more is given up. */
export const MOST_WORK = 2_000_000;

const UNKNOWN = -1;
const ACCEPT = -2;
const DEAD = -3;
const MATCH_AND_DEAD = -4;
/** Kinds of characters, and of the text's two ends, that assertions ask for. */
const [EDGE, LINE_END, WORD, OTHER] = [0, 1, 2, 3];
type Side = 0 | 1 | 2 | 3;

export interface Automaton {
  /** Runs from `from`; where `search` is set a match may begin anywhere after it, and the first end of one is answered: else the last. -1: none; -2: given up. */
  run(text: string, from: number): number;
}

export function createAutomaton(program: Program, search: boolean): Automaton {
  const { code, atoms, unicode } = program;
  /** Characters that no atom and no assertion tells apart are of one class. */
  const classes = new Map<string, number>();
  const samples: { signature: boolean[]; side: Side }[] = [];
  const ascii = new Int16Array(128).fill(UNKNOWN);
  const beyond = new Map<number, number>();
  let width = 32;
  let table = new Int32Array(0);
  let sets: { threads: readonly number[]; before: Side }[] = [];
  let names = new Map<string, number>();
  const seen = new Int32Array(code.length).fill(-1);
  let mark = 0;
  let work = 0;

  const forget = (): void => {
    sets = [];
    names = new Map();
    table = new Int32Array(64 * width).fill(UNKNOWN);
  };
  forget();

  const classOf = (unit: number): number => {
    const known = unit < 128 ? ascii[unit]! : (beyond.get(unit) ?? UNKNOWN);
    if (known !== UNKNOWN) return known;
    const char = String.fromCodePoint(unit);
    const signature = atoms.map((atom) => atom.test(char));
    const side = /[\n\r\u2028\u2029]/.test(char) ? LINE_END : program.word.test(char) ? WORD : OTHER;
    const key = `${side} ${signature.map(Number).join('')}`;
    let found = classes.get(key);
    if (found === undefined) {
      found = samples.push({ signature, side: side as Side }) - 1;
      classes.set(key, found);
      if (found >= width) {
        width *= 2;
        forget();
      }
    }
    if (unit < 128) ascii[unit] = found;
    else if (beyond.size < 10_000) beyond.set(unit, found);
    return found;
  };

  const holds = (what: string, before: Side, after: Side): boolean => {
    if (what === 'start') return before === EDGE || (program.multiline && before === LINE_END);
    if (what === 'end') return after === EDGE || (program.multiline && after === LINE_END);
    return ((before === WORD) !== (after === WORD)) === (what === 'boundary');
  };

  /** All that the threads come to without a character; true when one of them has matched. */
  const reach = (threads: readonly number[], before: Side, after: Side, chars: number[]): boolean => {
    mark += 1;
    const stack = [...threads];
    let matched = false;
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (seen[at] === mark) continue;
      seen[at] = mark;
      work += 1;
      const instruction = code[at]!;
      if (instruction.op === 'match') matched = true;
      else if (instruction.op === 'char') chars.push(at);
      else if (instruction.op === 'split') stack.push(instruction.next, instruction.other);
      else if (holds(instruction.what, before, after)) stack.push(instruction.next);
    }
    return matched;
  };

  const stateOf = (threads: readonly number[], before: Side): number => {
    const sorted = [...new Set(threads)].sort((a, b) => a - b);
    const name = `${before} ${sorted.join(' ')}`;
    const known = names.get(name);
    if (known !== undefined) return known;
    if (sets.length >= MAX_STATES) forget();
    const state = sets.push({ threads: sorted, before }) - 1;
    names.set(name, state);
    if (sets.length * width > table.length) {
      const larger = new Int32Array(table.length * 2).fill(UNKNOWN);
      larger.set(table);
      table = larger;
    }
    return state;
  };

  /** What comes of a state at a class of characters: the next state, times two, plus one where a match ends before the character. */
  const step = (state: number, kind: number): number => {
    const { threads, before } = sets[state]!;
    const { signature, side } = samples[kind]!;
    const chars: number[] = [];
    const matched = reach(threads, before, side, chars);
    if (search && matched) return (table[state * width + kind] = ACCEPT);
    const next: number[] = [];
    for (const at of chars) {
      const instruction = code[at]!;
      if (instruction.op === 'char' && signature[instruction.atom] === true) next.push(instruction.next);
    }
    if (search) next.push(program.start);
    else if (next.length === 0) return (table[state * width + kind] = matched ? MATCH_AND_DEAD : DEAD);
    const held = sets;
    const made = stateOf(next, side) * 2 + (matched ? 1 : 0);
    // All states may have been forgotten on the way.
    if (held === sets) table[state * width + kind] = made;
    return made;
  };

  const sideBefore = (text: string, from: number): Side => {
    if (from === 0) return EDGE as Side;
    return samples[classOf(text.charCodeAt(from - 1))]!.side;
  };

  return {
    run(text, from) {
      work = 0;
      let last = -1;
      const side = sideBefore(text, from);
      let state = stateOf([program.start], side);
      // In variables of its own, since this is the loop that everything waits for.
      let known = table;
      let stride = width;
      const { length } = text;
      let at = from;
      while (at < length) {
        let unit = text.charCodeAt(at);
        if (unicode && unit >= 0xd800 && unit < 0xdc00) unit = text.codePointAt(at)!;
        let kind = unit < 128 ? ascii[unit]! : UNKNOWN;
        if (kind < 0) {
          kind = knownClass(unit);
          known = table;
          stride = width;
        }
        let next = known[state * stride + kind]!;
        if (next < 0) {
          if (next === UNKNOWN) {
            next = step(state, kind);
            known = table;
            if (work > MOST_WORK) return last === -1 ? -2 : last;
          }
          if (next === ACCEPT) return at;
          if (next === MATCH_AND_DEAD) return at;
          if (next === DEAD) return last;
        }
        if ((next & 1) === 1) last = at;
        state = next >> 1;
        at += unit > 0xffff ? 2 : 1;
      }
      const { threads, before } = sets[state]!;
      return reach(threads, before, EDGE as Side, []) ? length : last;

      /** A new class may forget all states: then the present one is made again. */
      function knownClass(unit: number): number {
        const present = sets[state]!;
        const held = width;
        const kind = classOf(unit);
        if (held !== width) state = stateOf(present.threads, present.before);
        return kind;
      }
    },
  };
}
