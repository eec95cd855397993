/** What messages are asked for: what is searched for is what can be searched for, within bounds. */
import { array, check, number, optional, pipe, string } from 'valibot';
import { ROW_KINDS } from '../../core/model/message-block.ts';
import { patternFault, type PatternFault } from '../../core/pattern/pattern-fault.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import { count, counts, fields, listOf, oneOf, shortText, text, time } from './fields.ts';

/** A text that is searched for, or the name of a type: more than a person types. */
const MAX_TEXT = 10_000;
/** Connections of one request: as many as a capture may hold. */
export const MAX_CONNECTIONS = 100_000;
/** More types than are ever listed. */
const MAX_FILTER_TYPES = 1000;
/** Bookmarks are set one by one. */
const MAX_AMONG = 10_000;
/** Minutes: no clock is further from UTC than a day. */
const MAX_ZONE = 1440;

const TYPE = 'must be a list of short texts';
const KINDS = `must be a list of ${ROW_KINDS.join(', ')}`;
const ZONE = 'must be minutes';

const REASONS: Record<PatternFault['kind'], (detail: string) => string> = {
  syntax: (detail) => detail,
  flags: (flags) => `the flags \`${flags}\` are none of \`imsu\``,
  'too-long': (limit) => `it is longer than ${limit}`,
  unsupported: (part) => `look-around, back-references and modifiers are not supported (\`${part}\`)`,
  'too-large': (limit) => `written out, it is longer than ${limit} instructions`,
};

const pattern = pipe(
  fields({ source: text, flags: text }),
  check(
    (wanted) => patternFault(wanted) === null,
    ({ input }) => {
      const { kind, detail } = patternFault(input)!;
      return `cannot be searched with: ${REASONS[kind](detail)}`;
    },
  ),
);

const query = pipe(
  text,
  check(
    (typed) => parseQuery(typed).fault === null,
    ({ input }) => {
      const { at, code, detail } = parseQuery(input).fault!;
      return `is wrong at ${at.from}: ${code}${detail === '' ? '' : ` (${detail})`}`;
    },
  ),
);

export const messageFilter = fields({
  connections: optional(counts(MAX_CONNECTIONS)),
  frames: optional(counts(MAX_CONNECTIONS)),
  kinds: optional(array(oneOf(ROW_KINDS), KINDS)),
  types: optional(
    listOf(
      pipe(
        string(TYPE),
        check((type) => type.length <= MAX_TEXT, TYPE),
      ),
      MAX_FILTER_TYPES,
      'texts',
    ),
  ),
  text: optional(shortText(MAX_TEXT)),
  pattern: optional(pattern),
  query: optional(query),
  zone: optional(
    pipe(
      number(ZONE),
      check((minutes) => Math.abs(minutes) <= MAX_ZONE, ZONE),
    ),
  ),
  marked: optional(counts(MAX_AMONG)),
  among: optional(counts(MAX_AMONG)),
  from: optional(time),
  to: optional(time),
  before: optional(count),
});
