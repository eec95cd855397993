/**
 * All formats of a file, in the order in which they are offered, by the names that the command line takes. docs/export-formats.md says what each
 * holds and loses.
 */
import { csv } from './formats/csv.ts';
import { decoded } from './formats/decoded.ts';
import { har } from './formats/har.ts';
import { json } from './formats/json.ts';
import { msw } from './formats/msw.ts';
import { ndjson } from './formats/ndjson.ts';
import { nodeTest } from './formats/node-test.ts';
import { playwright } from './formats/playwright.ts';
import { sse } from './formats/sse.ts';
import type { ExportFormat } from './job.ts';

export const EXPORT_FORMATS = { ndjson, json, csv, har, sse, decoded, msw, playwright, 'node-test': nodeTest } as const satisfies Record<string, ExportFormat>;

/** Of each, as a format may be: also what the present ones lack. */
export const formatOf = (name: ExportFormatName): ExportFormat => EXPORT_FORMATS[name];

export type ExportFormatName = keyof typeof EXPORT_FORMATS;

export const EXPORT_FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as ExportFormatName[];

export function isExportFormatName(value: unknown): value is ExportFormatName {
  return typeof value === 'string' && Object.hasOwn(EXPORT_FORMATS, value);
}
