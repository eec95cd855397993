/** What files are called. Pure. */
import { formatOf, type ExportFormatName } from '../../../core/export/formats.ts';
import type { EpochMs } from '../../../core/units.ts';

/** Longer host names exist, but no file list shows them. */
const MAX_HOST = 60;

/** `shop.example-2026-01-15-120000.ndjson`, in local time; and the second file of a format that has one. */
export function fileNames(pageUrl: string, at: EpochMs, format: ExportFormatName): { name: string; beside?: string } {
  const { extension, beside } = formatOf(format);
  const stem = fileStem(pageUrl, at);
  return { name: `${stem}.${extension}`, ...(beside && { beside: `${stem}.${beside.extension}` }) };
}

function fileStem(pageUrl: string, at: EpochMs): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
  return `${hostOf(pageUrl)}-${day}-${time}`;
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
