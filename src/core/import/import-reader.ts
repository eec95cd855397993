/** What a format has to be able to do: take text however it is cut, and hand out a header and records. */
import type { FileHeader, KnownRecord, UnknownRecord } from '../capture-file/format.ts';

export interface ImportSink {
  header(header: FileHeader): void;
  /** A record that a guard has passed. `line`: where it stands, for errors; 0 when it is made of several. Throws `ImportError`. */
  record(record: KnownRecord | UnknownRecord, line: number): void;
}

export interface ImportReader {
  /** Throws `ImportError` or `CaptureFileError`; nothing may be pushed after. */
  push(text: string): void;
  /** The file is at its end, or could not be read any further: hands out what is held back. Throws when the end came too soon. */
  end(): void;
}
