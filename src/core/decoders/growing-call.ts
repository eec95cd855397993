/** A call of a tool whose arguments come as a text, piece by piece. */
import { GrowingText } from './growing-text.ts';
import { parseJson } from './json-shape.ts';
import type { CallPart } from './part.ts';

export class GrowingCall {
  name: string | undefined;
  id: string | undefined;
  choice: number | undefined;
  state: string | undefined = 'streaming';
  result: unknown;
  error: unknown;
  /** Arguments that came whole, as a value. */
  whole: unknown;
  readonly argumentsText = new GrowingText();
  private readonly messages: number[] = [];
  private parsed: { text: string; value: unknown } = { text: '', value: undefined };

  /** `message` has said something of this call. */
  touch(message: number): void {
    if (this.messages.at(-1) !== message) this.messages.push(message);
  }

  append(text: string, message: number): void {
    this.argumentsText.append(text, message);
    this.touch(message);
  }

  /** What the text of the arguments means; undefined where it is no JSON, or empty. */
  get value(): unknown {
    const { text } = this.argumentsText;
    if (this.parsed.text !== text) this.parsed = { text, value: parseJson(text) };
    return this.parsed.value;
  }

  /** Whether there are arguments, and they are no JSON. */
  get broken(): boolean {
    return this.argumentsText.text !== '' && this.value === undefined;
  }

  part(): CallPart {
    const { name, id, choice, state, result, error, whole, argumentsText, messages } = this;
    const asText = argumentsText.text === '' ? {} : { arguments: this.value ?? argumentsText.text, argumentsText: { ...argumentsText } };
    return {
      kind: 'call',
      ...(name !== undefined && { name }),
      ...(id !== undefined && { id }),
      ...(choice !== undefined && { choice }),
      ...asText,
      ...(whole !== undefined && { arguments: whole }),
      ...(result !== undefined && { result }),
      ...(error !== undefined && { error }),
      ...(state !== undefined && { state }),
      messages,
    };
  }
}
