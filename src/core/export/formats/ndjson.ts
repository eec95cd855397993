/** The capture file: see docs/capture-file.md. */
import { writeLine } from '../../capture-file/write-records.ts';
import { fileHeader } from '../file-header.ts';
import { findingRecords } from '../finding-records.ts';
import type { ExportFormat } from '../job.ts';
import { rawRecords } from '../raw-bytes.ts';
import { allRecords } from '../walk.ts';

export const ndjson = {
  label: 'NDJSON',
  hint: 'The capture file: loses nothing, can be opened again',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  lossless: true,
  *write(job) {
    yield writeLine(fileHeader(job));
    yield* allRecords(job, writeLine);
    yield* findingRecords(job, writeLine);
    yield* rawRecords(job, writeLine);
  },
} as const satisfies ExportFormat;
