/** Reads the bytes of a stream into what stands in it, piece by piece; after a hole it takes up again where the next block begins. */
import { createUtf8Decoder } from '../bytes/utf8.ts';
import type { Milliseconds } from '../units.ts';
import { createBlockFinder } from './block-finder.ts';
import type { Dialect } from './dialect.ts';
import { createRecordReader } from './record-reader.ts';
import { createStreamParser } from './stream-parser.ts';

/** What stands in a stream: a message, a comment (`data`: its text), or a retry (`data`: its digits). */
export interface StreamRow {
  kind: 'message' | 'comment' | 'retry';
  /** '' of a comment and of a retry. */
  type: string;
  lastEventId: string;
  data: string;
}

export interface ByteReaderOptions {
  format: 'event-stream' | 'ndjson' | 'json-seq';
  dialect: Dialect;
  /** The last event id at the start. */
  lastEventId: string;
  tell(row: StreamRow): void;
  /** A valid retry. */
  retry(ms: Milliseconds): void;
}

export interface ByteReader {
  push(bytes: Uint8Array): void;
  /** Bytes are missing before the next ones: what was begun is dropped, and what is next belongs to a block that nobody knows the begin of. */
  tear(): void;
  /** `clean`: nothing was cut off. */
  end(clean?: boolean): void;
}

interface TextReader {
  push(text: string): void;
  end(clean?: boolean): void;
  readonly lastEventId: string;
}

export function createByteReader({ format, dialect, lastEventId, tell, retry }: ByteReaderOptions): ByteReader {
  const begin = (id: string): TextReader => {
    if (format !== 'event-stream') return createRecordReader(format, (data) => tell({ kind: 'message', type: 'message', lastEventId: '', data }));
    return createStreamParser(
      {
        message: ({ type, lastEventId: idOfMessage, data }) => tell({ kind: 'message', type, lastEventId: idOfMessage, data }),
        comment: (data) => tell({ kind: 'comment', type: '', lastEventId: '', data }),
        retry: (ms, _place, digits) => {
          tell({ kind: 'retry', type: '', lastEventId: '', data: digits });
          retry(ms);
        },
      },
      { lastEventId: id, dialect },
    );
  };
  let reader = begin(lastEventId);
  let decode = createUtf8Decoder();
  let finder: ReturnType<typeof createBlockFinder> | undefined;

  return {
    push(bytes) {
      let rest = bytes;
      if (finder !== undefined) {
        const from = finder.find(bytes);
        if (from < 0) return;
        finder = undefined;
        rest = bytes.subarray(from);
      }
      reader.push(decode(rest));
    },
    tear() {
      reader = begin(reader.lastEventId);
      decode = createUtf8Decoder();
      finder = createBlockFinder(format);
    },
    end(clean) {
      if (finder !== undefined) return;
      reader.push(decode());
      reader.end(clean);
    },
  };
}
