/** The catalogues of `_locales`: what a browser takes, what the code asks for, and the same in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/core/explain/registry.ts';
import { SETTINGS } from '../../../src/settings/settings.ts';
import type { Shape } from '../../../src/settings/shapes.ts';
import type { Catalogue } from '../../../src/words/say.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'public/_locales');
const textOf = (locale: string): string => readFileSync(path.join(folder, locale, 'messages.json'), 'utf8');
const read = (locale: string): Catalogue => JSON.parse(textOf(locale)) as Catalogue;

const locales = readdirSync(folder);
/** A text of a rule or a setting: its English stands there, and is what is said where a language has none. */
const isElsewhere = (key: string): boolean => /^finding_(?!then_|means_)|^setting_/.test(key);
const textsOfRules: Catalogue = Object.fromEntries(
  RULES.flatMap(({ id, title, sentence }): [string, { message: string }][] => {
    const key = `finding_${id.replaceAll('-', '_')}`;
    const forms = Object.entries(typeof sentence === 'string' ? { is: sentence } : sentence);
    return [[key, { message: title }], ...forms.map(([form, message]): [string, { message: string }] => [`${key}_${form}`, { message }])];
  }),
);
const textsOfSettings: Catalogue = Object.fromEntries(
  Object.entries<{ label?: string; shape: Shape<unknown> }>(SETTINGS).flatMap(([name, { label, shape }]) => [
    ...(label === undefined ? [] : [[`setting_${name}`, { message: label }] as const]),
    ...Object.entries(shape.words ?? {}).map(([word, message]) => [`setting_${name}_${word}`, { message }] as const),
  ]),
);
const english: Catalogue = { ...textsOfRules, ...textsOfSettings, ...read('en') };
/** So much at least of what rules and settings say is there in every other language: a new one may speak English alone. */
const TRANSLATED = 0.9;
/** A form for a count: the languages differ in how many they have. */
const FORM = /_(?:one|two|few|many|other)$/;
const named = (catalogue: Catalogue): string[] =>
  Object.keys(catalogue)
    .filter((key) => !isElsewhere(key))
    .map((key) => key.replace(FORM, '_#'));
const placeholders = (message: string): string[] => [...new Set(message.replaceAll('$$', '').match(/\$\d?|\{\w+\}/g))].toSorted();

describe.each(locales)('the catalogue %s', (locale) => {
  const catalogue = read(locale);

  it('has names that browsers take, told apart without case', () => {
    const keys = Object.keys(catalogue);
    // https://developer.chrome.com/docs/extensions/reference/api/i18n: A–Z, a–z, 0–9, _ and @, not beginning with @@, case-insensitive.
    expect(keys.filter((key) => !/^[A-Za-z0-9_]+$/.test(key))).toEqual([]);
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length);
  });

  it('says every name once', () => {
    const keys = [...textOf(locale).matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1] ?? '');
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys).toHaveLength(Object.keys(catalogue).length);
  });

  it('has no empty text, and no sign that a browser would take for a value', () => {
    expect(Object.keys(catalogue).filter((key) => catalogue[key]?.message.trim() === '')).toEqual([]);
    expect(Object.keys(catalogue).filter((key) => placeholders(catalogue[key]?.message ?? '').includes('$'))).toEqual([]);
  });

  it('has no two values without a letter between them: Chromium reads `$1$` as a name, and refuses the whole extension', () => {
    expect(Object.keys(catalogue).filter((key) => /\$\w+\$/.test(catalogue[key]?.message.replaceAll('$$', '') ?? ''))).toEqual([]);
  });

  it('has the texts of the English one, no less and no more', () => {
    expect([...new Set(named(catalogue))].toSorted()).toEqual([...new Set(named(english))].toSorted());
  });

  it.each([
    ['finding_', textsOfRules],
    ['setting_', textsOfSettings],
  ])('has texts %s… where it translates them, and of those that are there', (prefix, texts) => {
    const keys = Object.keys(catalogue).filter((key) => isElsewhere(key) && key.startsWith(prefix));
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
    const share = keys.length / Object.keys(texts).length;
    if (locale === 'en') expect(share).toBe(0);
    else expect(share).toBeGreaterThan(TRANSLATED);
  });

  it('has the forms for counts that its language needs', () => {
    const { pluralCategories } = new Intl.PluralRules(locale.replace('_', '-')).resolvedOptions();
    const counted = Object.keys(catalogue).filter((key) => key.endsWith('_other'));
    const missing = counted.flatMap((key) => pluralCategories.map((form) => key.replace(FORM, `_${form}`))).filter((key) => !(key in catalogue));
    expect(missing).toEqual([]);
    expect(Object.keys(catalogue).filter((key) => FORM.test(key) && !(key.replace(FORM, '_other') in catalogue))).toEqual([]);
  });

  it('says the same values as the English one', () => {
    const differing = Object.keys(catalogue).filter((key) => {
      const model = english[key] ?? english[key.replace(FORM, '_other')];
      return placeholders(catalogue[key]?.message ?? '').join() !== placeholders(model?.message ?? '').join();
    });
    expect(differing).toEqual([]);
  });
});

describe('the code', () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'))
    .filter((source) => source.includes("/say.ts'"));
  const code = sources.join('\n');
  const said = new Set([...code.matchAll(/\bsay\(\s*'(\w+)'/g)].map((match) => match[1] ?? ''));
  const counted = new Set([...code.matchAll(/\bsayCount\(\s*'(\w+)'/g)].map((match) => match[1] ?? ''));
  const inManifest = new Set([...readFileSync(path.join(root, 'manifest.json'), 'utf8').matchAll(/__MSG_(\w+?)__/g)].map((match) => match[1] ?? ''));

  it('names its texts in full, so that this test and people can find them', () => {
    expect(code.match(/\bsay(?:Count)?\(\s*[^\s'][^)]*/g)).toBe(null);
  });

  it('uses every text, and none that is not there', () => {
    const used = new Set([...said, ...inManifest, 'language', ...[...counted].map((key) => `${key}_#`)]);
    expect([...new Set(named(english))].filter((key) => !used.has(key))).toEqual([]);
    expect([...used].filter((key) => !named(english).includes(key))).toEqual([]);
  });

  it('hands over as many values as the English text takes', () => {
    const taken = (key: string): number => placeholders(english[key]?.message ?? '').length;
    // A call without values, or with the count alone, is the one that can be told from its text.
    const bare = [...code.matchAll(/\bsay\('(\w+)'\)/g)].map((match) => match[1] ?? '');
    expect(bare.filter((key) => taken(key) > 0)).toEqual([]);
    const full = [...code.matchAll(/\bsay\(\s*'(\w+)',/g)].map((match) => match[1] ?? '');
    expect(full.filter((key) => taken(key) === 0)).toEqual([]);
  });
});
