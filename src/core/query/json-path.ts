/** Steps into JSON: `.price`, `[0]`, `[*]`, `["a key"]`. */
import type { CodeUnits } from '../units.ts';
import type { Step } from './query.ts';
import { quotation, quoted } from './scanner.ts';

/** Deeper is nothing that a person types. */
const MOST_STEPS = 32;
/** A name that needs no quotation marks. */
const NAME = /^[\p{L}\p{N}_$@-]+/u;

/** The steps that stand at `from`, as far as they go; null: what begins there is no path. */
export function readPath(text: string, from: CodeUnits): { path: Step[]; to: CodeUnits } | null {
  const path: Step[] = [];
  let at = from;
  while (path.length <= MOST_STEPS) {
    if (text[at] === '.') {
      const name = NAME.exec(text.slice(at + 1))?.[0];
      if (name === undefined) return null;
      path.push(name);
      at += 1 + name.length;
    } else if (text[at] === '[') {
      const list = /^\[(\d{1,9}|\*)\]/.exec(text.slice(at));
      const name = text[at + 1] === '"' ? quotation(text, at + 1) : null;
      if (list !== null) {
        path.push(list[1] === '*' ? { each: true } : Number(list[1]));
        at += list[0].length;
      } else if (name !== null && text[name.to] === ']') {
        path.push(name.value);
        at = name.to + 1;
      } else return null;
    } else return path.length === 0 ? null : { path, to: at };
  }
  return null;
}

export function writePath(path: readonly Step[]): string {
  return path.map(writeStep).join('');
}

function writeStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step !== 'string') return '[*]';
  return NAME.exec(step)?.[0] === step ? `.${step}` : `[${quoted(step)}]`;
}

/** Values that are looked at for one path at most: `[*]` in `[*]` of long lists are many. */
const MOST_VALUES = 10_000;

/** Whether `test` says yes to something at the path. */
export function someAt(value: unknown, path: readonly Step[], test: (value: unknown) => boolean): boolean {
  let left = MOST_VALUES;
  const walk = (here: unknown, depth: number): boolean => {
    if ((left -= 1) < 0) return false;
    const step = path[depth];
    if (step === undefined) return test(here);
    if (typeof here !== 'object' || here === null) return false;
    if (typeof step === 'object') return Array.isArray(here) && here.some((one) => walk(one, depth + 1));
    if (typeof step === 'number') return Array.isArray(here) && step < here.length && walk(here[step], depth + 1);
    return Object.hasOwn(here, step) && walk((here as Record<string, unknown>)[step], depth + 1);
  };
  return walk(value, 0);
}
