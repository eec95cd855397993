/**
 * Names that credentials go by: headers, parameters of URLs and forms, members of JSON. Case and separators do not matter. What is taken
 * and what stays is weighed in `test/unit/core/export/secret-names.test.ts`, by names of real frameworks and providers.
 */

/** What a name stands before. `text`: it may be any word of a sentence, so names that are common words are not looked at. */
export type NamePlace = 'header' | 'parameter' | 'text';

const HEADERS = new Set([
  'authentication-info',
  'proxy-authentication-info',
  'cookie2',
  'set-cookie2',
  'dpop',
  'x-honeycomb-team',
  'x-ms-client-principal',
  'x-firebase-appcheck',
  'x-amzn-oidc-data',
  'x-vercel-protection-bypass',
]);
/** Their words are those of credentials; what they say is how to send some, or whether. */
const HARMLESS_HEADERS = /^(?:access-control-|sec-fetch-|www-authenticate$|proxy-authenticate$|clear-site-data$)/;

/** A name with one of these among its words is a credential's: `x-auth-token`, `accessToken`, `X-Amz-Signature`. */
const WORDS = new Set([
  ...['pwd', 'kennwort', 'senha', 'contrasena', 'motdepasse', 'mdp', 'auth', 'oauth', 'basicauth', 'httpauth', 'authorization', 'authentication'],
  ...['cred', 'creds', 'sig', 'hmac', 'jws', 'jwe', 'assertion', 'macaroon', 'mnemonic', 'bearer', 'csrf', 'xsrf', 'otp', 'totp', 'hotp', 'cookies'],
  ...['session', 'sess', 'sid', 'psid', 'secrets', 'passwords', 'signatures', 'apikeys'],
]);
/** Words that end so, however they begin: `csrfmiddlewaretoken`, `userpassword`, `PHPSESSID`. */
const ENDS =
  /(?:token|secret|passw(?:or)?[dt]|passwrd|passphrase|passcode|credentials?|signature|jwt|cookie|sessi(?:on)?id|sessid|(?:user|db|login|admin|root)pass)$|^aspsessionid/;
/** `key` is a credential's after these: an API key is, an idempotency key is not. Within one word, too: `accesskey`. */
const BEFORE_KEY = [
  ...['api', 'access', 'secret', 'private', 'priv', 'auth', 'subscription', 'functions', 'function', 'license', 'account', 'app', 'application', 'client'],
  ...[
    'master',
    'admin',
    'service',
    'signing',
    'shared',
    'encryption',
    'decryption',
    'webhook',
    'user',
    'pass',
    'session',
    'sentry',
    'write',
    'insert',
    'ingest',
  ],
  ...['form', 'server', 'project', 'customer', 'license', 'hmac', 'jwt', 'login', 'deploy', 'developer', 'javascript', 'rest', 'ssh', 'security', 'host'],
];
const BEFORE_KEY_SET = new Set(BEFORE_KEY);
const KEY_WORD = new RegExp(`(?:${BEFORE_KEY.join('|')})keys?$`);
/** A header that ends in `-Key` is a credential's, but for these. */
const HARMLESS_KEYS = new Set([
  ...['idempotency', 'websocket', 'socket', 'surrogate', 'cache', 'public', 'partition', 'routing', 'sort', 'primary', 'foreign', 'dedup', 'deduplication'],
  ...['request', 'message', 'trace', 'shard', 'correlation', 'group', 'order', 'object', 'hash', 'accept'],
]);
/** Credentials only as a whole name, without its separators: `code` is an OAuth grant, `country_code` is not. */
const WHOLE = new Set([
  ...['key', 'code', 'pass', 'pw', 'ticket', 'samlresponse', 'samlrequest', 'signedrequest', 'connectionstring', 'pin', 'pincode', 'cvv', 'cvc', 'crumb'],
  ...['jenkinscrumb', 'wpnonce', 'ajaxnonce', 'hdnts', 'hdnea', 'hdntl', 'mfacode', '2facode', 'twofactorcode', 'verificationcode', 'resetcode'],
  ...['sesskey', 'wresult', 'samlart', 'bewit', 'ott', 'tkn', 'tok', 'torrentpass', 'pswd', 'psk', 'wifipsk', 'passw', 'loginticket', 'vercelprotectionbypass'],
  ...['grecaptcharesponse', 'hcaptcharesponse', 'cfturnstileresponse', 'confirmcode', 'confirmationcode', 'magiccode'],
  ...['recoverycode', 'backupcode', 'devicecode', 'authcode', 'accesscode', 'securitycode', 'codeverifier', 'smscode', 'logincode', 'userpin', 'cardpin'],
]);
/** Whose pass it is: a season's is none. */
const BEFORE_PASS = new Set(['user', 'db', 'login', 'my', 'smtp', 'ftp', 'root', 'admin', 'proxy', 'http', 'mail', 'old', 'new']);
/** At the end of a name they say that it is about credentials and holds none: `token_count`, `password_policy`. */
const ABOUT = new Set([
  ...['count', 'counts', 'limit', 'limits', 'type', 'types', 'length', 'size', 'policy', 'algorithm', 'alg', 'algo', 'method', 'methods', 'mode', 'expires'],
  ...['expiry', 'expiration', 'ttl', 'age', 'in', 'at', 'until', 'usage', 'used', 'budget', 'version', 'status', 'enabled', 'disabled', 'required'],
  ...['supported', 'consent', 'name', 'url', 'uri', 'endpoint', 'scheme', 'realm', 'reset', 'remaining', 'strength', 'format', 'error', 'domain', 'issuer'],
  ...['duration', 'timeout', 'lifetime', 'interval', 'days', 'level', 'provider', 'strategy', 'message', 'position', 'index', 'offset', 'ratio', 'rate'],
  ...['price', 'cost', 'path', 'date', 'time', 'created', 'updated', 'modalities', 'details'],
]);
/** Somewhere in a name they say that something is counted: `max_token`, `x-ratelimit-reset-tokens`. */
const COUNTED = new Set(['max', 'min', 'num', 'total', 'ratelimit', 'avg', 'average', 'per']);
/** Tokens of these are credentials; of a text they are its parts. */
const TOKENS_OF = new Set(['auth', 'access', 'refresh', 'api', 'id', 'device', 'session', 'registration', 'push', 'user', 'csrf', 'bearer', 'security']);
/** Longer names nobody makes; what is at the end says what it is. */
const MAX_NAME = 200;

/** Such a value is no credential, whatever its name. */
const TRIVIAL = /^\s*(?:true|false|null|undefined)?\s*$/i;

/** What a name says by itself. `code` and `tokens`: it is a credential's unless the value is a number of a kind. */
type Verdict = 'secret' | 'harmless' | 'code' | 'tokens';

/** Names come again and again, and a page can make up as many as it likes. */
const MAX_KNOWN = 2000;
const known: Record<NamePlace, Map<string, Verdict>> = { header: new Map(), parameter: new Map(), text: new Map() };

/**
 * Whether `value` is a credential by its name.
 * @param name decoded, in any case
 */
export function isSecretName(name: string, value: string, place: NamePlace): boolean {
  const names = known[place];
  let verdict = names.get(name);
  if (verdict === undefined) {
    if (names.size >= MAX_KNOWN) names.clear();
    names.set(name, (verdict = verdictOf(name.slice(-MAX_NAME), place)));
  }
  if (verdict === 'harmless' || TRIVIAL.test(value)) return false;
  if (verdict === 'code') return !/^\d{1,3}$/.test(value);
  return verdict === 'secret' || !/^[\d.\s]*$/.test(value);
}

function verdictOf(name: string, place: NamePlace): Verdict {
  const lower = name.toLowerCase();
  if (place === 'header' && HARMLESS_HEADERS.test(lower)) return 'harmless';
  if (place === 'header' && HEADERS.has(lower)) return 'secret';
  const words = wordsOf(name);
  if (words.length > 1 && words[0] === 'x') words.shift();
  const head = words.at(-1) ?? '';
  if (place !== 'text' && WHOLE.has(words.join(''))) return words.length === 1 && head === 'code' ? 'code' : 'secret';
  if (words.length > 1 && (ABOUT.has(head) || words.some((word) => COUNTED.has(word)))) return 'harmless';
  if (place === 'header' && (head === 'key' || head === 'keys') && words.length > 1) return HARMLESS_KEYS.has(words.at(-2)!) ? 'harmless' : 'secret';
  if (words.length === 1 && head === 'tokens') return place === 'text' ? 'harmless' : 'tokens';
  if (ENDS.test(words.join(''))) return 'secret';
  return words.some((word, at) => isSecretWord(word, words[at - 1] ?? '', at === words.length - 1)) ? 'secret' : 'harmless';
}

function isSecretWord(word: string, before: string, isHead: boolean): boolean {
  if (WORDS.has(word) || ENDS.test(word) || KEY_WORD.test(word)) return true;
  if (word === 'key' || word === 'keys') return BEFORE_KEY_SET.has(before);
  if (word === 'pass') return isHead && BEFORE_PASS.has(before);
  return word === 'tokens' && TOKENS_OF.has(before);
}

/** `X-CSRFToken1` is `x`, `csrf`, `token`. */
function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.flatMap((word) => (word === '' ? [] : [word.replace(/(?<=[a-z])\d+$/, '')]));
}
