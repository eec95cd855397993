/** Makes a test of rows out of a query: the cheap steps first, text last, and each value of a table once. */
import { originOf } from '../origin.ts';
import type { Connection } from '../model/connection.ts';
import { isHeard, kindOf, ROW_KINDS, rowFlags, sourceOf, SOURCES, type MessageBlock } from '../model/message-block.ts';
import type { Capture } from '../model/types.ts';
import { createPatternSearch } from '../pattern/pattern-search.ts';
import { assertExhaustive, type CodeUnits, type ConnectionId, type MessageIndex } from '../units.ts';
import { messageSize } from '../select/message-size.ts';
import { someAt } from './json-path.ts';
import { isDecoded, type DecodedRows } from './decoded-rows.ts';
import type { NumberKey } from './keys.ts';
import type { Condition, Range, Step, Term, TimeRange, Word } from './query.ts';
import { DAY } from './read-time.ts';
import { anywhere, sharedTest, type RowTest, type TextTest } from './row-test.ts';
import { idTest, inRange, jsonTest, textMatcher, wordTest, type Searches } from './word-test.ts';

/** JSON that is longer is not parsed for a search: some hundredths of a second. */
export const MAX_JSON: CodeUnits = 2_000_000;

export interface QueryContext {
  capture: Capture;
  /** Minutes that the clock on the wall is ahead of UTC. */
  zone: number;
  /** What `is:bookmarked` means. */
  marked: ReadonlySet<MessageIndex>;
  /** Missing: nothing is decoded. */
  decoded?: DecodedRows;
}

export interface QueryTest {
  test: RowTest;
  /** Rows that were looked at only in part: an expression, or JSON, might have taken too long. */
  readonly cutShort: number;
}

/** In the order in which they are asked: columns of numbers, connections, tables, and then the data. */
const COSTS = { choice: 0, numbers: 1, times: 1, words: 2, id: 3, text: 4, pattern: 5, json: 6 } as const satisfies Record<Condition['kind'], number>;

const costOf = ({ condition }: Pick<Term, 'condition'>): number =>
  (condition.kind === 'words' && condition.key === 'data') || isDecoded(condition)
    ? COSTS.text
    : condition.kind === 'numbers' && condition.key === 'size'
      ? COSTS.id
      : COSTS[condition.kind];

export function compileQuery(terms: readonly Pick<Term, 'not' | 'condition'>[], context: QueryContext): QueryTest {
  const searches: Searches = [];
  const json = createJsonReader();
  const tests = terms
    .toSorted((one, other) => costOf(one) - costOf(other))
    .map(({ not, condition }): RowTest => {
      const test = conditionTest(condition, context, searches, json);
      return not ? (block, row) => !test(block, row) : test;
    });
  return {
    test(block, row) {
      for (const test of tests) if (!test(block, row)) return false;
      return true;
    },
    get cutShort() {
      return searches.reduce((sum, search) => sum + search.cutShort, json.tooLong);
    },
  };
}

function conditionTest(condition: Condition, context: QueryContext, searches: Searches, json: JsonReader): RowTest {
  switch (condition.kind) {
    case 'text':
      return anywhere(textMatcher(condition.text));
    case 'pattern': {
      const search = createPatternSearch(condition.pattern);
      searches.push(search);
      return anywhere(search.test);
    }
    case 'id': {
      const test = sharedTest('ids', idTest(condition.values, searches));
      return (block, row) => kindOf(block.flags[row]!) === 'message' && test(block, row);
    }
    case 'words': {
      const { key, words } = condition;
      const tests = words.map((word) => wordTest(word, key === 'type', searches));
      const test: TextTest = (text) => tests.some((one) => one(text));
      if (key === 'type') {
        const ofType = sharedTest('types', test);
        return (block, row) => kindOf(block.flags[row]!) === 'message' && ofType(block, row);
      }
      if (key === 'data') return (block, row) => test(block.data[row]!);
      if (key === 'meaning') {
        return (block, row) => {
          const says = context.decoded?.meaning(block.connections[row]!, block.attempts[row]!, block.first + row);
          return says !== undefined && test(says);
        };
      }
      if (key === 'protocol') return (block, row) => context.decoded?.protocol(block.connections[row]!, block.attempts[row]!).some(test) ?? false;
      if (key === 'frame') return connectionTest(context, frameTest(words, test));
      return connectionTest(context, ({ url }) => test(key === 'url' ? url : originOf(url)));
    }
    case 'numbers':
      return numberTest(condition.key, condition.ranges);
    case 'times':
      return timeTest(condition.ranges, context.zone);
    case 'choice': {
      const { key, choices } = condition;
      if (key === 'is') return isTest(choices, context);
      if (key === 'api' || key === 'context') return connectionTest(context, (connection) => choices.includes(connection[key]));
      return flagTest(key, choices);
    }
    case 'json':
      return json.test(condition.path, jsonTest(condition.values, searches));
    default:
      return assertExhaustive(condition, 'condition');
  }
}

/** A comment keeps a connection open, and carries nothing for the page. */
function isTest(choices: readonly string[], { marked, decoded }: QueryContext): RowTest {
  const isMarked = choices.includes('bookmarked');
  const isIdle = choices.includes('keepalive');
  return (block, row) =>
    (isMarked && marked.has(block.first + row)) ||
    (isIdle && (kindOf(block.flags[row]!) === 'comment' || (decoded?.isKeepAlive(block.connections[row]!, block.attempts[row]!, block.first + row) ?? false)));
}

/** By connection. What is asked for here never changes, so each is asked once. */
function connectionTest({ capture }: QueryContext, test: (connection: Connection) => boolean): RowTest {
  const known = new Map<ConnectionId, boolean>();
  return (block, row) => {
    const id = block.connections[row]!;
    let passes = known.get(id);
    if (passes === undefined) {
      const entry = capture.connections.get(id);
      passes = entry !== undefined && test(entry.connection);
      known.set(id, passes);
    }
    return passes;
  };
}

/** By number, as `top`, or by what its URL holds. */
function frameTest(words: readonly Word[], inUrl: TextTest): (connection: Connection) => boolean {
  const numbers = new Set<number>();
  for (const word of words) {
    if ('glob' in word && word.glob === 'top') numbers.add(0);
    else if ('glob' in word && /^\d+$/.test(word.glob)) numbers.add(Number(word.glob));
  }
  // A number is not also looked for in URLs, where it would be found in many a port.
  return numbers.size === words.length ? ({ frameId }) => numbers.has(frameId) : ({ frameId, frameUrl }) => numbers.has(frameId) || inUrl(frameUrl);
}

function numberTest(key: NumberKey, ranges: readonly Range[]): RowTest {
  const test = (value: number): boolean => ranges.some((range) => inRange(value, range));
  switch (key) {
    case 'conn':
      return (block, row) => test(block.connections[row]!);
    case 'attempt':
      return (block, row) => test(block.attempts[row]!);
    case 'seq':
      // People count from one, and so does the panel.
      return (block, row) => test(block.seqs[row]! + 1);
    case 'size': {
      // A code unit takes one to three bytes: most texts need not be counted.
      const isFar = (length: CodeUnits): boolean => ranges.every(({ low, high }) => length * 3 < low || length > high);
      return (block, row) => !isFar(block.data[row]!.length) && test(messageSize(block, row));
    }
    default:
      return assertExhaustive(key, 'key');
  }
}

function timeTest(ranges: readonly TimeRange[], zone: number): RowTest {
  const ahead = zone * 60_000;
  return (block, row) => {
    const onWall = block.times[row]! + ahead;
    const inDay = onWall - Math.floor(onWall / DAY) * DAY;
    return ranges.some((range) => inRange(range.daily ? inDay : onWall, range));
  };
}

/** Each combination of flags is asked once. */
function flagTest(key: 'kind' | 'heard' | 'from', choices: readonly string[]): RowTest {
  const size = rowFlags(ROW_KINDS.at(-1)!, true, SOURCES.at(-1)!) + 1;
  const passes = Array.from({ length: size }, (_, flags) => {
    if (key === 'kind') return choices.includes(kindOf(flags));
    if (key === 'from') return choices.includes(sourceOf(flags));
    // Nobody listens to a comment, and nobody could.
    return kindOf(flags) === 'message' && choices.includes(isHeard(flags) ? 'yes' : 'no');
  });
  return (block, row) => passes[block.flags[row]!]!;
}

interface JsonReader {
  test(path: readonly Step[], test: (value: unknown) => boolean): RowTest;
  readonly tooLong: number;
}

/** Parses what can hold the path, and each row once for all paths. */
function createJsonReader(): JsonReader {
  let tooLong = 0;
  let parsed: { data: string; value: unknown } | undefined;
  const parse = (data: string): unknown => {
    if (parsed?.data === data) return parsed.value;
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      value = undefined;
    }
    parsed = { data, value };
    return value;
  };
  return {
    test(path, test) {
      const names = path.filter((step) => typeof step === 'string');
      const mayHold = (data: string): boolean => {
        // A name can be written with escapes: then it is not known beforehand.
        return names.every((name) => data.includes(name)) || data.includes('\\');
      };
      return (block: MessageBlock, row) => {
        const data = block.data[row]!;
        if (!/^\s*[[{]/.test(data) || !mayHold(data)) return false;
        if (data.length > MAX_JSON) {
          tooLong += 1;
          return false;
        }
        const value = parse(data);
        return value !== undefined && someAt(value, path, test);
      };
    },
    get tooLong() {
      return tooLong;
    },
  };
}
