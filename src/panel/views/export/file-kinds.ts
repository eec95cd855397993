/** The files that are made: their types, and their names. Pure. */
import type { ExportFormatName } from '../../../core/export/format-names.ts';
import type { EpochMs } from '../../../core/units.ts';

/** In the order in which they are offered. docs/export-formats.md says the same. */
export const FILE_KINDS: Readonly<Record<ExportFormatName, { extension: string; mediaType: string }>> = {
  ndjson: { extension: 'ndjson', mediaType: 'application/x-ndjson' },
  json: { extension: 'json', mediaType: 'application/json' },
  csv: { extension: 'csv', mediaType: 'text/csv;charset=utf-8;header=present' },
  har: { extension: 'har', mediaType: 'application/json' },
  sse: { extension: 'sse', mediaType: 'text/event-stream' },
};

export const FORMATS = Object.keys(FILE_KINDS) as ExportFormatName[];

/** Longer host names exist, but no file list shows them. */
const MAX_HOST = 60;

/** `shop.example-2026-01-15-120000.ndjson`, in local time. */
export function fileName(pageUrl: string, at: EpochMs, format: ExportFormatName): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
  return `${hostOf(pageUrl)}-${day}-${time}.${FILE_KINDS[format].extension}`;
}

/** Nothing that a file system could take for more than a name. */
function hostOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return (
    host
      .replaceAll(/[^\w.-]/g, '')
      .replace(/^[.-]+/, '')
      .slice(0, MAX_HOST) || 'event-streams'
  );
}
