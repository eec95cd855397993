/** Whether one message passes a filter: the cheap steps first. */
import type { Capture } from '../model/capture.ts';
import { kindOf, type MessageBlock, type RowKind } from '../model/message-block.ts';
import type { ConnectionId, MessageIndex } from '../units.ts';
import type { Filter } from './filter.ts';
import { patternMatcher, textMatcher, type TextTest } from './text-match.ts';

export type RowTest = (block: MessageBlock, row: number) => boolean;

/** All of a filter but `before`. Throws `SyntaxError` for a pattern that is no regular expression. */
export function rowTest(capture: Capture, filter: Filter): RowTest {
  const { from = -Infinity, to = Infinity } = filter;
  const isWanted = connectionTest(capture, filter);
  const among = filter.among && new Set(filter.among);
  const isOfKind = filter.kinds && kindTest(filter.kinds);
  const isOfType = filter.types && sharedTest('types', new Set(filter.types));
  const tests = [filter.text === undefined ? undefined : textMatcher(filter.text), filter.pattern && patternMatcher(filter.pattern)];
  const finds = tests.filter((test) => test !== undefined).map(rowFinder);
  return (block, row) => {
    if (among !== undefined && !among.has(block.first + row)) return false;
    if (isWanted !== undefined && !isWanted(block.connections[row]!)) return false;
    const at = block.times[row]!;
    if (at < from || at > to) return false;
    if (isOfKind !== undefined && !isOfKind[block.flags[row]!]) return false;
    if (isOfType !== undefined && !isOfType(block, row)) return false;
    return finds.every((find) => find(block, row));
  };
}

/** Whether flags are of one of the kinds. */
function kindTest(kinds: readonly RowKind[]): readonly boolean[] {
  return Array.from({ length: 256 }, (_, flags) => kinds.includes(kindOf(flags)));
}

/** By connection and frame. The frame of a connection never changes, so it is looked up once. */
function connectionTest(capture: Capture, { connections, frames }: Filter): ((id: ConnectionId) => boolean) | undefined {
  if (connections === undefined && frames === undefined) return undefined;
  const wanted = connections && new Set(connections);
  const inFrames = frames && new Set(frames);
  const known = new Map<ConnectionId, boolean>();
  return (id) => {
    let passes = known.get(id);
    if (passes === undefined) {
      const frame = capture.connections.get(id)?.connection.frameId;
      passes = (wanted?.has(id) ?? true) && (inFrames === undefined || (frame !== undefined && inFrames.has(frame)));
      known.set(id, passes);
    }
    return passes;
  };
}

/** In type, last event id or data. */
function rowFinder(contains: TextTest): RowTest {
  const inType = sharedTest('types', { has: contains });
  const inId = sharedTest('ids', { has: contains });
  return (block, row) => inType(block, row) || inId(block, row) || contains(block.data[row]!);
}

/** Types and ids are shared by many rows of a block, so each is tested once: 0 unknown, 1 no, 2 yes. */
function sharedTest(column: 'types' | 'ids', test: { has(value: string): boolean }): RowTest {
  const values = column === 'types' ? 'typeNames' : 'idValues';
  let known: MessageIndex = -1;
  let memo = new Uint8Array(0);
  return (block, row) => {
    // The newest block's tables still grow.
    if (known !== block.first || memo.length < block[values].length) {
      known = block.first;
      memo = new Uint8Array(block[values].length);
    }
    const place = block[column][row]!;
    if (memo[place] === 0) memo[place] = test.has(block[values][place]!) ? 2 : 1;
    return memo[place] === 2;
  };
}
