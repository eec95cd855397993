/** Looks up the texts for people by their keys: in an extension page among the browser's own messages, elsewhere among those that `useTexts` was given. */
import type { english } from './en.ts';

type English = typeof english;
type Form = 'one' | 'other';
/** A text that counts is named without its form: `count.messages`. */
type CountKey = keyof English extends infer Key ? (Key extends `${infer Name}.other` ? Name : never) : never;
/** A key of the English texts: what is not there does not compile. */
export type TextKey = Exclude<keyof English, `${CountKey}.${Form}`> | CountKey;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? (Name extends ' ' ? never : Name) | NamesIn<Rest> : never;
type NamesOf<Key extends TextKey> = Key extends keyof English ? NamesIn<English[Key]> : NamesIn<English[`${Key}.${Form}` & keyof English]> | 'count';
/** A key of a text without values. */
type PlainKey = { [Key in TextKey]: NamesOf<Key> extends never ? Key : never }[TextKey];
type Values = Readonly<Record<string, string | number>>;
/** A value for each `{name}` of a text; of several keys, for those of all. */
type ValuesOf<Key extends TextKey> = [NamesOf<Key>] extends [never] ? never : { [Name in NamesOf<Key>]: Name extends 'count' ? number : string | number };

/** Texts by their keys, of one language. */
export type Texts = Readonly<Record<string, string>>;

let texts: Texts | undefined;
const templates = new Map<string, string>();
const forgetters: (() => void)[] = [];
const numbers = new Map<string, Intl.NumberFormat>();
let plurals: Intl.PluralRules | undefined;

/** For programs without the browser's messages (the command line, tests, the workbench). Comes before the first text is looked up. */
export function useTexts(ofLanguage: Texts): void {
  texts = ofLanguage;
  templates.clear();
  numbers.clear();
  plurals = undefined;
  for (const forget of forgetters) forget();
}

/** For what else is made for a language once, and has to be made again for another. */
export function onTexts(forget: () => void): void {
  forgetters.push(forget);
}

/**
 * The text of `key` in the language of the panel, with `values` in place of each `{name}`. A number is written as people count (`1,234`); what is no
 * count (a status, the number of a connection) is passed as a string. Of a text that counts, `count` says the form, by the plural rules of the language.
 */
export function t(key: PlainKey): string;
export function t<Key extends TextKey>(key: Key, values: ValuesOf<Key>): string;
export function t(key: string, values?: Values): string {
  const template = templateOf(key) ?? formOf(key, Number(values?.['count']));
  return values === undefined ? template : fill(template, values);
}

/** The form of a text for a count; an unknown key is shown as it is. */
function formOf(key: string, count: number): string {
  plurals ??= new Intl.PluralRules(language());
  return templateOf(`${key}.${plurals.select(count)}`) ?? templateOf(`${key}.other`) ?? key;
}

/** `template` with a value for each `{name}` that has one. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' ? sayNumber(value) : value;
  });
}

/** The text of `key` as it is, where the language has one: for texts whose English stands with what they are about. */
export function templateOf(key: string): string | undefined {
  let template = templates.get(key);
  if (template === undefined) {
    template = texts === undefined ? chrome.i18n.getMessage(messageName(key)) : (texts[key] ?? '');
    templates.set(key, template);
  }
  return template === '' ? undefined : template;
}

/** The name of a text among a browser's messages, where only letters, digits and `_` are allowed. */
export const messageName = (key: string): string => key.replaceAll(/\W/g, '_');

/** `1,234`, `1.234`: a count as the language writes it; with `digits` after the decimal point (`1.50`, `1,50`), and at least `whole` before it. */
export function sayNumber(count: number, digits = 0, whole = 1): string {
  const kind = `${whole}.${digits}`;
  let format = numbers.get(kind);
  if (format === undefined) {
    format = new Intl.NumberFormat(language(), { minimumIntegerDigits: whole, minimumFractionDigits: digits, maximumFractionDigits: digits });
    numbers.set(kind, format);
  }
  return format.format(count);
}

/**
 * The language of words and numbers, as BCP 47 has it. That of the texts, not of the browser: to a browser in French, for which there
 * are no texts, English is spoken with English numbers and plurals. The browser's region is kept: `en-GB`.
 */
export function language(): string {
  const spoken = templateOf('language') ?? 'en';
  const wanted = texts === undefined ? chrome.i18n.getUILanguage() : spoken;
  return wanted.split('-')[0] === spoken.split('-')[0] ? wanted : spoken;
}
