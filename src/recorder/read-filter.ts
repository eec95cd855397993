/** The guard of a filter: what is searched for is what can be searched for, within bounds. */
import { ROW_KINDS, type RowKind } from '../core/model/message-block.ts';
import type { MessageFilter } from '../wire/protocol/questions.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { patternFault, type PatternFault } from '../core/pattern/pattern-fault.ts';
import { count, counts, field, refuse, text, time } from './read-fields.ts';

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

function readFilter(value: unknown): MessageFilter {
  if (!isRecord(value)) return refuse('`filter` must be an object');
  const filter: MessageFilter = {};
  if (value.connections !== undefined) filter.connections = counts(value, 'connections', MAX_CONNECTIONS);
  if (value.frames !== undefined) filter.frames = counts(value, 'frames', MAX_CONNECTIONS);
  if (value.kinds !== undefined) filter.kinds = readKinds(value.kinds);
  if (value.types !== undefined) filter.types = readTypes(value.types);
  if (value.text !== undefined) {
    filter.text = text(value, 'text');
    if (filter.text.length > MAX_TEXT) refuse(`\`text\` is longer than ${MAX_TEXT}`);
  }
  if (value.pattern !== undefined) filter.pattern = readPattern(value.pattern);
  if (value.query !== undefined) Object.assign(filter, readQuery(value));
  if (value.among !== undefined) filter.among = counts(value, 'among', MAX_AMONG);
  if (value.from !== undefined) filter.from = time(value, 'from');
  if (value.to !== undefined) filter.to = time(value, 'to');
  if (value.before !== undefined) filter.before = count(value, 'before');
  return filter;
}

function readKinds(value: unknown): RowKind[] {
  const isKind = (kind: unknown): kind is RowKind => ROW_KINDS.some((known) => known === kind);
  return Array.isArray(value) && value.every(isKind) ? value : refuse(`\`kinds\` must be a list of ${ROW_KINDS.join(', ')}`);
}

function readTypes(value: unknown): string[] {
  const isType = (type: unknown): type is string => typeof type === 'string' && type.length <= MAX_TEXT;
  if (!Array.isArray(value) || value.length > MAX_FILTER_TYPES || !value.every(isType)) {
    return refuse(`\`types\` must be a list of at most ${MAX_FILTER_TYPES} texts`);
  }
  return value;
}

function readPattern(value: unknown): MessageFilter['pattern'] {
  if (!isRecord(value)) return refuse('`pattern` must be an object');
  const pattern = { source: text(value, 'source'), flags: text(value, 'flags') };
  const fault = patternFault(pattern);
  return fault === null ? pattern : refuse(`\`pattern\` cannot be searched with: ${REASONS[fault.kind](fault.detail)}`);
}

function readQuery(value: Record<string, unknown>): Pick<MessageFilter, 'query' | 'zone' | 'marked'> {
  const query = text(value, 'query');
  const { fault } = parseQuery(query);
  if (fault !== null) refuse(`\`query\` is wrong at ${fault.at.from}: ${fault.code}${fault.detail === '' ? '' : ` (${fault.detail})`}`);
  const { zone, marked } = value;
  if (zone !== undefined && (typeof zone !== 'number' || !(Math.abs(zone) <= MAX_ZONE))) refuse('`zone` must be minutes');
  return { query, zone, marked: marked === undefined ? undefined : counts(value, 'marked', MAX_AMONG) };
}

const REASONS: Record<PatternFault['kind'], (detail: string) => string> = {
  syntax: (detail) => detail,
  flags: (flags) => `the flags \`${flags}\` are none of \`imsu\``,
  'too-long': (limit) => `it is longer than ${limit}`,
  unsupported: (part) => `look-around, back-references and modifiers are not supported (\`${part}\`)`,
  'too-large': (limit) => `written out, it is longer than ${limit} instructions`,
};

/** The field `filter` of a question. Throws `RefusedQuestion`. */
export const filterOf = (args: unknown): MessageFilter => readFilter(field(args, 'filter'));
