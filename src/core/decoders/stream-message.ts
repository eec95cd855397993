/** A message for a decoder; its JSON is parsed when somebody asks, and once. */
import type { StreamMessage } from './decoder.ts';
import { parseJson } from './json-shape.ts';

const NOT_PARSED = Symbol('not parsed');

export function streamMessage(index: number, type: string, data: string, lastEventId: string): StreamMessage {
  let json: unknown = NOT_PARSED;
  return {
    index,
    type,
    data,
    lastEventId,
    get json() {
      if (json === NOT_PARSED) json = data === '' ? undefined : parseJson(data);
      return json;
    },
  };
}
