/** The capture file: see docs/capture-file.md. */
import { writeLine } from '../capture-file/write-records.ts';
import { fileHeader } from './file-header.ts';
import { writeFindings } from './finding-records.ts';
import type { ExportFormat } from './job.ts';
import { writeRawRecords } from './raw-bytes.ts';
import { walkRecords } from './walk.ts';

/** Parts of the file: the header, the records as they were learnt, what was found in them, the texts of the attempts. */
const HEADER = 0;
const RECORDS = 1;
const FINDINGS = 2;
const TEXTS = 3;

export const ndjson: ExportFormat = {
  label: 'NDJSON (capture file)',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  lossless: true,
  write(job, at, out) {
    if (at.part === HEADER) {
      out.add(writeLine(fileHeader(job)));
      at.part = RECORDS;
    }
    if (at.part === RECORDS) {
      if (!walkRecords(job, at, out, (record) => out.add(writeLine(record)))) return false;
      at.part = FINDINGS;
    }
    if (at.part === FINDINGS) {
      if (!writeFindings(job, at, (record) => out.add(writeLine(record)))) return false;
      at.part = TEXTS;
    }
    return writeRawRecords(job, at, out, (record) => out.add(writeLine(record)));
  },
};
