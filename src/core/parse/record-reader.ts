/**
 * Reads streams of records, one message for each: NDJSON (a line is a record; empty lines are none) and JSON text sequences
 * [RFC 7464] (a record begins with U+001E). What is in a record is not looked at.
 */
import type { CodeUnits } from '../units.ts';

/** Records above this are cut into pieces of this: a stream without a line end must not fill the memory. */
const LONGEST: CodeUnits = 64 * 1024 * 1024;

export function createRecordReader(
  format: 'ndjson' | 'json-seq',
  tell: (record: string) => void,
): { push(text: string): void; end(clean?: boolean): void; readonly lastEventId: string } {
  const end = format === 'ndjson' ? '\n' : '\u001e';
  /** Kept as a sum that the engine holds as a tree: joined once, at the end of the record. */
  let held = '';

  const tellRecord = (record: string): void => {
    const trimmed = record.replace(/^[\r\n]+|[\r\n]+$/g, '');
    if (trimmed !== '') tell(trimmed);
  };

  return {
    push(text) {
      let from = 0;
      for (let to = text.indexOf(end); to >= 0; to = text.indexOf(end, from)) {
        tellRecord(held === '' ? text.slice(from, to) : held + text.slice(from, to));
        held = '';
        from = to + 1;
      }
      held += from === 0 ? text : text.slice(from);
      if (held.length >= LONGEST) {
        tellRecord(held);
        held = '';
      }
    },
    /** Of a stream that was cut, the last record is one only if its end has come: that of a JSON text sequence is a line end. */
    end(clean = true) {
      if (clean || (format === 'json-seq' && held.endsWith('\n'))) tellRecord(held);
      held = '';
    },
    lastEventId: '',
  };
}
