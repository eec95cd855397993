/** The words of comparisons: each text stands in `_locales`, under the key that is named here. */
import type { CompareKind, CompareSums } from '../core/compare/compare.ts';
import { formatClock, formatOffset } from '../panel/parts/format-time.ts';
import { say, sayCount, sayNumber } from '../words/say.ts';
import { sayUnit } from '../words/times.ts';

export const compareTexts = {
  title: say('compare_title'),
  mark: say('compare_mark'),
  left: say('compare_left'),
  right: say('compare_right'),
  allConnections: say('compare_allConnections'),
  connection: (id: number, url: string) => say('compare_connection', String(id), url),
  connectionOf: (name: string) => say('compare_connectionOf', name),
  by: say('compare_by'),
  joins: { id: say('compare_byId'), content: say('compare_byContent') },
  kinds: say('compare_kinds'),
  kindNames: {
    both: say('compare_both'),
    left: say('compare_onlyLeft'),
    right: say('compare_onlyRight'),
    twice: say('compare_twice'),
  } satisfies Record<CompareKind, string>,
  kindCount: (name: string, count: number) => say('compare_kindCount', name, count),
  differs: say('compare_differs'),
  sums: ({ left, right, differing, drift }: CompareSums) =>
    [
      say('compare_sums', left, right),
      ...(differing > 0 ? [sayCount('compare_differing', differing)] : []),
      ...(drift === undefined ? [] : [say('compare_driftSums', sayUnit(drift.median, 'ms', 1), sayUnit(drift.least, 'ms', 1), sayUnit(drift.most, 'ms', 1))]),
    ].join(' '),
  reading: (name: string) => say('compare_reading', name),
  comparing: say('compare_comparing'),
  writing: say('compare_writing'),
  failed: (reason: string) => say('compare_failed', reason),
  damaged: (name: string, reason: string) => say('compare_damaged', name, reason),
  save: (format: string) => say('compare_save', format),
  list: say('compare_list'),
  columns: {
    kind: say('compare_columnKind'),
    left: say('compare_columnLeft'),
    right: say('compare_columnRight'),
    drift: say('compare_columnDrift'),
    type: say('compare_columnType'),
    id: say('compare_columnId'),
    data: say('compare_columnData'),
  },
  edge: (column: string) => say('compare_edge', column),
  newRows: (count: number) => say('compare_new', count),
  none: say('compare_none'),
  noneWords: say('compare_noneWords'),
  clock: (at: number) => formatClock(at),
  drift: (ms: number) => (Math.abs(ms) < 1000 ? sayUnit(ms, 'ms', 1) : formatOffset(ms)),
  count: (count: number) => sayNumber(count),
};
