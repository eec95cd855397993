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

/** [spec: fetch, mimesniff] Of several types in one header the last counts; its essence stands before its parameters, in any case. */
function essenceOf(type: string): string {
  for (let comma = 0; (comma = indexOf(type, ',', 0)) >= 0;) type = slice(type, comma + 1);
  const end = indexOf(type, ';', 0);
  return lower(trim(end < 0 ? type : slice(type, 0, end)));
}

/** Undefined: another type. */
export function formatOf(type: string | null): 0 | 1 | 2 | undefined {
  return type === null || type.length < 15 ? undefined : formats[essenceOf(type)];
}

/**
 * Whether an answer is none of what was asked for, where that was an event stream: it says so itself, or is of a type that `accept` does not name.
 * @note 405 is how a server says that there is no stream to be had at a URL; libraries ask and go on without (MCP).
 */
export function isRefused(accept: string, status: number, type: string | null): boolean {
  if (status === 405) return false;
  if (status > 299) return true;
  return status === 200 && indexOf(accept, '*/*', 0) < 0 && (type === null || indexOf(lower(accept), essenceOf(type), 0) < 0);
}
