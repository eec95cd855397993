/** All formats of a file, by the name that the command line takes. docs/export-formats.md says what each holds and loses. */
import { csv } from './csv.ts';
import { har } from './har.ts';
import type { ExportFormat } from './job.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { sse } from './sse.ts';

export const EXPORT_FORMATS = { ndjson, json, csv, har, sse } as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;

export const EXPORT_FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as ExportFormatName[];

export function isExportFormatName(value: unknown): value is ExportFormatName {
  return typeof value === 'string' && Object.hasOwn(EXPORT_FORMATS, value);
}
