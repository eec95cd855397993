/** Events that say their type in their JSON, with `[DONE]` behind the last (Cohere, Mistral). */
import type { Answer } from './answer.ts';
import type { Meaning, StreamMessage } from './decoder.ts';
import { objectOf, textOf, type JsonObject } from './json-shape.ts';

interface TypedState {
  readonly answer: Answer;
  /** `[DONE]` has come. */
  done: boolean;
}

/** Gives the event of a message to `foldEvent`; what is none is a fault. */
export function foldTyped<S extends TypedState>(
  state: S,
  message: StreamMessage,
  foldEvent: (state: S, event: JsonObject, type: string, message: StreamMessage) => Meaning | undefined,
): Meaning | undefined {
  const { answer } = state;
  const { data, index } = message;
  if (data === '') return undefined;
  if (data === '[DONE]') {
    state.done = true;
    return { says: data };
  }
  if (state.done) answer.fault('after-end', 'An event comes after [DONE]', index);
  const event = objectOf(message.json);
  const type = textOf(event?.['type']);
  if (event !== undefined && type !== undefined) return foldEvent(state, event, type, message);
  answer.fault('not-understood', 'A message is no event with a type', index);
  return undefined;
}
