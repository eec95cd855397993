/**
 * Mistakes in the making of blocks that show in the data, and not in the grammar. Each may be meant, so what is found of them is a question:
 * - `glued`: each line of the data is a JSON value: the empty lines between messages may be missing.
 * - `wrapped`: the data is a block itself: the text of a stream was put into a message.
 * - `written`: the line ends that should end a block are written out, as a backslash and a letter.
 */
import type { CodeUnits } from '../units.ts';
import { isJson } from './split-json-test.ts';

export type BlockMistake = 'glued' | 'wrapped' | 'written';

/** More is not worth the time. */
const LONGEST: CodeUnits = 100_000;
const JSON_BEGIN = /^\s*[{[]/;
const WRAPPED = /^(?:(?:event|id|retry):[^\n]*\n)*data:/;
/** Behind what may be a JSON value. */
const WRITTEN = /^(\s*[{[].*?[}\]])(?:\\r)?\\n(?:\\r)?\\n/;
/** Fields before that of the data, of which the line ends are written out as well. */
const WRITTEN_FIELDS = /^((?:event|id|retry):[^\n\r\\]{0,200}(?:\\r)?\\n)*data: ?/;
const WRITTEN_BLOCK = /\\n(?:\\r)?\\n(?:data|event|id|retry):/;

export function blockMistakeOf(data: string): BlockMistake | undefined {
  if (WRAPPED.test(data)) return 'wrapped';
  if (data.length > LONGEST || !JSON_BEGIN.test(data)) return undefined;
  if (endsWritten(data)) return 'written';
  if (!data.includes('\n')) return undefined;
  return data.split('\n').every((line) => JSON_BEGIN.test(line) && isJson(line)) ? 'glued' : undefined;
}

/** @param text the first line of a stream, as far as it has come: what is found in it is found in more of it as well */
export function hasWrittenLineEnds(text: string): boolean {
  const fields = WRITTEN_FIELDS.exec(text);
  if (fields === null) return false;
  const value = text.slice(fields[0].length);
  // Within JSON, a line end that is written out is what it should be.
  return fields[1] !== undefined || endsWritten(value) || (!JSON_BEGIN.test(value) && WRITTEN_BLOCK.test(value));
}

function endsWritten(data: string): boolean {
  const value = data.includes('\\n') ? WRITTEN.exec(data)?.[1] : undefined;
  return value !== undefined && isJson(value);
}
