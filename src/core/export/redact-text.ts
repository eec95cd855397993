/**
 * Takes credentials out of a text that anybody may have written: a stack, a title, the value of a header, the evidence of a finding. It goes by
 * names that stand before a value, in whatever notation, and by URLs, with a scheme or without.
 * @note All of these patterns are linear: what may repeat is bounded, or cannot begin again within what it has passed.
 */
import { SCHEME, takeValue, type Cleaning } from './cleaning.ts';
import { redactTokens } from './redact-tokens.ts';
import { redactUrl, redactValue } from './redact-url.ts';
import { isSecretName } from './secret-names.ts';

/** A URL in a text; with the line and column that a stack adds to it left out. */
const URLS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>()]+?(?=(?::\d+:\d+)?(?:[\s"'<>()]|$))/gi;
/** A login without a scheme before it; what stands before an address of mail or telephone is a scheme. */
const LOGIN = /(?<![^\s"'(=,])(?!(?:mailto|sips?|xmpp|acct|tel|im):)[\w.%+~-]{1,80}:[^\s/@:"'<>()]{1,200}@(?=[\w[])/gi;
/** A header that is secret to the end of its line. */
const HEADER_LINE = /(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie2?)(\s{0,3}:(?!\/\/|\d)[ \t]{0,9})([^\r\n"'][^\r\n]*)/gi;
/** `"name": "value"`, in quotes of either kind; then with the quotes escaped, as in JSON within a text. */
const MEMBER = /(["'])([^"'\\\n]{1,80})(\1\s{0,9}[:=]\s{0,9})(?:"((?:[^"\\]|\\[\s\S])*)|'((?:[^'\\]|\\[\s\S])*)|(\d+))/g;
const ESCAPED_MEMBER = /(\\{1,8}")([^"\\\n]{1,80})(\\{1,8}"\s{0,9}:\s{0,9}\\{1,8}")([^"\\]+)/g;
/** `name=value`; in a URL, behind what separates its parameters. */
const ASSIGNMENT =
  /(?<![\w.%~[\]-])([\w.%~[\]-]{1,80})(\s{0,3}=\s{0,3})("(?:[^"\\]|\\[\s\S])*|'(?:[^'\\]|\\[\s\S])*|(?:(?:bearer|basic|token) )?[^\s&;"'<>)\\][^\s&;"'<>)]*)/gi;
/** `name: value`. */
const COLON =
  /(?<![\w.%~[\]/-])([a-z][\w.-]{0,79})(\s{0,3}:(?!\/\/)\s{0,3})("(?:[^"\\]|\\[\s\S])*|'(?:[^'\\]|\\[\s\S])*|(?:(?:bearer|basic|token) )?[^\s,;)}&"'<>$\\][^\s,;)}&"'<>]*)/gi;
const ELEMENT = /<([\w:.-]{1,80})((?:\s[^<>]{0,200})?>\s*)([^<>\s][^<>]*)(?=<\/|<!|$)/g;
const CHALLENGE = /(?<![\w-])((bearer|basic|negotiate|ntlm|dpop|ssws|apikey|token|digest|hawk)(?:[ \t,]{1,3}|%20))([A-Za-z0-9._~+/-]{4,}=*)/gi;
/** What follows the line and column of a stack. */
const PLACE = /:\d+:\d+$/;

/** Cheap test: none of the patterns matches a text without any of these. */
const MAY_HOLD = /[\w\])}"'%-]\s{0,3}[:=]|<\w|bearer|basic|negotiate|ntlm|dpop|ssws|apikey|token|digest|hawk|[\w-]{16}|-----BEGIN|eyJ/i;

export function redactText(text: string, cleaning: Cleaning): string {
  if (!MAY_HOLD.test(text)) return text;
  const { take } = cleaning;
  const field = (name: string, value: string): string => takeValue(cleaning, 'field', name, value);
  let clean = text;
  if (clean.includes('://')) clean = clean.replace(URLS, (url) => redactUrl(url, cleaning));
  if (clean.includes('@')) clean = clean.replace(LOGIN, (login) => `${take('login', '@', login.slice(0, -1))}@`);
  clean = clean.replace(HEADER_LINE, (_, name: string, colon: string, value: string) => `${name}${colon}${takeValue(cleaning, 'header', name, value)}`);
  clean = clean.replace(
    MEMBER,
    (all, quote: string, name: string, colon: string, double: string | undefined, single: string | undefined, number: string | undefined) => {
      const value = double ?? single ?? number ?? '';
      if (!isSecretName(name, value, 'parameter')) return all;
      const redacted = field(name, value);
      return `${quote}${name}${colon}${double === undefined ? (single === undefined ? `"${redacted}"` : `'${redacted}`) : `"${redacted}`}`;
    },
  );
  if (clean.includes('\\')) {
    clean = clean.replace(ESCAPED_MEMBER, (all, begin: string, name: string, colon: string, value: string) =>
      isSecretName(name, value, 'parameter') ? `${begin}${name}${colon}${field(name, value)}` : all,
    );
  }
  if (clean.includes('<')) {
    clean = clean.replace(ELEMENT, (all, name: string, rest: string, value: string) =>
      isSecretName(name, value, 'text') ? `<${name}${rest}${field(name, value)}` : all,
    );
  }
  if (clean.includes('=')) {
    const before = clean;
    clean = clean.replace(ASSIGNMENT, (all, name: string, equals: string, written: string, at: number) => {
      const inUrl = /[?&;#]/.test(before[at - 1] ?? '');
      return redactAssignment(all, { name: decoded(name), head: `${name}${equals}`, written, inUrl }, cleaning);
    });
  }
  if (clean.includes(':')) {
    clean = clean.replace(COLON, (all, name: string, colon: string, written: string) => {
      // A line of a stack, or a port.
      if (/^\d[\d:]*$/.test(written) && !/\s/.test(colon)) return all;
      // Of a header, which was dealt with.
      if (SCHEME.test(`${written} `)) return all;
      return isSecretName(name, unquoted(written), 'text') ? `${name}${colon}${quoteOf(written)}${field(name, unquoted(written))}` : all;
    });
  }
  clean = clean.replace(CHALLENGE, (all, scheme: string, word: string, value: string) =>
    looksMade(value, word) ? `${scheme}${take('token', word, value)}` : all,
  );
  return redactTokens(clean, cleaning);
}

function redactAssignment(
  all: string,
  { name, head, written, inUrl }: { name: string; head: string; written: string; inUrl: boolean },
  cleaning: Cleaning,
): string {
  const place = PLACE.exec(written)?.[0] ?? '';
  const value = unquoted(place === '' ? written : written.slice(0, -place.length));
  const quote = quoteOf(written);
  if (isSecretName(name, value, inUrl ? 'parameter' : 'text')) return `${head}${quote}${takeValue(cleaning, 'parameter', name, value)}${place}`;
  const redacted = redactValue(value, cleaning);
  return redacted === value ? all : `${head}${quote}${redacted}${place}`;
}

/** "Bearer of news" and "Basic authentication" are words; credentials have a digit, or capitals within, or are long. */
function looksMade(value: string, word: string): boolean {
  if (value === 'REDACTED' || /^[A-Z]?[a-z]+$/.test(value.replace(/[=.,]+$/, ''))) return value.length >= 20;
  if (/^(?:token|digest|basic)$/i.test(word)) return value.length >= 6 && /\d|[a-z][A-Z]|=$/.test(value);
  return !/^[a-z]+(?:[-_./][a-z]+)*=?$/.test(value) || value.length >= 24;
}

const quoteOf = (written: string): string => /^["']/.exec(written)?.[0] ?? '';
const unquoted = (written: string): string => (quoteOf(written) === '' ? written : written.slice(1));

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether a header's value begins with a word of its kind alone, so that the credential is the next item: `bearer, …` of a subprotocol. */
export function redactProtocols(value: string, cleaning: Cleaning): string {
  const items = value.split(',');
  const named = items.findIndex((item) => isSecretName(item, 'x', 'text') || SCHEME.test(`${item.trim()} `));
  if (named < 0) return redactText(value, cleaning);
  // The name may be the item before, or its own begin: `openai-insecure-api-key.sk-…`.
  return items
    .map((item, at) => {
      if (at === named)
        return item.replace(
          /^(\s*[\w-]+\.)(.+)$/,
          (_, begin: string, secret: string) => `${begin}${cleaning.take('header', 'Sec-WebSocket-Protocol', secret)}`,
        );
      return at > named ? item.replace(/\S.*/, (secret) => cleaning.take('header', 'Sec-WebSocket-Protocol', secret)) : item;
    })
    .join(',');
}
