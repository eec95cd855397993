/** Writes terms as text that is read as the same terms. */
import { DAY } from './read-time.ts';
import { writePath } from './json-path.ts';
import type { Condition, Range, Term, TimeRange, Word } from './query.ts';
import { quoted } from './scanner.ts';

export function writeQuery(terms: readonly Pick<Term, 'not' | 'condition'>[]): string {
  return terms.map(({ not, condition }) => (not ? '-' : '') + writeCondition(condition)).join(' ');
}

/** One term. Text is always in quotation marks, so that it stays apart from what stands beside it. */
export function writeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'text':
      return quoted(condition.text);
    case 'pattern':
      return `/${condition.pattern.source}/${condition.pattern.flags}`;
    case 'words':
      return `${condition.key}:${condition.words.map(writeWord).join(',')}`;
    case 'numbers':
      return `${condition.key}:${condition.ranges.map(writeRange).join(',')}`;
    case 'id':
      return `id:${condition.values.map(writeValue).join(',')}`;
    case 'times':
      return `at:${condition.ranges.map(writeTimes).join(',')}`;
    case 'choice':
      return `${condition.key}:${condition.choices.join(',')}`;
    case 'json':
      return `data${writePath(condition.path)}:${condition.values.map(writeValue).join(',')}`;
  }
}

function writeWord(word: Word): string {
  if ('pattern' in word) return `/${word.pattern.source}/${word.pattern.flags}`;
  return 'literal' in word ? quoted(word.literal) : word.glob;
}

/** A word that can stand without quotation marks; with them it has no `*` for anything. */
export function writeLiteral(value: string): string {
  return /^[\p{L}\p{N}_.:-][\p{L}\p{N}_.:/?=&%#-]*$/u.test(value) && !value.includes('..') ? value : quoted(value);
}

const writeValue = (value: Word | Range): string => ('low' in value ? writeCompared(value) : writeWord(value));

/** An equal number is written so that it is not read as a word. */
const writeCompared = (range: Range): string => (range.low === range.high ? `=${range.low}` : writeRange(range));

function writeRange({ low, high, lowOpen, highOpen }: Range): string {
  if (low === high) return String(low);
  if (high === Infinity) return `>${lowOpen ? '' : '='}${low}`;
  if (low === -Infinity) return `<${highOpen ? '' : '='}${high}`;
  return `${low}..${high}`;
}

function writeTimes({ daily, low, high, lowOpen }: TimeRange): string {
  if (high === Infinity) return `>${lowOpen ? '' : '='}${clock(daily, low)}`;
  // There is no 24:00.
  if (low === -Infinity) return daily && high === DAY ? `<=${clock(daily, high - 1)}` : `<${clock(daily, high)}`;
  // To the last millisecond, since the end of a span is not part of it.
  return `${clock(daily, low)}..${clock(daily, high - 1)}`;
}

function clock(daily: boolean, ms: number): string {
  const iso = new Date(ms).toISOString().slice(0, -1);
  return daily ? iso.slice(11) : iso;
}
