/** Reads the arguments of a question, field by field; whatever is not as it must be is refused with a reason for people. */
import { isRecord } from '../wire/protocol/guard.ts';

export class RefusedQuestion extends Error {
  override readonly name = 'RefusedQuestion';
}

export function field(value: unknown, name: string): unknown {
  if (!isRecord(value)) return refuse(`\`${name}\` is missing`);
  return value[name];
}

export function time(value: unknown, name: string): number {
  const found = field(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : refuse(`\`${name}\` must be a time in milliseconds`);
}

export function count(value: unknown, name: string): number {
  const found = field(value, name);
  return isCount(found) ? found : refuse(`\`${name}\` must be a whole number from 0`);
}

export function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : refuse(`\`${name}\` must be a text`);
}

export function flag(value: unknown, name: string): boolean {
  const found = field(value, name);
  return typeof found === 'boolean' ? found : refuse(`\`${name}\` must be true or false`);
}

/** One of some words. */
export function oneOf<Word extends string>(value: unknown, name: string, words: readonly Word[]): Word {
  const found = field(value, name);
  return words.find((word) => word === found) ?? refuse(`\`${name}\` must be one of ${words.join(', ')}`);
}

/** At most `most` whole numbers from 0. */
export function counts(value: unknown, name: string, most: number): number[] {
  const found = field(value, name);
  if (!Array.isArray(found) || found.length > most || !found.every(isCount))
    return refuse(`\`${name}\` must be a list of at most ${most} whole numbers from 0`);
  return found;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function refuse(reason: string): never {
  throw new RefusedQuestion(reason);
}
