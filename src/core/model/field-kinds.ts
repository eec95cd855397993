/** What a field of a record may be: its type, and the guard that proves it of a value from a file. */
import { SOURCES, type MessageSource } from './message-block.ts';
import { READING_FORMATS, type Header, type ReadingFormat, type Redirect, type Timings } from './observation.ts';
import type { Bytes, EpochMs } from '../units.ts';

export interface FieldKind<T> {
  /** Whether a value is one. Of an object, parts that are unknown pass. */
  readonly check: (value: unknown) => boolean;
  /** What must stand there, as an error says it. */
  readonly wants: string;
  /** For a word: those that this version knows, and which of them stands for any other. */
  readonly words?: Words<T>;
  /** As much of the value as this version knows: an object without other parts, a word that it can do without. */
  readonly known?: (value: T) => T | undefined;
}

interface Words<T> {
  readonly known: readonly T[];
  /** The closest that says nothing wrong. */
  readonly else: T;
}

/** Fields by their names, in the order in which they stand in a file. */
export type Fields = Readonly<Record<string, Pick<FieldKind<unknown>, 'check' | 'wants'> & { readonly optional?: true }>>;

type ValueOf<F> = F extends FieldKind<infer T> ? T : never;
/** What is made of fields. */
export type Recorded<F extends Fields> = { -readonly [Name in keyof F as F[Name] extends { optional: true } ? never : Name]: ValueOf<F[Name]> } & {
  -readonly [Name in keyof F as F[Name] extends { optional: true } ? Name : never]?: ValueOf<F[Name]>;
};

export const optional = <T>(kind: FieldKind<T>): FieldKind<T> & { optional: true } => ({ ...kind, optional: true });

/** The value without what this version does not know of it. */
export const knownPart = <T>({ known }: FieldKind<T>, value: T): T | undefined => (known === undefined ? value : known(value));

export const text: FieldKind<string> = { check: (value) => typeof value === 'string', wants: 'a text' };
/** A word. @note A later version may know more of them, so any text passes; who reads one goes by `words`. */
export const word = <T extends string>(known: readonly T[], other: NoInfer<T>): FieldKind<T> => ({
  check: text.check,
  wants: text.wants,
  words: { known, else: other },
});
export const flag: FieldKind<boolean> = { check: (value) => typeof value === 'boolean', wants: 'true or false' };
export const yes: FieldKind<true> = { check: (value) => value === true, wants: 'true or missing' };
export const time: FieldKind<EpochMs> = { check: (value) => typeof value === 'number' && Number.isFinite(value), wants: 'a number of milliseconds' };
export const count: FieldKind<number> = {
  check: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  wants: 'a whole number from 0',
};
export const from1: FieldKind<number> = { check: (value) => count.check(value) && value !== 0, wants: 'a whole number from 1' };
export const texts: FieldKind<string[]> = { check: (value) => Array.isArray(value) && value.every(text.check), wants: 'a list of texts' };
export const readyState: FieldKind<0 | 1 | 2> = { check: (value) => value === 0 || value === 1 || value === 2, wants: '0, 1 or 2' };
export const readingFormat: FieldKind<ReadingFormat> = {
  check: text.check,
  wants: text.wants,
  known: (value) => READING_FORMATS.find((format) => format === value),
};
export const witness = word<MessageSource>(SOURCES, 'hook');

const knownHeaders = (list: readonly Header[]): readonly Header[] => list.map(({ name, value }) => ({ name, value }));

export const headers: FieldKind<readonly Header[]> = {
  check: (value) => Array.isArray(value) && value.every((header) => isObject(header) && text.check(header.name) && text.check(header.value)),
  wants: 'a list of {name, value}',
  known: knownHeaders,
};
export const redirects: FieldKind<readonly Redirect[]> = {
  check: (value) =>
    Array.isArray(value) &&
    value.every((one) => isObject(one) && time.check(one.at) && count.check(one.status) && text.check(one.location) && headers.check(one.responseHeaders)),
  wants: 'a list of {at, status, location, responseHeaders}',
  known: (list) => list.map(({ at, status, location, responseHeaders }) => ({ at, status, location, responseHeaders: knownHeaders(responseHeaders) })),
};
/** In the order of the file. */
export const phases: FieldKind<Timings> = {
  check: (value) => isObject(value) && Object.values(value).every(time.check),
  wants: 'an object of milliseconds',
  known: ({ blocked, dns, connect, ssl, send, wait, receive }) => ({ blocked, dns, connect, ssl, send, wait, receive }),
};

/** What is known of the text of a response. */
export interface TextFacts {
  length: Bytes;
  from: MessageSource;
  complete: boolean;
  dropped: Bytes;
}

export const textFacts: FieldKind<TextFacts> = {
  check: (value) => isObject(value) && count.check(value.length) && flag.check(value.complete) && count.check(value.dropped) && text.check(value.from),
  wants: '{length, from, complete, dropped}',
  known: ({ length, from, complete, dropped }) => ({ length, from, complete, dropped }),
};
export const evidence: FieldKind<Readonly<Record<string, string | number>>> = {
  check: (value) => isObject(value) && Object.values(value).every((one) => text.check(one) || time.check(one)),
  wants: 'an object of texts and numbers',
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
