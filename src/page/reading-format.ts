/** Which responses are streams that we read along: by their content type. */
import { indexOf, slice } from './pristine.ts';
import { lower, trim } from './pristine-reading.ts';

/** Numbers as in `READING_FORMATS`. */
const formats: Record<string, 0 | 1 | 2 | undefined> = {
  __proto__: null as never,
  'text/event-stream': 0,
  'application/x-ndjson': 1,
  'application/jsonl': 1,
  'application/stream+json': 1,
  'application/json-seq': 2,
};

/** [spec: mimesniff] The essence of a type stands before its parameters, in any case. Undefined: another one. */
export function formatOf(type: string | null): 0 | 1 | 2 | undefined {
  if (type === null || type.length < 15) return undefined;
  const end = indexOf(type, ';', 0);
  return formats[lower(trim(end < 0 ? type : slice(type, 0, end)))];
}
