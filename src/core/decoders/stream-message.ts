/** A message for a decoder; its JSON is parsed when somebody asks, and once. */
import type { StreamMessage } from './decoder.ts';
import { parseJson } from './json-shape.ts';

const NOT_PARSED = Symbol('not parsed');

export function streamMessage(index: number, type: string, data: string, lastEventId: string): StreamMessage {
  return new LazyMessage(index, type, data, lastEventId);
}

/** A class: one is made for each row, and an object literal with a getter costs engines several times as much. */
class LazyMessage implements StreamMessage {
  readonly index: number;
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
  private parsed: unknown = NOT_PARSED;

  constructor(index: number, type: string, data: string, lastEventId: string) {
    this.index = index;
    this.type = type;
    this.data = data;
    this.lastEventId = lastEventId;
  }

  get json(): unknown {
    if (this.parsed === NOT_PARSED) this.parsed = this.data === '' ? undefined : parseJson(this.data);
    return this.parsed;
  }
}
