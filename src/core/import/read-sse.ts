/** A raw event stream: one connection with one attempt. It tells no times, so all that is in it gets the time that is handed in. */
import { FORMAT, VERSION } from '../capture-file/format.ts';
import { OWN_COMMENT } from '../export/sse.ts';
import { isoTime } from '../export/iso-time.ts';
import { describeOddity, type Oddity } from '../parse/report.ts';
import { createStreamParser } from '../parse/stream-parser.ts';
import type { EpochMs } from '../units.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';

export interface StreamFacts {
  /** What the stream is called: the name of its file. */
  name: string;
  at: EpochMs;
  /** Told of each oddity, with its line. */
  note(text: string): void;
}

export function readSse(sink: ImportSink, { name, at, note }: StreamFacts): ImportReader {
  const of = { connection: 1, attempt: 1, at, from: 'wire' } as const;
  let seq = 0;
  const parser = createStreamParser({
    message: ({ type, data, lastEventId, line }) => sink.record({ kind: 'message', ...of, seq: seq++, type, lastEventId, data, heard: true }, line),
    comment: (text, { line }) => text.startsWith(OWN_COMMENT) || sink.record({ kind: 'comment', ...of, seq: seq++, text }, line),
    retry: (ms, { line }) => sink.record({ kind: 'retry', ...of, seq: seq++, ms }, line),
    oddity: (oddity: Oddity) => note(`Line ${oddity.line}: ${describeOddity(oddity)}`),
  });
  const begin = (): void => {
    sink.header({ format: FORMAT, version: VERSION, createdAt: isoTime(at), generator: '', browser: '', page: { url: '', title: name } });
    sink.record(
      { kind: 'connection', id: 1, api: 'eventsource', context: 'page', url: name, withCredentials: false, createdAt: at, frameUrl: '', heardTypes: [] },
      1,
    );
    sink.record({ kind: 'attempt', connection: 1, n: 1, startedAt: at, openedAt: at, endedAt: at, outcome: 'ended' }, 1);
    sink.record({ kind: 'state', connection: 1, at, readyState: 2, by: 'page' }, 1);
  };
  let begun = false;
  return {
    push(text) {
      if (!begun) begin();
      begun = true;
      parser.push(text);
    },
    end: () => parser.end(),
  };
}
