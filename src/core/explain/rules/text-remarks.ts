/**
 * The rules that say what the reader of the raw text has marked: they differ in the mark. A row is a rule.
 * @note Longer than other files: each row has its page above it.
 */
import type { Rule } from '../rule.ts';
import { whenText } from '../text-rule.ts';

const ROWS = [
  /**
   * ## What it means
   *
   * No sign, no point, no unit, no space at the end.
   *
   * ## The standard
   *
   * If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten, and set the event stream's reconnection time to that integer. Otherwise, ignore the field.
   *
   * ## An example
   *
   * ```
   * retry: 3s
   * ```
   *
   * ## How to fix it
   *
   * Write digits: milliseconds.
   *
   * ```
   * retry: 3000
   * ```
   */
  {
    id: 'bad-retry',
    title: 'retry is no number',
    sentence: 'The retry value “{value}” has more in it than digits: it is ignored.',
    severity: 'warning',
    remark: 'bad-retry',
    found: [{ text: 'retry: 3s\ndata: 2\n\n', hit: { params: { value: '3s' }, line: 1, count: 1 } }],
    silent: [{ text: 'retry: 3000\ndata: 2\n\n' }],
  },
  /**
   * ## What it means
   *
   * Only one at the very begin is taken away. Mostly a writer that is made anew for each message adds it.
   *
   * ## The standard
   *
   * The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any.
   *
   * ## An example
   *
   * ```
   * U+FEFF data: 1
   * ```
   *
   * ## How to fix it
   *
   * Write without a mark (in .NET: `new UTF8Encoding(false)`).
   */
  {
    id: 'bom-inside',
    title: 'A byte order mark inside',
    sentence: 'A byte order mark stands within the stream, and spoils the field after it.',
    severity: 'warning',
    remark: 'bom-inside',
    found: [{ text: 'data: 1\n\n\uFEFFdata: 2\n\n', hit: { params: { value: '\uFEFFdata' }, line: 3, count: 1 } }],
    silent: [{ text: '\uFEFFdata: 1\n\n' }],
  },
  /**
   * ## What it means
   *
   * Unlike headers, fields are compared letter by letter.
   *
   * ## The standard
   *
   * Field names must be compared literally, with no case folding performed.
   *
   * ## An example
   *
   * ```
   * Data: 1
   * ```
   *
   * ## How to fix it
   *
   * Write `data`, `event`, `id`, `retry`.
   *
   * ```
   * data: 1
   * ```
   */
  {
    id: 'field-in-capitals',
    title: 'A field in capitals',
    sentence: 'The field “{value}” is written with capitals; fields are in lower case, so it is ignored.',
    severity: 'warning',
    remark: 'case',
    found: [{ text: 'Data: 1\ndata: 2\n\n', hit: { params: { value: 'Data' }, line: 1, count: 1 } }],
    silent: [{ text: 'data: Data\n\n' }],
  },
  /**
   * ## What it means
   *
   * The server writes another encoding, or cuts a character in two and drops a half.
   *
   * ## The standard
   *
   * Streams must be decoded using the UTF-8 decode algorithm.
   *
   * ## An example
   *
   * ```
   * caf\xE9
   * ```
   *
   * ## How to fix it
   *
   * Encode as UTF-8; cut between characters, not between bytes.
   */
  {
    id: 'invalid-utf8',
    title: 'Bytes that are no UTF-8',
    sentence: 'Bytes came that are no UTF-8: their reader gets U+FFFD in their place.',
    severity: 'warning',
    remark: 'invalid-utf8',
    found: [{ text: Uint8Array.from([0x64, 0x0a, 0xe9, 0x0a, 0x0a]), hit: { params: {}, line: 2, count: 1 } }],
    silent: [{ text: 'data: ü€😀\n\n' }, { text: ['data: \uFFFD', '\n\n'] }],
  },
  /**
   * ## What it means
   *
   * Without a `data` field there is no message, whatever type is named.
   *
   * ## The standard
   *
   * If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return.
   *
   * ## An example
   *
   * ```
   * event: ping
   *
   *
   * ```
   *
   * ## How to fix it
   *
   * Add a field `data`. One that is empty is enough: the data of the message is then the empty string.
   *
   * ```
   * event: ping
   * data:
   * ```
   */
  {
    id: 'no-data-block',
    title: 'A block without data',
    sentence: 'A block of type “{value}” has no data: it is not dispatched.',
    severity: 'warning',
    remark: 'no-data',
    found: [{ text: 'event: ping\n\n', hit: { params: { value: 'ping' }, line: 1, count: 1 } }],
    silent: [{ text: ': comment\n\n' }],
  },
  /**
   * ## What it means
   *
   * The id could not be sent back in a header.
   *
   * ## The standard
   *
   * If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value. Otherwise, ignore the field.
   *
   * ## An example
   *
   * ```
   * id: a\0b
   * ```
   *
   * ## How to fix it
   *
   * Write ids as text, not as raw bytes.
   */
  {
    id: 'nul-in-id',
    title: 'A NUL in an id',
    sentence: 'An id has the character U+0000 in it: it is ignored.',
    next: 'drops',
    severity: 'warning',
    remark: 'nul-in-id',
    found: [{ text: 'id: a\0b\ndata: 2\n\n', hit: { params: {}, line: 1, count: 1 } }],
    silent: [{ text: 'id: ab\ndata: \0\n\n' }],
  },
  /**
   * ## What it means
   *
   * A line begins as pages, warnings and traces do, and not as a field: the server broke, and what it had to say of that went into the response, which had begun. Those lines are ignored. The message that they stand in is torn.
   *
   * ## The standard
   *
   * Otherwise, the field is ignored.
   *
   * ## An example
   *
   * ```
   * data: {"n":2,
   * <br />
   * <b>Warning</b>: Undefined variable
   * ```
   *
   * ## How to fix it
   *
   * Read the line, and fix what it names. Write errors to the log and not into the response (PHP: `display_errors=0`), and end the response where a message cannot be finished.
   */
  {
    id: 'printed-error',
    title: 'An error was printed into the stream',
    sentence:
      'A line reads “{value}”: a page, a warning or a trace that the server printed into the stream. Its lines are ignored, and the message that it stands in is torn.',
    severity: 'warning',
    remark: 'printed-error',
    found: [
      { text: '<br />\n<b>Warning</b>: x in /srv/a.php on line 3<br />\ndata: 1\n\n', hit: { params: { value: '<br />' }, line: 1, count: 2 } },
      { text: 'data: 1\n\ndata: {"n":2,\n<!DOCTYPE html>\n<html>\n', hit: { params: { value: '<!DOCTYPE html>' }, line: 4, count: 2 } },
      {
        text: 'data: 1\n\nTraceback (most recent call last):\n  File "a.py", line 1\n\n',
        hit: { params: { value: 'Traceback (most recent call last)' }, line: 3, count: 1 },
      },
      { text: 'data: 1\n\nPHP Fatal error:  Uncaught x\n\n', hit: { params: { value: 'PHP Fatal error' }, line: 3, count: 1 } },
    ],
    silent: [{ text: 'type: price\ndata: <br />\ndata: Traceback (most recent call last):\n\n' }],
  },
  /**
   * ## What it means
   *
   * Only one space after the colon is taken away; all else belongs to name or value.
   *
   * ## The standard
   *
   * Otherwise: The field is ignored.
   *
   * ## An example
   *
   * ```
   * data : 1
   * ```
   *
   * ## How to fix it
   *
   * Write the colon right after the name.
   *
   * ```
   * data: 1
   * ```
   */
  {
    id: 'space-before-colon',
    title: 'A space before the colon',
    sentence: 'The field “{value}” has white space around its name, so it is another field and ignored.',
    severity: 'warning',
    remark: 'space',
    found: [{ text: 'data: 1\n\ndata : 2\n\n', hit: { params: { value: 'data ' }, line: 3, count: 1 } }],
    silent: [{ text: 'data: a : b\n\n' }],
  },
  /**
   * ## What it means
   *
   * There are four fields. A line without a colon is a field as well: often a line of data that lost its `data:`.
   *
   * ## The standard
   *
   * Otherwise: The field is ignored.
   *
   * ## An example
   *
   * ```
   * type: price
   * data: 1
   * ```
   *
   * ## How to fix it
   *
   * Use `event` for a type. Begin each line of data with `data:`.
   *
   * ```
   * event: price
   * data: 1
   * ```
   */
  {
    id: 'unknown-field',
    title: 'An unknown field',
    sentence: 'The standard knows no field “{value}”: it is ignored.',
    severity: 'note',
    remark: 'unknown',
    found: [
      { text: 'type: a\ndata: 2\n\ntype: b\n', hit: { params: { value: 'type' }, line: 1, count: 2 } },
      // `printed-error` looks at what begins a line, not at data.
      { text: 'type: price\ndata: <br />\ndata: Traceback (most recent call last):\n\n', hit: { params: { value: 'type' }, line: 1, count: 1 } },
    ],
    silent: [{ text: ': type: a\ndata: 2\n\n' }],
  },
] as const satisfies readonly (Pick<Rule, 'id' | 'severity' | 'title' | 'sentence' | 'next' | 'found' | 'silent'> & { remark: string })[];

export const textRemarks = ROWS.map(({ remark, ...row }) => ({ ...row, group: 'protocol', ofAttempt: whenText(remark) }) as const satisfies Rule);
