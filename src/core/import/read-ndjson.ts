/** The capture file. */
import { createFileReader } from '../capture-file/read-file.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';

export function readNdjson(sink: ImportSink): ImportReader {
  let line = 1;
  return createFileReader({
    header: (header) => sink.header(header),
    record(record) {
      line += 1;
      sink.record(record, line);
    },
  });
}
