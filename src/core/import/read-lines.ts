/** A stream of lines as text, each a message: JSON lines (NDJSON), or JSON after a code and a colon (the data stream of AI SDK 4). */
import { FORMAT, VERSION } from '../capture-file/format.ts';
import { isoTime } from '../export/iso-time.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { createStreamRecords, type StreamFacts } from './stream-records.ts';

/** Lines at the begin that are looked at. */
const LOOKED_AT = 20;

/** Whether a text that begins so is one: each of its first lines is a JSON object, or each is a code of one character, a colon and JSON. */
export function isLines(head: string, isWhole: boolean): boolean {
  const lines = head.split('\n', LOOKED_AT + 1);
  // The last one may go on, or was cut with the stream.
  if (!isWhole || lines.length > 1) lines.pop();
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  return filled.length > 0 && (filled.every(isJsonObject) || filled.every((line) => /^[0-9a-z]:/.test(line) && parses(line.slice(2))));
}

function isJsonObject(line: string): boolean {
  return line.startsWith('{') && parses(line);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function readLines(sink: ImportSink, facts: StreamFacts): ImportReader {
  const stream = createStreamRecords(sink, { ...facts, format: 'ndjson' }, { newest: 0 });
  let begun = false;
  return {
    push(text) {
      if (!begun) {
        begun = true;
        sink.header({ format: FORMAT, version: VERSION, createdAt: isoTime(facts.at), generator: '', browser: '', page: { url: '', title: facts.name } });
        stream.begin(facts.at, undefined, 1);
      }
      stream.text(text);
    },
    end: () => stream.end(facts.at),
  };
}
