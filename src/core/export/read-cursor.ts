/** The guard of a cursor, apart from the code that writes files. */
import type { ExportCursor } from './job.ts';

const FIELDS = [
  'part',
  'items',
  'entry',
  'endEntry',
  'message',
  'rank',
  'firstMessage',
  'endMessage',
  'endPiece',
  'idOf',
  'done',
  'total',
  'connection',
  'attempt',
  'offset',
  'size',
] as const satisfies (keyof ExportCursor)[];

/** A cursor has been outside. Throws `RangeError` if it is none. */
export function readExportCursor(value: object): ExportCursor {
  const found = value as Partial<Record<string, unknown>>;
  const numbers = FIELDS.map((name) => {
    const number = found[name];
    if (typeof number !== 'number' || !(name === 'rank' ? Number.isFinite(number) : Number.isSafeInteger(number)))
      throw new RangeError(`\`${name}\` of an export cursor must be a ${name === 'rank' ? 'finite' : 'whole'} number`);
    return [name, number] as const;
  });
  return Object.fromEntries(numbers) as Record<(typeof FIELDS)[number], number>;
}
