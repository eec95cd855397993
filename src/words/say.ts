/** Looks up words for people: in an extension page the browser's own catalogue, elsewhere one that was handed over by `useCatalogue`. */
import type english from '../../public/_locales/en/messages.json';

/** A key of `_locales/en/messages.json`: what is not there does not compile. */
export type WordKey = keyof typeof english;
/** The name of a text that depends on a count: the catalogue has `…_one` and `…_other`, whichever of the two a language needs. */
export type CountKey = WordKey extends infer Key ? (Key extends `${infer Name}_other` ? Name : never) : never;

/** A catalogue as `messages.json` holds it. */
export type Catalogue = Readonly<Record<string, { readonly message: string }>>;

/** `$1` to `$9` stand for themselves: so the browser hands out the template, which is looked up once and filled in here. */
const ITSELF = Array.from({ length: 9 }, (_, i) => `$${i + 1}`);
const VALUE = /\$([1-9])/g;

let catalogue: Catalogue | undefined;
const templates = new Map<string, string>();

/** For pages without the browser's catalogue (tests, the workbench). Comes before the first text is looked up. */
export function useCatalogue(messages: Catalogue): void {
  catalogue = messages;
  templates.clear();
  numbers.clear();
  plurals = undefined;
  for (const forget of forgetters) forget();
}

/** For what else is made for a language once, and has to be made again for another catalogue. */
export function onCatalogue(forget: () => void): void {
  forgetters.push(forget);
}

const forgetters: (() => void)[] = [];

/**
 * The text of `key` in the language of the panel, `$1`, `$2` … replaced by `values`. A number is written as people count
 * (`1,234`); what is no count (a status, the number of a connection) is passed as a string. An unknown key is shown as it is.
 */
export function say(key: WordKey, ...values: readonly (string | number)[]): string {
  return fill(key, values);
}

/** The text of `key` for a count: `$1` is the count, `$2` … are `values`. Which form is right the plural rules of the language say. */
export function sayCount(key: CountKey, count: number, ...values: readonly (string | number)[]): string {
  plurals ??= new Intl.PluralRules(language());
  const form = `${key}_${plurals.select(count)}`;
  return fill(templateOf(form) === undefined ? `${key}_other` : form, [count, ...values]);
}

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
 * The language of words and numbers, as BCP 47 has it. That of the catalogue, not of the browser: to a browser in French, for
 * which there is no catalogue, English is spoken with English numbers and plurals. The browser's region is kept: `en-GB`.
 */
export function language(): string {
  const spoken = templateOf('language') ?? 'en';
  const wanted = catalogue === undefined ? chrome.i18n.getUILanguage() : spoken;
  return wanted.split('-')[0] === spoken.split('-')[0] ? wanted : spoken;
}

const numbers = new Map<string, Intl.NumberFormat>();
let plurals: Intl.PluralRules | undefined;

function fill(key: string, values: readonly (string | number)[]): string {
  const template = templateOf(key) ?? key;
  if (values.length === 0) return template;
  return template.replace(VALUE, (_, digit: string) => {
    const value = values[Number(digit) - 1] ?? '';
    return typeof value === 'number' ? sayNumber(value) : value;
  });
}

/** The text of `key` as it is, where the catalogue has one: for texts whose English stands with what they are about. */
export function templateOf(key: string): string | undefined {
  let template = templates.get(key);
  if (template === undefined) {
    template = catalogue === undefined ? chrome.i18n.getMessage(key, ITSELF) : (catalogue[key]?.message.replaceAll('$$', '$') ?? '');
    templates.set(key, template);
  }
  return template === '' ? undefined : template;
}
