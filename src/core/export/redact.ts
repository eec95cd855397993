/**
 * Takes credentials out of what is exported beside the data of messages: headers, URLs, bodies of requests, and texts of a page or server. It goes by
 * names (`secret-names.ts`) and by forms (`redact-tokens.ts`); the data of a message stays as it came. Redacting twice is the same as once.
 */
import type { KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { REDACTED, takeValue, type Cleaning, type OnTaken } from './cleaning.ts';
import { redactBody } from './redact-body.ts';
import { redactRecord, type Cleaner } from './redact-record.ts';
import { redactProtocols, redactText } from './redact-text.ts';
import { redactUrl } from './redact-url.ts';
import { isSecretName } from './secret-names.ts';

export interface Redaction extends Cleaner {
  /** False: nothing is changed. */
  readonly on: boolean;
  /** The title of the page at `url`: where it has none, browsers take its URL for one, shortened and decoded. */
  title(title: string, url: string): string;
  /** Undefined: the record must be left out. */
  record(record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord | undefined;
}

export const REDACT_NOTHING: Redaction = {
  on: false,
  url: (url) => url,
  headers: (headers) => headers,
  text: (text) => text,
  title: (title) => title,
  body: (text) => text,
  record: (record) => record,
};

/** Headers whose whole value is a URL, perhaps without a scheme. */
const URL_HEADERS = new Set([
  ...['location', 'content-location', 'referer', 'referrer', 'origin', ':path', 'x-original-url', 'x-rewrite-url', 'x-forwarded-uri', 'x-request-url'],
]);
/** JSON in URLs in JSON. Deeper ones nobody makes but to keep us busy. */
const MAX_DEPTH = 3;
/** What stands where a credential was may make a name, or a form, of what is around it: `<token:…>`. Few texts need a third look, and one that is never done is made for that. */
const MAX_LOOKS = 5;
/** Shorter ones are in any title by chance. */
const MIN_IN_TITLE = 4;
/** Credentials of a URL that are looked for in a title. A page that makes more is given no title: each costs a look through the whole of it. */
const MAX_SECRETS = 100;

export function createRedaction(onTaken: OnTaken = () => undefined): Redaction {
  const take: Cleaning['take'] = (place, name, secret) => {
    if (secret !== REDACTED) onTaken(place, name, secret);
    return REDACTED;
  };
  let cleaning: Cleaning = { take, inner: (text) => text };
  for (let level = 0; level < MAX_DEPTH; level += 1) {
    const below = cleaning;
    cleaning = { take, inner: (text) => redactBody(text, below) };
  }
  const top = cleaning;
  const redaction: Redaction = {
    on: true,
    url: untilSettled((url) => redactUrl(url, top)),
    headers: (headers) => headers.map(({ name, value, ...rest }) => ({ name, value: untilSettled((text) => redactHeader(name, text, top))(value), ...rest })),
    text: untilSettled((text) => redactText(text, top)),
    title: (title, url) => redactTitle(title, url, top),
    body: untilSettled((text) => redactBody(text, top)),
    record: (record) => redactRecord(record, redaction),
  };
  return redaction;
}

export const REDACT: Redaction = createRedaction();

/** Looks at what it has made of a text until nothing more is found in it: so redacting that again changes nothing. */
function untilSettled(clean: (text: string) => string): (text: string) => string {
  return (text) => {
    let settled = text;
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      const next = clean(settled);
      if (next === settled) break;
      settled = next;
    }
    return settled;
  };
}

function redactHeader(name: string, value: string, cleaning: Cleaning): string {
  const lower = name.toLowerCase();
  if (value === '') return value;
  if (isSecretName(name, value, 'header')) return takeValue(cleaning, 'header', name, value);
  if (lower === 'sec-websocket-protocol') return redactProtocols(value, cleaning);
  return URL_HEADERS.has(lower) ? redactUrl(value, cleaning) : redactText(value, cleaning);
}

function redactTitle(title: string, url: string, cleaning: Cleaning): string {
  const secrets = new Set<string>();
  createRedaction((_, __, secret) => {
    for (const form of [secret, decoded(secret), decoded(secret.replaceAll('+', ' '))]) if (secrets.size <= MAX_SECRETS) secrets.add(form);
  }).url(url);
  if (secrets.size > MAX_SECRETS) return cleaning.take('field', 'title', title);
  let clean = redactText(title, cleaning);
  for (const secret of [...secrets].toSorted((a, b) => b.length - a.length)) {
    if (secret.length >= MIN_IN_TITLE && secret !== REDACTED && clean.includes(secret))
      clean = clean.replaceAll(secret, () => cleaning.take('parameter', 'title', secret));
  }
  return clean;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
