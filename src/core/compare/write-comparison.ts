/** A comparison as text: NDJSON for programs, a table of Markdown for people. */
import { isoTime } from '../export/iso-time.ts';
import { REDACT } from '../export/redact.ts';
import type { Comparison, CompareKind, CompareRow } from './compare.ts';
import type { JoinBy } from './number-keys.ts';
import type { CompareMessage, CompareSide } from './side.ts';

export interface WrittenComparison {
  comparison: Comparison;
  kinds: ReadonlySet<CompareKind>;
  by: JoinBy;
  left: { name: string; side: CompareSide };
  right: { name: string; side: CompareSide };
}

/** Rows between two looks at the clock. */
const STEP = 1000;
/** Rows of a table at most: more nobody reads, and no renderer shows. */
const MAX_TABLE = 1000;
/** Code units of data in a cell. */
const CELL = 80;

/** Yields pieces of text. The first line says what was compared, each other line is a row: its kind, and the message of each side. */
export function* comparisonNdjson({ comparison, kinds, by, left, right }: WrittenComparison): Generator<string, void, void> {
  yield `${JSON.stringify({ format: 'ssescope-comparison', version: 1, by, names: { left: REDACT.text(left.name), right: REDACT.text(right.name) }, ...comparison.sums })}\n`;
  const rows = comparison.rows(kinds);
  let text = '';
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows.row(n);
    text += `${JSON.stringify({ kind: row.kind, drift: row.drift, differs: row.differs || undefined, left: told(left.side, row.left), right: told(right.side, row.right) })}\n`;
    if (n % STEP !== STEP - 1) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The sums, and the rows that only one side had or that differ; at most `MAX_TABLE`, which is said. */
export function comparisonMarkdown({ comparison, kinds, by, left, right }: WrittenComparison): string {
  const { sums } = comparison;
  const rows = comparison.rows(kinds);
  const shown = Math.min(rows.length, MAX_TABLE);
  const lines = [
    `# ${escape(REDACT.text(left.name))} | ${escape(REDACT.text(right.name))}`.replace(' | ', ' / '),
    '',
    `joined by ${by}: ${sums.counts.both} in both (${sums.differing} differ), ${sums.counts.left} only left, ${sums.counts.right} only right, ${sums.counts.twice} twice`,
    ...(sums.drift === undefined ? [] : ['', `drift: median ${ms(sums.drift.median)}, from ${ms(sums.drift.least)} to ${ms(sums.drift.most)}`]),
    '',
    '| kind | left | right | drift | type | id | data |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Array.from({ length: shown }, (_, n) => tableRow(rows.row(n), left.side, right.side)),
    ...(shown < rows.length ? ['', `${rows.length - shown} rows more are left out.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function tableRow({ kind, left, right, drift, differs }: CompareRow, ofLeft: CompareSide, ofRight: CompareSide): string {
  const a = left >= 0 ? ofLeft.message(left) : undefined;
  const b = right >= 0 ? ofRight.message(right) : undefined;
  const { type, id, data } = (a ?? b)!;
  const cells = [differs ? 'differs' : kind, a && isoTime(a.at), b && isoTime(b.at), drift === undefined ? '' : ms(drift), type, id, data.slice(0, CELL)];
  return `| ${cells.map((cell) => escape(cell ?? '')).join(' | ')} |`;
}

function told(side: CompareSide, n: number): CompareMessage | undefined {
  return n < 0 ? undefined : side.message(n);
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** Nothing of a message becomes markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#&]/g, (sign) => `\\${sign}`).replace(/[\r\n\t]+/g, ' ');
}
