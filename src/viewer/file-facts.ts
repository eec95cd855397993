/** What the page is told of a file that was read: plain facts, and no word of them trusted further than text. */
import { heldMessages } from '../core/model/message-log.ts';
import type { FileHeader } from '../core/capture-file/format.ts';
import type { ImportFormatName } from '../core/import/sniff.ts';
import type { Bytes, EpochMs } from '../core/units.ts';
import type { FileLabel } from '../file-input/read-capture.ts';
import type { ReadCapture } from '../file-input/read-capture.ts';
import type { TextEncoding } from '../file-input/text-of-bytes.ts';

export interface FileFacts {
  name: string;
  size: Bytes;
  /** It is a recording of this browser, no file. */
  recording: boolean;
  /** Null: it is none that can be read. */
  format: ImportFormatName | null;
  header: FileHeader | null;
  /** Why reading ended early, without the line; `line` is 0 where there is none to name. */
  error: { line: number; message: string } | null;
  notes: string[];
  /** It was packed by gzip. */
  packed: boolean;
  encoding: TextEncoding;
  /** False: the file tells no times. */
  timesKnown: boolean;
  connections: number;
  messages: number;
  /** Messages that the recorder had dropped to stay within its limits, before the file was written. */
  dropped: number;
  /** The moment that is "now" in the file: of the last thing in it, else when it was last changed. */
  until: EpochMs;
}

export function factsOf({ name, size, lastModified, recording = false }: FileLabel, { imported, broken, isPacked, encoding }: ReadCapture): FileFacts {
  const { capture, format, header, error, notes, timesKnown } = imported;
  return {
    name,
    size,
    recording,
    format,
    header,
    // What the browser says comes first: a file that is cut off by it also looks cut to the reader.
    error: broken !== null ? { line: 0, message: broken } : error && { line: error.line, message: error.message.replace(/^line \d+: /, '') },
    notes,
    packed: isPacked,
    encoding,
    timesKnown,
    connections: capture.connections.size,
    messages: heldMessages(capture.log),
    dropped: capture.dropped,
    until: capture.to ?? lastModified,
  };
}

/** Whether there is anything to show: an error with nothing before it leaves only the error. */
export function isWorthShowing({ error, connections, messages }: FileFacts): boolean {
  return error === null || connections > 0 || messages > 0;
}
