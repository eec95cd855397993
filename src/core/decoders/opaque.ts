/** Texts that mean nothing to a reader (signatures, encrypted contents, pictures and sounds in base64): only how long they are is kept. */
import { isObject } from './json-shape.ts';

const OPAQUE = new Set([
  'signature',
  'thought_signature',
  'encrypted_content',
  'encrypted_index',
  'encrypted_stdout',
  'encrypted_function',
  'data',
  'b64_json',
  'partial_image_b64',
  'file_data',
]);

/** What is nested deeper is left out. */
const DEEPEST = 12;

export function characters(text: string): string {
  return `${text.length} characters`;
}

/** `value` with the length in the place of each text that is opaque by its name. */
export function withoutOpaque(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => withoutOpaque(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' && OPAQUE.has(name) ? characters(member) : withoutOpaque(member, depth + 1),
    ]),
  );
}
