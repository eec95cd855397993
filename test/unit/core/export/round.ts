/** Export and import as one call each, for tests. */
import { exportPieces } from '../../../../src/core/export/export-file.ts';
import { EXPORT_FORMAT_NAMES, type ExportFormatName } from '../../../../src/core/export/formats.ts';
import type { ExportMeta } from '../../../../src/core/export/job.ts';
import { createImport, type Imported, type ImportOptions } from '../../../../src/core/import/create-import.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { EPOCH } from '../drawing.ts';

/** The formats that hold rows: `decoded` has what they mean, and nothing of streams without a protocol (decoded.test.ts); of tests the second file has them (test/unit/cli/exported-tests.test.ts). */
const WITHOUT_ROWS: readonly ExportFormatName[] = ['decoded', 'msw', 'playwright', 'node-test'];
export const ROW_FORMATS = EXPORT_FORMAT_NAMES.filter((name) => !WITHOUT_ROWS.includes(name));

export const META: ExportMeta = {
  page: { url: 'https://page.test/', title: 'Page' },
  generator: 'SSE Scope 0.1.0',
  browser: 'Chromium 156.0.1',
  createdAt: EPOCH,
};

export function exportText(capture: Capture, format: ExportFormatName, more: Partial<Parameters<typeof exportPieces>[1]> = {}): string {
  let text = '';
  for (const piece of exportPieces(capture, { format, meta: META, redact: false, ...more })) text += piece.text;
  return text;
}

export function importText(text: string, options: Partial<ImportOptions> & { size?: number } = {}): Imported {
  const { size = text.length, ...rest } = options;
  const reader = createImport({ name: 'file', at: EPOCH, ...rest });
  for (let at = 0; at < text.length; at += Math.max(1, size)) reader.push(text.slice(at, at + Math.max(1, size)));
  return reader.end();
}

/** What is needed to write the header of an imported file again. */
export function metaOf({ header }: Imported): ExportMeta {
  if (header === null) throw new Error('the file has no header');
  const { page, generator, browser, createdAt, redacted, filtered } = header;
  return { page, generator, browser, createdAt: Date.parse(createdAt), redacted, filtered };
}

/** Export of an import. Fails when the import had an error. */
export function again(text: string, format: ExportFormatName, more: Partial<Parameters<typeof exportPieces>[1]> = {}): string {
  const imported = importText(text);
  if (imported.error !== null) throw new Error(imported.error.message);
  return exportText(imported.capture, format, { meta: metaOf(imported), ...more });
}

interface Line {
  kind: string;
  connection: number;
  seq?: number;
  before?: number;
}

/**
 * A capture file with rows that were learnt late, as they were written once, as it comes out: each of them stands where its `before` says, behind what
 * had been learnt by then, and the numbers of its connection count up.
 */
export function inWireOrder(ndjson: string): string {
  const isRow = ({ kind }: Line): boolean => kind === 'message' || kind === 'comment' || kind === 'retry';
  const [header, ...rest] = ndjson.trimEnd().split('\n');
  let lines: Line[] = [];
  for (const line of rest.map((text) => JSON.parse(text) as Line)) {
    const { before, ...row } = line;
    const place = before === undefined ? -1 : lines.findIndex((one) => isRow(one) && one.connection === line.connection && one.seq === before);
    if (place < 0) lines.push(row);
    else {
      const behind = lines.slice(place);
      lines = [...lines.slice(0, place), ...behind.filter((one) => !isRow(one)), row, ...behind.filter(isRow)];
    }
  }
  const numbers = new Map<string, number>();
  for (const id of new Set(lines.map(({ connection }) => connection))) {
    const seqs = lines.filter((line) => isRow(line) && line.connection === id && line.seq !== undefined).map(({ seq }) => seq!);
    const ascending = seqs.toSorted((a, b) => a - b);
    for (const [n, seq] of seqs.entries()) numbers.set(`${id} ${seq}`, ascending[n]!);
  }
  const numbered = lines.map((line) => (line.seq === undefined ? line : { ...line, seq: numbers.get(`${line.connection} ${line.seq}`) ?? line.seq }));
  return [header!, ...numbered.map((line) => JSON.stringify(line)), ''].join('\n');
}
