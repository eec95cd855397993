/** Takes credentials out of JSON, or of what was meant to be: cut off, with single quotes, names without any. All else stays as it is written. */
import { takeValue, type Cleaning } from './cleaning.ts';
import { isSecretName } from './secret-names.ts';

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|[{}[\],:]|[^\s{}[\],:"']+/g;
/** Members that name what the member beside them holds: `{"name":"password","value":"…"}`. */
const NAMING = new Set(['name', 'key', 'header', 'field']);
/** So do these of a password; of a type `token` there are others than credentials. */
const NAMING_PASSWORDS = new Set(['type', 'id', 'label', 'placeholder']);
const PASSWORD = /^(?:(?:new|old|current|confirm|repeat)[-_ ]?)?pass(?:word|wd|phrase|code)$/i;
/** Below these names all is secret; below others, such as `session`, only what has such a name itself. */
const ALL_SECRET = /(?:token|secret|password|passwd|credential|auth|authorization|cookie)s?$/i;

interface Level {
  /** Undefined in a list. */
  name: string | undefined;
  isObject: boolean;
  /** The next token is a name. */
  wantsName: boolean;
  /** Name of what is around it, where all in it is secret. */
  under: string | undefined;
  /** Credential that the value beside is said to be; in a list, the next one. */
  named: string | undefined;
}

export function redactJson(text: string, cleaning: Cleaning): string {
  const levels: Level[] = [];
  return text.replace(TOKEN, (token) => {
    const level = levels.at(-1);
    switch (token) {
      case '{':
      case '[':
        levels.push({ name: undefined, isObject: token === '{', wantsName: token === '{', under: underOf(level), named: undefined });
        return token;
      case '}':
      case ']':
        levels.pop();
        return token;
      case ',':
        if (level !== undefined) {
          level.wantsName = level.isObject;
          if (level.isObject) level.name = undefined;
        }
        return token;
      case ':':
        if (level !== undefined) level.wantsName = false;
        return token;
      default:
    }
    if (level?.wantsName === true) {
      level.name = textOf(token);
      return token;
    }
    return redactScalar(token, level, cleaning);
  });
}

function redactScalar(token: string, level: Level | undefined, cleaning: Cleaning): string {
  const value = textOf(token);
  const name = secretName(value, level);
  if (level !== undefined) remember(value, level);
  const quote = /^["']/.exec(token)?.[0] ?? '';
  if (name !== undefined) return written(token, quote || '"', takeValue(cleaning, 'field', name, value));
  const redacted = quote === '' ? value : cleaning.inner(value);
  return redacted === value ? token : written(token, quote, redacted);
}

/** The name by which `value` is a credential. */
function secretName(value: string, level: Level | undefined): string | undefined {
  if (level === undefined) return undefined;
  if (level.under !== undefined && isSecretName(level.under, value, 'parameter')) return level.under;
  if (level.isObject) {
    if (level.name !== undefined && isSecretName(level.name, value, 'parameter') && !isNaming(level, value)) return level.name;
    return level.name !== undefined && /^(?:value|val|content|data)$/i.test(level.name) ? level.named : undefined;
  }
  // A list of names is none of names and values.
  return level.named !== undefined && !/^[a-z]*$/i.test(value) && !isSecretName(value, 'x', 'text') ? level.named : undefined;
}

/** `key` is a credential, unless it says what the value beside it is. */
function isNaming({ name }: Level, value: string): boolean {
  return name?.toLowerCase() === 'key' && isSecretName(value, 'x', 'text');
}

function remember(value: string, level: Level): void {
  const names = value.length <= 80 && isSecretName(value, 'x', 'text');
  if (!level.isObject) level.named = names ? value : undefined;
  else if (names && level.name !== undefined && namesBeside(level.name.toLowerCase(), value)) level.named = value;
}

function namesBeside(member: string, value: string): boolean {
  return NAMING.has(member) || (NAMING_PASSWORDS.has(member) && PASSWORD.test(value));
}

function underOf(level: Level | undefined): string | undefined {
  if (level === undefined) return undefined;
  if (level.under !== undefined) return level.under;
  return level.name !== undefined && ALL_SECRET.test(level.name) && isSecretName(level.name, 'x', 'parameter') ? level.name : undefined;
}

function textOf(token: string): string {
  const quote = token[0];
  if (quote !== '"' && quote !== "'") return token;
  const inside = token.length > 1 && token.endsWith(quote) ? token.slice(1, -1) : token.slice(1);
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(quote === '"' ? `"${inside}"` : `"${inside.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`) as string;
  } catch {
    return inside;
  }
}

/** A text that is cut off stays so. */
function written(token: string, quote: string, text: string): string {
  const inside = JSON.stringify(text).slice(1, -1);
  const isCut = token.startsWith(quote) && (token.length === 1 || !token.endsWith(quote));
  return `${quote}${quote === "'" ? inside.replaceAll("'", "\\'") : inside}${isCut ? '' : quote}`;
}
