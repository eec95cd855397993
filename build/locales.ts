/** Writes `_locales`, as browsers want it: of each language one message for every text, which is English where the language has none. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { english } from '../src/words/en.ts';
import { messageName, type Texts } from '../src/words/t.ts';

const FOLDER = path.resolve(import.meta.dirname, '../src/words');
/** As the texts of the code name English, and Chrome. */
const ENGLISH = 'en';
const COUNT_FORM = /\.(?:zero|one|two|few|many|other)$/;

/** The languages, named as Chrome names locales. */
export const LOCALES: readonly string[] = [
  ENGLISH,
  ...readdirSync(FOLDER)
    .filter((file) => /^[a-z]{2,3}(?:_[A-Z]{2})?\.json$/.test(file))
    .map((file) => path.basename(file, '.json')),
];

/** What there is of a language. */
export const textsOf = (locale: string): Texts =>
  locale === ENGLISH ? english : (JSON.parse(readFileSync(path.join(FOLDER, `${locale}.json`), 'utf8')) as Texts);

/** A language with English where it has no text. A text that counts is taken whole: forms of two languages would stand side by side. */
export function withEnglish(texts: Texts): Texts & Record<keyof typeof english, string> {
  const counted = new Set(Object.keys(texts).flatMap((key) => (COUNT_FORM.test(key) ? [key.replace(COUNT_FORM, '')] : [])));
  const missing = Object.entries(english).filter(([key]) => !(COUNT_FORM.test(key) && counted.has(key.replace(COUNT_FORM, ''))));
  return { ...Object.fromEntries(missing), ...texts } as ReturnType<typeof withEnglish>;
}

/** `messages.json` of a language. A `$` is written twice: a single one begins what the browser would put in. */
export function messagesOf(texts: Texts): Record<string, { message: string }> {
  return Object.fromEntries(Object.entries(withEnglish(texts)).map(([key, text]) => [messageName(key), { message: text.replaceAll('$', '$$$$') }]));
}

export function locales(): Plugin {
  let folder = '';
  const files = LOCALES.map((locale) => ({
    fileName: `_locales/${locale}/messages.json`,
    source: () => `${JSON.stringify(messagesOf(textsOf(locale)))}\n`,
  }));
  return {
    name: 'sse-scope:locales',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    // A server has no bundle: the extension that it keeps up to date is in the folder.
    configureServer() {
      for (const { fileName, source } of files) {
        mkdirSync(path.join(folder, path.dirname(fileName)), { recursive: true });
        writeFileSync(path.join(folder, fileName), source());
      }
    },
    generateBundle() {
      for (const { fileName, source } of files) this.emitFile({ type: 'asset', fileName, source: source() });
    },
  };
}
