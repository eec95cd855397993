/** The capture file: see docs/capture-file.md. */
import { writeLine } from '../capture-file/write-records.ts';
import { fileHeader } from './file-header.ts';
import type { ExportFormat } from './job.ts';
import { walkRecords } from './walk.ts';

export const ndjson: ExportFormat = {
  label: 'NDJSON (capture file)',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  lossless: true,
  write(job, at, out) {
    if (at.part === 0) {
      out.add(writeLine(fileHeader(job)));
      at.part = 1;
    }
    return walkRecords(job, at, out, (record) => out.add(writeLine(record)));
  },
};
