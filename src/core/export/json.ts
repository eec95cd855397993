/**
 * The capture file as one JSON document: the fields of the header, and `records`, one on each line.
 *
 *     {"format":"ssescope","version":1,…,"records":[
 *     {"kind":"connection",…},
 *     {"kind":"message",…}
 *     ]}
 */
import { fileHeader } from './file-header.ts';
import { writeFindings } from './finding-records.ts';
import type { ExportFormat } from './job.ts';
import type { KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { writeRawRecords } from './raw-bytes.ts';
import { walkRecords } from './walk.ts';

export const json: ExportFormat = {
  label: 'JSON',
  extension: 'json',
  mediaType: 'application/json',
  lossless: true,
  write(job, at, out) {
    if (at.part === 0) {
      out.add(`${JSON.stringify(fileHeader(job)).slice(0, -1)},"records":[`);
      at.part = 1;
    }
    const add = (record: KnownRecord | UnknownRecord): void => {
      out.add(`${at.items === 0 ? '\n' : ',\n'}${JSON.stringify(record)}`);
      at.items += 1;
    };
    if (at.part === 1) {
      if (!walkRecords(job, at, out, add)) return false;
      at.part = 2;
    }
    if (at.part === 2) {
      if (!writeFindings(job, at, add)) return false;
      at.part = 3;
    }
    const finished = writeRawRecords(job, at, out, add);
    if (finished) out.add('\n]}\n');
    return finished;
  },
};
