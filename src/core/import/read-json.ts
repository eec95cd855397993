/** Our JSON document: the fields of the header, then `records`. */
import { checkRecord } from '../capture-file/check-record.ts';
import type { KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { readHeader } from '../capture-file/read-file.ts';
import { ImportError } from './import-error.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { createJsonWalk } from './json-walk.ts';
import type { ImportLimits } from './limits.ts';

export function readJson(sink: ImportSink, limits: ImportLimits): ImportReader {
  // Without a prototype: `__proto__` is a name like any other.
  const header = Object.create(null) as Record<string, unknown>;
  let isHeaderRead = false;

  const takeHeader = (line: number): void => {
    if (isHeaderRead) return;
    isHeaderRead = true;
    sink.header(
      readHeader(header, (reason) => {
        throw new ImportError(line, reason);
      }),
    );
  };

  const walk = createJsonWalk(
    {
      wish: (path) => (path.length === 0 || (path.length === 1 && path[0] === 'records') ? 'enter' : 'value'),
      value(path, value, line) {
        if (path.length === 2 && path[1] === '*') {
          takeHeader(line);
          takeRecord(sink, value, line);
        } else if (path.length === 1 && path[0] !== 'records') header[path[0]!] = value;
        else throw new ImportError(line, '`records` must be a list');
      },
    },
    limits,
  );

  return {
    push: (text) => walk.push(text),
    end() {
      walk.end();
      takeHeader(1);
    },
  };
}

/** Hands out `value` when it is a record. */
export function takeRecord(sink: ImportSink, value: unknown, line: number): void {
  const wrong = checkRecord(value);
  if (wrong !== null) throw new ImportError(line, wrong);
  // The guard has passed it, as a kind that is known or as one that is kept.
  sink.record(value as KnownRecord | UnknownRecord, line);
}
