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
  /** The body of a request: JSON, or written like a query. */
  body(text: string): string;
  /** Undefined: the record must be left out. */
  record(record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord | undefined;
}

export const REDACT_NOTHING: Redaction = {
  on: false,
  url: (url) => url,
  headers: (headers) => headers,
  text: (text) => text,
  body: (text) => text,
  record: (record) => record,
};

export const REDACT: Redaction = {
  on: true,
  url: (url) => redactUrl(url),
  headers: redactHeaders,
  text: (text) => redactText(text),
  body: redactBody,
  record: (record) => redactRecord(record, REDACT),
};

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

/** URLs in parameters of URLs: where to go after a sign-in, what to fetch. Deeper ones nobody makes but to keep us busy. */
const MAX_DEPTH = 3;

function redactUrl(url: string, depth = MAX_DEPTH): string {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const question = beforeHash.indexOf('?');
  const path = question < 0 ? beforeHash : beforeHash.slice(0, question);
  let redacted = path.replace(USERINFO, (_, scheme: string | undefined) => `${scheme ?? ''}//${REDACTED}@`);
  if (question >= 0) redacted += `?${redactParameters(beforeHash.slice(question + 1), depth)}`;
  // Some sign-ins hand over tokens in the fragment, written like a query.
  if (hash >= 0) redacted += `#${redactParameters(url.slice(hash + 1), depth)}`;
  return redacted.replace(JWT, REDACTED);
}

function redactParameters(query: string, depth: number): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      // A value of no name, or an empty one, tells nothing.
      if (equals <= 0 || equals === pair.length - 1) return pair;
      const value = isSecretParameter(decode(pair.slice(0, equals))) ? REDACTED : redactValue(pair.slice(equals + 1), depth - 1);
      return `${pair.slice(0, equals + 1)}${value}`;
    })
    .join('&');
}

/** URLs in the value of a parameter. It is written anew only where something was taken out of it. */
function redactValue(value: string, depth: number): string {
  const decoded = decode(value);
  if (depth < 0 || !decoded.includes('://')) return value;
  const redacted = redactText(decoded, depth);
  if (redacted === decoded) return value;
  try {
    return encodeURIComponent(redacted);
  } catch {
    // Half a character: no browser has made this URL.
    return REDACTED;
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A name and its value as JSON writes them; a value that is cut off at the end of the text, too. */
const MEMBERS = /"((?:[^"\\]|\\.){1,64})"(\s*:\s*")((?:[^"\\]|\\.)*)/g;

function redactBody(body: string): string {
  const named = /^\s*[[{]/.test(body)
    ? body.replace(MEMBERS, (all, name: string, colon: string) => (isSecretParameter(name) ? `"${name}"${colon}${REDACTED}` : all))
    : /^[^\s&=]+=\S*$/.test(body)
      ? redactParameters(body, MAX_DEPTH)
      : body;
  return redactText(named);
}

function redactHeaders(headers: readonly Header[]): readonly Header[] {
  return headers.map(({ name, value, ...rest }) => ({ name, value: redactHeader(name.toLowerCase(), value), ...rest }));
}

function redactHeader(name: string, value: string): string {
  if (value === '') return value;
  if (isSecretHeader(name)) return `${SCHEME.exec(value)?.[0] ?? ''}${REDACTED}`;
  return URL_HEADERS.has(name) ? redactUrl(value) : redactText(value);
}

function redactText(text: string, depth = MAX_DEPTH): string {
  return (text.includes('://') ? text.replace(URLS, (url) => redactUrl(url, depth)) : text).replace(JWT, REDACTED);
}
