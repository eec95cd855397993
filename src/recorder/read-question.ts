/** The guard at the recorder's door: what comes in is a question with the right arguments, or is refused with a reason. */
import { MAX_BUCKETS, type MessageFilter, type QuestionArgs, type QuestionName } from '../wire/protocol/questions.ts';
import { isRecord } from '../wire/protocol/guard.ts';

/** Rows of one window at most: some screens full. More would make one answer too long. */
const MAX_WINDOW = 10_000;
/** A text that is searched for: more than a person types. */
const MAX_TEXT = 10_000;
/** Connections of one request: as many as a capture may hold. */
const MAX_CONNECTIONS = 100_000;

export class RefusedQuestion extends Error {
  override readonly name = 'RefusedQuestion';
}

type Question = { [K in QuestionName]: { name: K; args: QuestionArgs<K> } }[QuestionName];

/** Throws `RefusedQuestion`. */
export function readQuestion(name: unknown, args: unknown): Question {
  switch (name) {
    case 'overview':
    case 'clear':
      return { name, args: undefined };
    case 'connections':
      return { name, args: { now: time(args, 'now') } };
    case 'messages': {
      const from = count(args, 'from');
      const to = count(args, 'to');
      if (to - from > MAX_WINDOW) refuse(`a window of ${to - from} rows is larger than ${MAX_WINDOW}`);
      return { name, args: { filter: readFilter(field(args, 'filter')), from, to } };
    }
    case 'position':
      return { name, args: { filter: readFilter(field(args, 'filter')), index: count(args, 'index') } };
    case 'message':
      return { name, args: { index: count(args, 'index') } };
    case 'connection':
      return { name, args: { id: count(args, 'id') } };
    case 'attempts':
      return { name, args: { connection: count(args, 'connection'), from: count(args, 'from'), to: count(args, 'to') } };
    case 'timeline':
      return { name, args: readTimeline(args) };
    case 'exportCapture':
      return { name, args: readExport(args) };
    case 'setRecording': {
      const on = field(args, 'on');
      if (typeof on !== 'boolean') refuse('`on` must be true or false');
      return { name, args: { on } };
    }
    default:
      return refuse(`there is no question ${JSON.stringify(name)}`);
  }
}

function readTimeline(args: unknown): QuestionArgs<'timeline'> {
  const buckets = count(args, 'buckets');
  if (buckets < 1 || buckets > MAX_BUCKETS) refuse(`\`buckets\` must be 1 to ${MAX_BUCKETS}, not ${buckets}`);
  const from = time(args, 'from');
  const to = time(args, 'to');
  if (!(to > from)) refuse('`to` must be after `from`');
  return { connections: ids(field(args, 'connections')), from, to, buckets };
}

function readExport(args: unknown): QuestionArgs<'exportCapture'> {
  const cursor = field(args, 'cursor');
  const page = field(args, 'page');
  return {
    cursor: cursor === null ? null : { entry: count(cursor, 'entry'), message: count(cursor, 'message') },
    page: { url: text(page, 'url'), title: text(page, 'title') },
    generator: text(args, 'generator'),
    browser: text(args, 'browser'),
    createdAt: time(args, 'createdAt'),
  };
}

function readFilter(value: unknown): MessageFilter {
  if (!isRecord(value)) return refuse('`filter` must be an object');
  const filter: MessageFilter = {};
  if (value.connections !== undefined) filter.connections = ids(value.connections);
  if (value.text !== undefined) {
    filter.text = text(value, 'text');
    if (filter.text.length > MAX_TEXT) refuse(`\`text\` is longer than ${MAX_TEXT}`);
  }
  if (value.from !== undefined) filter.from = time(value, 'from');
  if (value.to !== undefined) filter.to = time(value, 'to');
  if (value.before !== undefined) filter.before = count(value, 'before');
  return filter;
}

function field(value: unknown, name: string): unknown {
  if (!isRecord(value)) return refuse(`\`${name}\` is missing`);
  return value[name];
}

function time(value: unknown, name: string): number {
  const found = field(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : refuse(`\`${name}\` must be a time in milliseconds`);
}

function count(value: unknown, name: string): number {
  const found = field(value, name);
  return isCount(found) ? found : refuse(`\`${name}\` must be a whole number from 0`);
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : refuse(`\`${name}\` must be a text`);
}

function ids(value: unknown): number[] {
  if (!Array.isArray(value) || value.length > MAX_CONNECTIONS || !value.every(isCount)) return refuse('`connections` must be a list of connection ids');
  return value;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function refuse(reason: string): never {
  throw new RefusedQuestion(reason);
}
