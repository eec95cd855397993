/**
 * The capture file as one JSON document: the fields of the header, and `records`, one on each line.
 *
 *     {"format":"ssescope","version":1,…,"records":[
 *     {"kind":"connection",…},
 *     {"kind":"message",…}
 *     ]}
 */
import { fileHeader } from '../file-header.ts';
import { findingRecords } from '../finding-records.ts';
import { listItems } from '../list-items.ts';
import type { ExportFormat } from '../job.ts';
import { rawRecords } from '../raw-bytes.ts';
import { allRecords } from '../walk.ts';

export const json = {
  label: 'JSON',
  hint: 'The same as one document',
  extension: 'json',
  mediaType: 'application/json',
  lossless: true,
  *write(job) {
    const item = listItems();
    yield `${JSON.stringify(fileHeader(job)).slice(0, -1)},"records":[`;
    yield* allRecords(job, item);
    yield* findingRecords(job, item);
    yield* rawRecords(job, item);
    yield '\n]}\n';
  },
} as const satisfies ExportFormat;
