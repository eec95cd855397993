/** The guard of the file: says what is wrong with a line, or that nothing is. Fields and kinds that are unknown pass. */
import { isObject, type Fields } from '../model/field-kinds.ts';
import { HEADER_FIELDS, RECORD_FIELDS } from './format.ts';

/** What is wrong with a header beyond its format and version; null when nothing is. */
export function checkHeader(value: Record<string, unknown>): string | null {
  return checkFields(value, HEADER_FIELDS, 'header');
}

/** What is wrong with a record; null when nothing is. */
export function checkRecord(value: unknown): string | null {
  if (!isObject(value)) return 'a record must be a JSON object';
  const { kind } = value;
  if (typeof kind !== 'string') return '`kind` must be a text';
  return isKnownKind(kind) ? checkFields(value, RECORD_FIELDS[kind], kind) : null;
}

function isKnownKind(kind: string): kind is keyof typeof RECORD_FIELDS {
  return Object.hasOwn(RECORD_FIELDS, kind);
}

function checkFields(value: Record<string, unknown>, fields: Fields, what: string): string | null {
  for (const name in fields) {
    const field = fields[name]!;
    const found = value[name];
    if (found === undefined ? field.optional !== true : !field.check(found)) return `\`${name}\` of a ${what} must be ${field.wants}`;
  }
  return null;
}
