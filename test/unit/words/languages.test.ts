/** The texts of each language: what the code asks for in English, what there is of it in the others, and what a browser takes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { LOCALES, messagesOf, textsOf, withEnglish } from '../../../build/locales.ts';
import manifest from '../../../manifest.json' with { type: 'json' };
import { EXPORT_FORMATS } from '../../../src/core/export/formats.ts';
import { RULES } from '../../../src/core/explain/registry.ts';
import { SETTINGS } from '../../../src/settings/settings.ts';
import type { Shape } from '../../../src/settings/shapes.ts';
import { english } from '../../../src/words/en.ts';
import { messageName, t, useTexts, type Texts } from '../../../src/words/t.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const translations = LOCALES.filter((locale) => locale !== 'en');
const FORM = /\.(?:zero|one|two|few|many|other)$/;

/** What stands in English with a rule, a setting or a format. */
const textsOfRules = Object.fromEntries(
  RULES.flatMap(({ id, title, sentence }): [string, string][] => [
    [`finding.${id}`, title],
    ...Object.entries(typeof sentence === 'string' ? { is: sentence } : sentence).map(([form, text]): [string, string] => [`finding.${id}.${form}`, text]),
  ]),
);
const textsOfSettings = Object.fromEntries(
  Object.entries<{ label?: string; shape: Shape<unknown> }>(SETTINGS).flatMap(([name, { label, shape }]): [string, string][] => [
    ...(label === undefined ? [] : [[`setting.${name}`, label] satisfies [string, string]]),
    ...Object.entries(shape.words ?? {}).map(([word, text]): [string, string] => [`setting.${name}.${word}`, text]),
  ]),
);
const textsOfFormats = Object.fromEntries(
  Object.entries(EXPORT_FORMATS).flatMap(([name, { label, hint }]): [string, string][] => [
    [`format.${name}`, label],
    [`format.${name}.hint`, hint],
  ]),
);
const original: Texts = { ...textsOfRules, ...textsOfSettings, ...textsOfFormats, ...english };
/** The English text that a text of another language translates: languages differ in how many forms a count has. */
const originalOf = (key: string): string | undefined => original[key] ?? (FORM.test(key) ? original[key.replace(FORM, '.other')] : undefined);
const valuesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();

afterEach(() => useTexts(english));

describe.each(translations)('the texts of %s', (locale) => {
  const texts = textsOf(locale);
  const keys = Object.keys(texts);

  it('translate texts that are there in English, each once', () => {
    expect(keys.filter((key) => originalOf(key) === undefined)).toEqual([]);
    const written = readFileSync(path.join(root, `src/words/${locale}.json`), 'utf8').match(/^ {2}"[^"]+":/gm);
    expect(written).toHaveLength(keys.length);
  });

  it('have the values of the English text', () => {
    expect(keys.filter((key) => valuesIn(texts[key] ?? '').join() !== valuesIn(originalOf(key) ?? '').join())).toEqual([]);
  });

  it('have all forms for counts that the language needs, where they have one', () => {
    const { pluralCategories } = new Intl.PluralRules(texts['language']).resolvedOptions();
    const counted = new Set(keys.filter((key) => FORM.test(key)).map((key) => key.replace(FORM, '')));
    const wanted = [...counted].flatMap((key) => pluralCategories.map((form) => `${key}.${form}`));
    expect(keys.filter((key) => FORM.test(key)).toSorted()).toEqual(wanted.toSorted());
  });
});

describe.each(LOCALES)('_locales/%s', (locale) => {
  const messages = messagesOf(textsOf(locale));

  it('has every text', () => {
    const { pluralCategories } = new Intl.PluralRules(locale.replace('_', '-')).resolvedOptions();
    const wanted = Object.keys(english).flatMap((key) => (FORM.test(key) ? pluralCategories.map((form) => key.replace(FORM, `.${form}`)) : [key]));
    expect(wanted.filter((key) => (messages[messageName(key)]?.message ?? '') === '')).toEqual([]);
  });

  it('has names that browsers take, told apart without case', () => {
    // https://developer.chrome.com/docs/extensions/reference/api/i18n: A–Z, a–z, 0–9, _ and @, not beginning with @@, case-insensitive.
    const names = Object.keys(withEnglish(textsOf(locale))).map((key) => messageName(key));
    expect(names.filter((name) => !/^[A-Za-z0-9_]+$/.test(name))).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  it('has nothing in it that Chromium takes for a value: it reads `$1$` as a name, and refuses the whole extension', () => {
    expect(Object.values(messages).filter(({ message }) => /\$\w+\$/.test(message) || /\$/.test(message.replaceAll('$$', '')))).toEqual([]);
  });
});

describe('a language that lacks a text', () => {
  const few = { language: 'de', close: 'Schließen', 'count.tabs.one': '{count} Tab', 'count.tabs.other': '{count} Tabs' };

  it('shows English', () => {
    useTexts(withEnglish(few));
    expect([t('close'), t('save'), t('lineNumber', { line: 1234 })]).toEqual(['Schließen', 'Save', 'Line 1.234']);
    expect([t('count.tabs', { count: 1 }), t('count.messages', { count: 1 }), t('count.messages', { count: 2 })]).toEqual(['1 Tab', '1 message', '2 messages']);
  });

  it('has it in English in what is built, and no English form beside its own', () => {
    expect(messagesOf(few)).toMatchObject({ close: { message: 'Schließen' }, save: { message: 'Save' }, count_messages_one: { message: '{count} message' } });
    const { 'count.tabs.one': _, ...onlyOther } = few;
    expect(messagesOf(onlyOther)).not.toHaveProperty('count_tabs_one');
  });

  it('has a `$` written as browsers want it', () => {
    expect(messagesOf({ close: 'Close $x' })).toMatchObject({ close: { message: 'Close $$x' } });
  });
});

describe('the code', () => {
  const code = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && file !== path.join('words', 'en.ts'))
    .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'))
    .filter((source) => source.includes("/t.ts'") || source.includes('export function t<'))
    .join('\n');

  it('uses every English text', () => {
    const named = new Set([...code.matchAll(/'([\w.-]+)'/g)].map((match) => match[1] ?? ''));
    const built = [...code.matchAll(/`([\w-]+\.[\w.-]*\$\{[^`]*)`/g)].map(
      (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replaceAll(/\$\{.*?\}/g, '[\\w-]+')}$`),
    );
    const inManifest = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+?)__/g)].map((match) => match[1] ?? '');
    const isUsed = (key: string): boolean => named.has(key) || inManifest.includes(messageName(key)) || built.some((pattern) => pattern.test(key));
    expect([...new Set(Object.keys(english).map((key) => key.replace(FORM, '')))].filter((key) => !isUsed(key))).toEqual([]);
    expect(inManifest.filter((name) => !Object.keys(english).some((key) => messageName(key) === name))).toEqual([]);
  });
});
