/** Strings of JSON, as people read them. Pure. */

/**
 * What a string between `start` and `end` (quotes included) stands for, at most `limit` code units of it.
 * The text must have passed the scan.
 */
export function decodeString(text: string, start: number, end: number, limit = Number.POSITIVE_INFINITY): { value: string; cut: boolean } {
  const last = end - 1;
  const firstEscape = text.indexOf('\\', start + 1);
  if (firstEscape < 0 || firstEscape >= last) return cutAt(text.slice(start + 1, Math.min(last, start + 1 + limit)), last - start - 1 > limit);
  const parts: string[] = [];
  let length = 0;
  let from = start + 1;
  let escape = firstEscape;
  while (length < limit) {
    const to = escape < 0 || escape >= last ? last : escape;
    const piece = text.slice(from, Math.min(to, from + limit - length));
    parts.push(piece);
    length += piece.length;
    from += piece.length;
    if (from < to || to === last || length >= limit) break;
    const code = text.charAt(from + 1);
    parts.push(code === 'u' ? String.fromCharCode(Number.parseInt(text.slice(from + 2, from + 6), 16)) : (SHORT_ESCAPES[code] ?? code));
    length++;
    from += code === 'u' ? 6 : 2;
    escape = text.indexOf('\\', from);
  }
  return cutAt(parts.join(''), from < last);
}

const SHORT_ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Half of a surrogate pair at the cut is left out. */
function cutAt(value: string, cut: boolean): { value: string; cut: boolean } {
  const last = value.charCodeAt(value.length - 1);
  return { value: cut && last >= 0xd800 && last < 0xdc00 ? value.slice(0, -1) : value, cut };
}

/** A key that a path can have after a dot. */
const PLAIN_KEY = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** One step of a path: `.name`, `["odd name"]` or `[3]`. */
export function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return PLAIN_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Whether the string between `start` and `end` might hold JSON: it begins and ends with brackets. Cheap, may be wrong. */
export function mayHoldJson(text: string, start: number, end: number): boolean {
  const first = text.charAt(start + 1);
  const last = text.charAt(end - 2);
  return end - start > 3 && ((first === '{' && last === '}') || (first === '[' && last === ']'));
}
