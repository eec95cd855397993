/**
 * Takes credentials out of headers and URLs. It goes by names: what a page puts into the data of a message, or under a harmless
 * name, stays. Redacting twice is the same as once.
 */
import type { KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import type { Header } from '../model/observation.ts';
import { redactRecord } from './redact-record.ts';
import { isSecretHeader, isSecretParameter } from './secret-names.ts';

/** Stands where something was. Needs no escape in URLs, headers, JSON and shells. */
export const REDACTED = 'REDACTED';

export interface Redaction {
  /** False: nothing is changed. */
  readonly on: boolean;
  url(url: string): string;
  headers(headers: readonly Header[]): readonly Header[];
  /** URLs within a text, such as a stack. */
  text(text: string): string;
  /** Undefined: the record must be left out. */
  record(record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord | undefined;
}

export const REDACT_NOTHING: Redaction = { on: false, url: (url) => url, headers: (headers) => headers, text: (text) => text, record: (record) => record };

export const REDACT: Redaction = { on: true, url: redactUrl, headers: redactHeaders, text: redactText, record: (record) => redactRecord(record, REDACT) };

const USERINFO = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i;
/**
 * JSON Web Tokens give themselves away: `{"` in Base64 is `eyJ`.
 * @note What may stand before a match keeps these two linear: a page can make URLs of megabytes.
 */
const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+\.[\w-]*/g;
/** A URL in a text; with the line and column that a stack adds to it left out. */
const URLS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>()]+?(?=(?::\d+){0,2}(?:[\s"'<>()]|$))/gi;
/** Headers whose whole value is a URL, perhaps without a scheme. */
const URL_HEADERS = new Set(['location', 'content-location', 'referer']);
/** Words before a credential that say of what kind it is: worth knowing, and no secret. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate|NTLM|HOBA|Mutual|DPoP|GNAP|AWS4-HMAC-SHA256|Token|ApiKey) /i;

function redactUrl(url: string): string {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const question = beforeHash.indexOf('?');
  const path = question < 0 ? beforeHash : beforeHash.slice(0, question);
  let redacted = path.replace(USERINFO, (_, scheme: string | undefined) => `${scheme ?? ''}//${REDACTED}@`);
  if (question >= 0) redacted += `?${redactParameters(beforeHash.slice(question + 1))}`;
  // Some sign-ins hand over tokens in the fragment, written like a query.
  if (hash >= 0) redacted += `#${redactParameters(url.slice(hash + 1))}`;
  return redacted.replace(JWT, REDACTED);
}

function redactParameters(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      // A value of no name, or an empty one, tells nothing.
      if (equals <= 0 || equals === pair.length - 1) return pair;
      return isSecretParameter(decode(pair.slice(0, equals))) ? `${pair.slice(0, equals + 1)}${REDACTED}` : pair;
    })
    .join('&');
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function redactHeaders(headers: readonly Header[]): readonly Header[] {
  return headers.map(({ name, value, ...rest }) => ({ name, value: redactHeader(name.toLowerCase(), value), ...rest }));
}

function redactHeader(name: string, value: string): string {
  if (value === '') return value;
  if (isSecretHeader(name)) return `${SCHEME.exec(value)?.[0] ?? ''}${REDACTED}`;
  return URL_HEADERS.has(name) ? redactUrl(value) : redactText(value);
}

function redactText(text: string): string {
  return (text.includes('://') ? text.replace(URLS, redactUrl) : text).replace(JWT, REDACTED);
}
