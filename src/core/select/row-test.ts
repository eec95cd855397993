/** Whether one message passes a filter: the cheap steps first. */
import { kindOf, type RowKind } from '../model/message-block.ts';
import type { Capture } from '../model/types.ts';
import { createPatternSearch } from '../pattern/pattern-search.ts';
import { compileQuery } from '../query/compile-query.ts';
import type { DecodedRows } from '../query/decoded-rows.ts';
import { parseQuery } from '../query/parse-query.ts';
import { anywhere, sharedTest, type RowTest } from '../query/row-test.ts';
import { textMatcher } from '../query/word-test.ts';
import type { ConnectionId } from '../units.ts';
import type { Filter } from './filter.ts';

export interface FilterTest {
  test: RowTest;
  /** Rows that were looked at only in part, since more might have taken too long. */
  readonly cutShort: number;
}

/** All of a filter but `before`. Throws `SyntaxError` for a pattern that is no regular expression, and for a query with a mistake in it. */
export function rowTest(capture: Capture, filter: Filter, decoded?: DecodedRows): FilterTest {
  const { from = -Infinity, to = Infinity } = filter;
  const isWanted = connectionTest(capture, filter);
  const among = filter.among && new Set(filter.among);
  const isOfKind = filter.kinds && kindTest(filter.kinds);
  const types = filter.types && new Set(filter.types);
  const isOfType = types && sharedTest('types', (type) => types.has(type));
  const pattern = filter.pattern && createPatternSearch(filter.pattern);
  const query = filter.query === undefined ? undefined : queryTest(capture, filter, decoded);
  const finds: RowTest[] = [];
  if (query !== undefined) finds.push(query.test);
  if (filter.text !== undefined) finds.push(anywhere(textMatcher(filter.text)));
  if (pattern !== undefined) finds.push(anywhere(pattern.test));
  return {
    test(block, row) {
      if (among !== undefined && !among.has(block.first + row)) return false;
      if (isWanted !== undefined && !isWanted(block.connections[row]!)) return false;
      const at = block.times[row]!;
      if (at < from || at > to) return false;
      if (isOfKind !== undefined && !isOfKind[block.flags[row]!]) return false;
      if (isOfType !== undefined && !isOfType(block, row)) return false;
      for (const find of finds) if (!find(block, row)) return false;
      return true;
    },
    get cutShort() {
      return (pattern?.cutShort ?? 0) + (query?.cutShort ?? 0);
    },
  };
}

function queryTest(capture: Capture, { query = '', zone = 0, marked = [] }: Filter, decoded: DecodedRows | undefined): FilterTest {
  const { terms, fault } = parseQuery(query);
  if (fault !== null) throw new SyntaxError(`the query is wrong at ${fault.at.from}: ${fault.code}`);
  return compileQuery(terms, { capture, zone, marked: new Set(marked), decoded });
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
