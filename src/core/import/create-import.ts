/** Makes a capture of a file: tells its format, reads it in chunks however they are cut, and keeps what was read when it turns out damaged. */
import { CaptureFileError, createFileReader } from '../capture-file/read-file.ts';
import type { FileHeader } from '../capture-file/format.ts';
import { createCapture } from '../model/capture.ts';
import { createRestorer } from '../model/restore.ts';
import type { Capture } from '../model/types.ts';
import { assertExhaustive, type Bytes, type CodeUnits, type EpochMs } from '../units.ts';
import { ImportError } from './import-error.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { IMPORT_LIMITS, type ImportLimits } from './limits.ts';
import { readHar } from './read-har.ts';
import { readJson } from './read-json.ts';
import { readLines } from './read-lines.ts';
import { readStream } from './read-stream.ts';
import { createRecordDoor } from './restore-record.ts';
import { sniff, SNIFF_LENGTH, type ImportFormatName } from './sniff.ts';

/** Remarks on one file: more are not for people to read. */
const MAX_NOTES = 200;

export interface ImportOptions {
  /** Name of the file. */
  name: string;
  /** When it was last changed: the time of what tells no time of its own. */
  at: EpochMs;
  limits?: ImportLimits;
}

export interface Imported {
  capture: Capture;
  /** Null: it could not be told, or nothing was there. */
  format: ImportFormatName | null;
  header: FileHeader | null;
  /** Why reading ended early. What stands before is in the capture. */
  error: { line: number; message: string } | null;
  /** What is odd, and what was left out, in words for people. */
  notes: string[];
  /** False for raw streams: all times are that of the file. */
  timesKnown: boolean;
}

export interface Import {
  push(text: string): void;
  /** Reading has failed: nothing more needs to be pushed. */
  readonly failed: boolean;
  end(): Imported;
}

export function createImport({ name, at, limits = IMPORT_LIMITS }: ImportOptions): Import {
  const capture = createCapture({ limits: { messages: limits.messages, dataLength: limits.length, attempts: limits.records } });
  const restorer = createRestorer(capture);
  const imported: Imported = { capture, format: null, header: null, error: null, notes: [], timesKnown: true };
  let head = '';
  /** The head is looked at when it has grown to this: each time twice as long, so looking costs no more than reading. */
  let lookAt = 1;
  let length: CodeUnits = 0;
  let records = 0;
  let rawHeld: Bytes = 0;
  let isRawFull = false;
  let reader: ImportReader | undefined;

  const note = (text: string): void => {
    if (imported.notes.length < MAX_NOTES) imported.notes.push(text);
    else if (imported.notes.length === MAX_NOTES) imported.notes.push('More remarks were left out.');
  };
  const takeRaw = (size: Bytes): boolean => {
    const isRoom = rawHeld + size <= limits.raw;
    if (isRoom) rawHeld += size;
    else if (!isRawFull) {
      isRawFull = true;
      note(`Raw text beyond ${limits.raw} bytes is not kept; the messages in it are.`);
    }
    return isRoom;
  };
  const door = createRecordDoor(restorer, limits, note);

  const sink: ImportSink = {
    header(header) {
      imported.header = header;
    },
    record(record, line) {
      const isRow = record.kind === 'message' || record.kind === 'comment' || record.kind === 'retry';
      if (isRow && capture.log.next >= limits.messages) throw new ImportError(line, `the file holds more than ${limits.messages} messages`);
      if (!isRow && (records += 1) > limits.records) throw new ImportError(line, `the file holds more than ${limits.records} records beside its messages`);
      const wrong = door.put(record);
      if (wrong !== null) throw new ImportError(line, wrong);
    },
  };

  const readerOf = (format: ImportFormatName): ImportReader => {
    switch (format) {
      case 'ndjson':
        return readNdjson(sink);
      case 'json':
        return readJson(sink, limits);
      case 'har':
        return readHar(sink, limits, { at, note, takeRaw });
      case 'sse':
        imported.timesKnown = false;
        return readStream(sink, { name, at, note, takeRaw, maxLine: limits.value, timed: () => (imported.timesKnown = true) });
      case 'lines':
        imported.timesKnown = false;
        return readLines(sink, { name, at, note, takeRaw });
      default:
        return assertExhaustive(format);
    }
  };

  /** Runs a step of reading; the first error stays. */
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof ImportError) && !(error instanceof CaptureFileError)) throw error;
      imported.error ??= { line: error.line, message: error.message };
    }
  };

  const open = (isWhole: boolean): void => {
    if (!isWhole && head.length < lookAt) return;
    lookAt = head.length * 2;
    const format = sniff(head.slice(0, SNIFF_LENGTH), name, isWhole);
    if (format === undefined) return;
    const text = head;
    head = '';
    if (format === null) {
      const what = /\S/.test(text) ? 'none of the files that can be read' : 'the file is empty';
      throw new ImportError(
        1,
        `${what}; expected a capture file (.ndjson), JSON or HAR of one, a HAR of Chromium, an event stream (.sse), or JSON lines (.ndjson)`,
      );
    }
    imported.format = format;
    reader = readerOf(format);
    // RFC 8259, section 8.1: readers of JSON "MAY ignore the presence of a byte order mark". The parser of streams takes care of its own.
    reader.push(format === 'sse' ? text : text.replace(/^\ufeff/, ''));
  };

  return {
    get failed() {
      return imported.error !== null;
    },
    push(text) {
      if (imported.error !== null) return;
      attempt(() => {
        length += text.length;
        if (length > limits.length) throw new ImportError(0, `the file is longer than ${limits.length} characters`);
        if (reader !== undefined) reader.push(text);
        else {
          head += text;
          open(false);
        }
      });
    },
    end() {
      if (reader === undefined && imported.error === null) attempt(() => open(true));
      // Also after an error: what is held back until its order is known is handed out.
      if (reader !== undefined && (imported.error === null || imported.format === 'har')) attempt(() => reader!.end());
      restorer.finish();
      return imported;
    },
  };
}

/** The capture file. */
function readNdjson(sink: ImportSink): ImportReader {
  let line = 1;
  return createFileReader({
    header: (header) => sink.header(header),
    record(record) {
      line += 1;
      sink.record(record, line);
    },
  });
}
