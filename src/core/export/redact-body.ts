/** Takes credentials out of the body of a request, or of any value: finds out how it is written. */
import type { Cleaning } from './cleaning.ts';
import { redactJson } from './redact-json.ts';
import { redactText } from './redact-text.ts';
import { redactParameters } from './redact-url.ts';
import { isSecretName } from './secret-names.ts';

/** Behind a byte order mark, or what keeps JSON from being run as a script. */
const JSON_BEGIN = /^[\s\ufeff]*(?:\)\]\}',?\s*)?[[{"]/;
const FORM = /^[\w.[\]%~+$-]{1,80}=/;
const BOUNDARY = /^\s{0,9}(--[^\r\n]{1,200})\r?\n/;

export function redactBody(body: string, cleaning: Cleaning): string {
  if (JSON_BEGIN.test(body)) {
    const redacted = redactJson(body, cleaning);
    // What is no JSON may be some of it, and something else.
    return isJson(body) ? redacted : redactText(redacted, cleaning);
  }
  const boundary = BOUNDARY.exec(body)?.[1];
  if (boundary !== undefined) return redactParts(body, boundary, cleaning);
  return redactText(FORM.test(body) ? redactParameters(body, cleaning) : body, cleaning);
}

function redactParts(body: string, boundary: string, cleaning: Cleaning): string {
  return body
    .split(boundary)
    .map((part) => {
      const end = /\r?\n\r?\n/.exec(part);
      if (end === null) return part;
      const from = end.index + end[0].length;
      const head = part.slice(0, from);
      const name = /\bname\*?=(?:"([^"\r\n]*)"|([^\s;"]+))/i.exec(head);
      const [, content = '', lineEnd = ''] = /^([\s\S]*?)((?:\r?\n)?)$/.exec(part.slice(from)) ?? [];
      const field = name?.[1] ?? name?.[2] ?? '';
      const redacted = isSecretName(field, content, 'parameter') ? cleaning.take('field', field, content) : cleaning.inner(content);
      return `${head}${redacted}${lineEnd}`;
    })
    .join(boundary);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
