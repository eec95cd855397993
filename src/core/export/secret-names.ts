/** Names that credentials go by, in headers and in URLs. Case does not matter. */

const HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
  'cookie',
  'set-cookie',
  'cookie2',
  'set-cookie2',
]);

/** A name with one of these among its words is a credential's: `x-auth-token`, `accessToken`, `X-Amz-Signature`. */
const WORDS = new Set([
  ...['token', 'secret', 'password', 'passwd', 'pwd', 'passphrase', 'passcode', 'credential', 'credentials', 'auth', 'authorization', 'authentication'],
  ...[
    'jwt',
    'sig',
    'signature',
    'hmac',
    'apikey',
    'apitoken',
    'accesstoken',
    'authtoken',
    'session',
    'sessionid',
    'sid',
    'jsessionid',
    'phpsessid',
    'csrf',
    'xsrf',
    'otp',
    'totp',
    'bearer',
    'cookie',
  ],
]);
/** `key` is a credential's after these: an API key is, an idempotency key is not. */
const BEFORE_KEY = new Set([
  'api',
  'access',
  'secret',
  'private',
  'auth',
  'subscription',
  'functions',
  'license',
  'account',
  'app',
  'client',
  'master',
  'admin',
  'service',
]);
/** Parameters that are credentials only as a whole name: `code` is an OAuth grant, `country_code` is not. */
const PARAMETERS = new Set(['key', 'code', 'pass', 'pw', 'ticket', 'assertion', 'samlresponse', 'samlrequest']);

/** `name` in lower case. */
export function isSecretHeader(name: string): boolean {
  return HEADERS.has(name) || hasSecretWord(name);
}

export function isSecretParameter(name: string): boolean {
  return PARAMETERS.has(name.toLowerCase()) || hasSecretWord(name);
}

function hasSecretWord(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word, place) => WORDS.has(word) || (word === 'key' && BEFORE_KEY.has(words[place - 1] ?? '')));
}
