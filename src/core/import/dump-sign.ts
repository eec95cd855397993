/** What tells that a text is a dump of an HTTP exchange. */
import { isCommand } from './command-line.ts';
import { isCurlTrace } from './curl-trace.ts';
import { INDENTED, NOISE, REQUEST, STATUS, VERBOSE, WGET, withoutProgress } from './http-dump.ts';
import { isStream } from './stream-sign.ts';

/** Lines at the begin that are looked at: of `curl -v`, a certificate takes some dozens. */
const LOOKED_AT = 300;

/** Whether a text that begins so is such a dump. */
export function isHttpDump(text: string): boolean {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, LOOKED_AT);
  const from = lines.findIndex((line) => line.trim() !== '');
  const first = lines[from] ?? '';
  const has = (sign: RegExp): boolean => lines.some((line) => sign.test(line));
  if (STATUS.test(first) || INDENTED.test(first) || isCurlTrace(first)) return true;
  if (REQUEST.test(first)) return has(STATUS);
  if (WGET.test(first)) return has(INDENTED);
  const rest = lines.slice(from + 1);
  if (isCommand(first)) return isStream(rest.join('\n')) || has(STATUS) || has(INDENTED) || lines.some(isAnswer);
  if (NOISE.test(first)) return lines.some(isAnswer) || isStream(rest.map(withoutProgress).join('\n'));
  return VERBOSE.test(first) && lines.some(isAnswer);
}

function isAnswer(line: string): boolean {
  const [, sign, text = ''] = VERBOSE.exec(line) ?? [];
  return sign === '<' && STATUS.test(text);
}
