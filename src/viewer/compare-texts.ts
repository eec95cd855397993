/** The words of comparisons: each text stands in `_locales`, under the key that is named here. */
import type { CompareKind, CompareSums } from '../core/compare/compare.ts';
import { formatClock, formatOffset } from '../panel/parts/format-time.ts';
import { sayNumber, t } from '../words/t.ts';
import { sayUnit } from '../words/times.ts';

export const compareTexts = {
  title: t('compare.title'),
  mark: t('compare.mark'),
  left: t('compare.left'),
  right: t('compare.right'),
  allConnections: t('compare.allConnections'),
  connection: (id: number, url: string) => t('compare.connection', { id: String(id), url }),
  connectionOf: (name: string) => t('compare.connectionOf', { name }),
  by: t('compare.by'),
  joins: { id: t('compare.joins.id'), content: t('compare.joins.content') },
  kinds: t('compare.kinds'),
  kindNames: {
    both: t('compare.kindNames.both'),
    left: t('compare.kindNames.left'),
    right: t('compare.kindNames.right'),
    twice: t('compare.kindNames.twice'),
  } satisfies Record<CompareKind, string>,
  kindCount: (name: string, count: number) => t('compare.kindCount', { name, count }),
  differs: t('compare.differs'),
  sums: ({ left, right, differing, drift }: CompareSums) =>
    [
      t('compare.sums', { left, right }),
      ...(differing > 0 ? [t('compare.differing', { count: differing })] : []),
      ...(drift === undefined
        ? []
        : [t('compare.driftSums', { median: sayUnit(drift.median, 'ms', 1), least: sayUnit(drift.least, 'ms', 1), most: sayUnit(drift.most, 'ms', 1) })]),
    ].join(' '),
  reading: (name: string) => t('readingFile', { name }),
  comparing: t('compare.comparing'),
  writing: t('compare.writing'),
  failed: (reason: string) => t('compare.failed', { reason }),
  damaged: (name: string, reason: string) => t('compare.damaged', { name, reason }),
  save: (format: string) => t('compare.save', { format }),
  list: t('compare.list'),
  columns: {
    kind: t('compare.columns.kind'),
    left: t('compare.columns.left'),
    right: t('compare.columns.right'),
    drift: t('compare.columns.drift'),
    type: t('type'),
    id: t('id'),
    data: t('data'),
  },
  edge: (column: string) => t('compare.edge', { column }),
  newRows: (count: number) => t('compare.newRows', { count }),
  none: t('compare.none'),
  noneWords: t('compare.noneWords'),
  clock: (at: number) => formatClock(at),
  drift: (ms: number) => (Math.abs(ms) < 1000 ? sayUnit(ms, 'ms', 1) : formatOffset(ms)),
  count: (count: number) => sayNumber(count),
};
