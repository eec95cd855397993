/** All formats of a file, by the name that the command line takes. docs/export-formats.md says what each holds and loses. */
import { csv } from './csv.ts';
import type { ExportFormatName } from './format-names.ts';
import { har } from './har.ts';
import type { ExportFormat } from './job.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { sse } from './sse.ts';

export const EXPORT_FORMATS = { ndjson, json, csv, har, sse } as const satisfies Record<ExportFormatName, ExportFormat>;
