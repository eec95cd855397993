/** The guard at the recorder's door: what comes in is a question with the right arguments, or is refused with a reason. */
import { WITNESS_NAMES } from '../wire/protocol/command.ts';
import { LIMIT_RANGES, MAX_BUCKETS, MAX_COPIED, type LimitWishes, type QuestionArgs, type QuestionName, type WindowWish } from '../wire/protocol/questions.ts';
import { readFindingFilter, readRulesOff } from './read-findings.ts';
import { readCopy, readExport } from './read-export.ts';
import { count, counts, field, flag, oneOf, refuse, time } from './read-fields.ts';
import { filterOf, MAX_CONNECTIONS } from './read-filter.ts';

/** Rows of one window at most: some screens full. More would make one answer too long. */
const MAX_WINDOW = 10_000;

export type Question = { [K in QuestionName]: { name: K; args: QuestionArgs<K> } }[QuestionName];

/** Throws `RefusedQuestion`. */
export function readQuestion(name: unknown, args: unknown): Question {
  switch (name) {
    case 'overview':
    case 'clear':
    case 'types':
    case 'dataPaths':
    case 'undecided':
      return { name, args: undefined };
    case 'connections':
      return { name, args: { now: time(args, 'now') } };
    case 'messages': {
      const from = count(args, 'from');
      const to = count(args, 'to');
      if (to - from > MAX_WINDOW) refuse(`a window of ${to - from} rows is larger than ${MAX_WINDOW}`);
      return { name, args: { filter: filterOf(args), from, to, ...readWish(args) } };
    }
    case 'position':
      return { name, args: { filter: filterOf(args), index: count(args, 'index') } };
    case 'message':
      return { name, args: { index: count(args, 'index') } };
    case 'connection':
      return { name, args: { id: count(args, 'id') } };
    case 'attempts':
      return { name, args: { connection: count(args, 'connection'), from: count(args, 'from'), to: count(args, 'to') } };
    case 'raw': {
      const from = count(args, 'from');
      const to = count(args, 'to');
      if (to - from > MAX_WINDOW) refuse(`a window of ${to - from} lines is larger than ${MAX_WINDOW}`);
      return { name, args: { connection: count(args, 'connection'), attempt: count(args, 'attempt'), from, to } };
    }
    case 'rawPiece': {
      const lines = { from: count(args, 'from'), to: count(args, 'to'), skip: count(args, 'skip') };
      return { name, args: { connection: count(args, 'connection'), attempt: count(args, 'attempt'), ...lines } };
    }
    case 'rawPlace':
      return { name, args: { index: count(args, 'index') } };
    case 'findings':
      return { name, args: { filter: readFindingFilter(field(args, 'filter')) } };
    case 'setRulesOff':
      return { name, args: { off: readRulesOff(field(args, 'off')) } };
    case 'timeline':
      return { name, args: readTimeline(args) };
    case 'rates':
      return { name, args: readBuckets(args) };
    case 'exportPiece':
      return { name, args: readExport(args) };
    case 'copyAs':
      return { name, args: readCopy(args) };
    case 'copyMessages':
      return { name, args: { indexes: counts(args, 'indexes', MAX_COPIED), as: oneOf(args, 'as', ['ndjson', 'markdown']) } };
    case 'setRecording':
    case 'setPreserve':
      return { name, args: { on: flag(args, 'on') } };
    case 'setLimits':
      return { name, args: { limits: readLimits(field(args, 'limits') ?? refuse('`limits` is missing')) } };
    case 'setApart':
      return { name, args: { connection: count(args, 'connection'), on: flag(args, 'on') } };
    case 'setWitness':
      return { name, args: { name: oneOf(args, 'name', WITNESS_NAMES), on: flag(args, 'on') } };
    default:
      return refuse(`there is no question ${JSON.stringify(name)}`);
  }
}

function readWish(args: unknown): WindowWish {
  const wish: WindowWish = {};
  const hold = field(args, 'hold');
  if (hold !== undefined) wish.hold = { index: count(hold, 'index'), position: count(hold, 'position') };
  if (field(args, 'end') === undefined) return wish;
  const end = count(args, 'end');
  return end > MAX_WINDOW ? refuse(`a window of ${end} rows is larger than ${MAX_WINDOW}`) : { ...wish, end };
}

function readLimits(wishes: unknown): LimitWishes {
  const limits: LimitWishes = {};
  for (const [name, { least, most }] of Object.entries(LIMIT_RANGES) as [keyof LimitWishes & string, { least: number; most: number }][]) {
    if (field(wishes, name) === undefined) continue;
    const wish = count(wishes, name);
    if (wish < least || wish > most) refuse(`\`${name}\` must be ${least} to ${most}, not ${wish}`);
    limits[name] = wish;
  }
  return limits;
}

function readTimeline(args: unknown): QuestionArgs<'timeline'> {
  return { connections: counts(args, 'connections', MAX_CONNECTIONS), ...readBuckets(args) };
}

function readBuckets(args: unknown): QuestionArgs<'rates'> {
  const buckets = count(args, 'buckets');
  if (buckets < 1 || buckets > MAX_BUCKETS) refuse(`\`buckets\` must be 1 to ${MAX_BUCKETS}, not ${buckets}`);
  const from = time(args, 'from');
  const to = time(args, 'to');
  if (!(to > from)) refuse('`to` must be after `from`');
  return { from, to, buckets };
}
