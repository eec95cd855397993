/** Takes credentials out of a URL, absolute or relative: of its login, path, query and fragment. */
import { REDACTED, type Cleaning } from './cleaning.ts';
import { redactTokens } from './redact-tokens.ts';
import { isSecretName } from './secret-names.ts';

const LOGIN = /\/\/([^/?#]*)@/g;
/** A segment of a path that says what the next one is: `/token/a1b2c3`. Not what an API calls its steps: `/token/refresh`. */
const NAMES_NEXT =
  /^(?:(?:[a-z]{1,20}[_-]?)?(?:token|secret)|password|passwd|api[_-]?key|jwt|bearer|sid|session[_-]?(?:id|key)|(?:reset|change|new|set)[_-]?password|password[_-]?reset|magic[_-]?link)$/i;
const LOOKS_MADE = /^(?=.*[\dA-Z])[\w.~=+%-]{6,}$/;
/** Such values may hold something with a name of its own, or a token. */
const MAY_HOLD = /[\w\])}"'%-]\s*[=:]|%[\da-f]{2}|[{/]|[\w-]{16}/i;
const ENCODED = /%[\da-f]{2}/i;
/** A value that was encoded more often was so by whoever wants to hide it or keep us busy. */
const MAX_ENCODED = 3;

export function redactUrl(url: string, cleaning: Cleaning): string {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  let redacted = redactResource(beforeHash, cleaning);
  if (hash >= 0) {
    const fragment = url.slice(hash + 1);
    // Some sign-ins hand over tokens in the fragment, written like a query; routers of pages write URLs there.
    redacted += `#${/^[^=&]*\?/.test(fragment) ? redactResource(fragment, cleaning) : redactParameters(fragment, cleaning)}`;
  }
  return redactTokens(redacted, cleaning);
}

function redactResource(text: string, cleaning: Cleaning): string {
  const question = text.indexOf('?');
  const path = redactPath(question < 0 ? text : text.slice(0, question), cleaning);
  return question < 0 ? path : `${path}?${redactParameters(text.slice(question + 1), cleaning)}`;
}

function redactPath(path: string, cleaning: Cleaning): string {
  let before = '';
  return path
    .replace(LOGIN, (_, login: string) => `//${cleaning.take('login', '@', login)}@`)
    .replace(/[^/;]+/g, (segment) => {
      const named = before;
      before = segment;
      if (segment.indexOf('=') > 0) return redactPair(segment, cleaning);
      return NAMES_NEXT.test(named) && LOOKS_MADE.test(segment) ? cleaning.take('parameter', named, segment) : segment;
    });
}

/** Of a query, or of a form's body. */
export function redactParameters(query: string, cleaning: Cleaning): string {
  return query
    .split('&')
    .map((pair) =>
      // Some servers take these for separators, too.
      pair.includes(';')
        ? pair
            .split(/;(?=[\w.[\]%~-]{1,80}=)/)
            .map((part) => redactPair(part, cleaning))
            .join(';')
        : redactPair(pair, cleaning),
    )
    .join('&');
}

function redactPair(pair: string, cleaning: Cleaning): string {
  const equals = pair.indexOf('=');
  // A value of no name, or an empty one, tells nothing.
  if (equals <= 0 || equals === pair.length - 1) return pair;
  const name = decode(decode(pair.slice(0, equals)));
  const value = pair.slice(equals + 1);
  return `${pair.slice(0, equals + 1)}${isSecretName(name, value, 'parameter') ? cleaning.take('parameter', name, value) : redactValue(value, cleaning)}`;
}

/** What the value of a parameter holds. It is written anew only where something was taken out of it. */
export function redactValue(value: string, cleaning: Cleaning, times = MAX_ENCODED): string {
  if (!MAY_HOLD.test(value)) return value;
  const decoded = decode(value.replaceAll('+', ' '));
  let redacted = cleaning.inner(decoded);
  if (redacted === decoded && times > 1 && ENCODED.test(decoded)) redacted = redactValue(decoded, cleaning, times - 1);
  if (redacted === decoded) return value;
  try {
    return encodeURIComponent(redacted);
  } catch {
    // Half a character: no browser has made this URL.
    return REDACTED;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
