/** The messages of a graph's nodes as they grow: texts, reasoning and calls, by message and block. */
import { GrowingCall } from './growing-call.ts';
import { GrowingText } from './growing-text.ts';
import type { GrowingState } from './growing-state.ts';
import type { Part, TextPart } from './part.ts';

type TextKind = 'text' | 'reasoning';

class NodeText extends GrowingText {
  readonly kind: TextKind;
  readonly name: string | undefined;

  constructor(kind: TextKind, name: string | undefined) {
    super();
    this.kind = kind;
    this.name = name;
  }

  part(): TextPart {
    const { kind, name, text, pieces } = this;
    return { kind, ...(name !== undefined && { name }), text, pieces };
  }
}

export class GraphMessages {
  readonly #parts: (NodeText | GrowingCall | GrowingState | Part)[] = [];
  readonly #texts = new Map<string, NodeText>();
  readonly #calls = new Map<string, GrowingCall>();
  readonly #callsById = new Map<string, GrowingCall>();

  get parts(): Part[] {
    return this.#parts.map((part): Part => {
      if (part instanceof NodeText || part instanceof GrowingCall) return part.part();
      return 'part' in part ? part.part : part;
    });
  }

  /** What is no message: a state, an event, an error. */
  add<P extends GrowingState | Part>(part: P): P {
    this.#parts.push(part);
    return part;
  }

  /** The text of a block; a new one where there is none. `name`: the node, or who else says it. */
  text(kind: TextKind, message: string, block: string | number, name: string | undefined): NodeText {
    const key = `${kind} ${keyOf(message, block)}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = new NodeText(kind, name);
    this.#texts.set(key, text);
    this.#parts.push(text);
    return text;
  }

  /** The call of a block of a message. A new id at a used block begins a new call. */
  call(message: string, block: string | number, id: string | undefined, name: string | undefined): GrowingCall {
    const key = keyOf(message, block);
    let call = this.#calls.get(key);
    if (call === undefined || (id !== undefined && call.id !== undefined && call.id !== id)) {
      call = this.callById(id);
      this.#calls.set(key, call);
    }
    call.name = name ?? call.name;
    if (id !== undefined) {
      call.id = id;
      this.#callsById.set(id, call);
    }
    return call;
  }

  /** The call with this id; a new one where there is none, or no id. */
  callById(id: string | undefined): GrowingCall {
    const known = id === undefined ? undefined : this.#callsById.get(id);
    if (known !== undefined) return known;
    const call = new GrowingCall();
    call.id = id;
    if (id !== undefined) this.#callsById.set(id, call);
    this.#parts.push(call);
    return call;
  }
}

/** One for each: a number is another block than the same as text, and the length says where the name of the message ends. */
function keyOf(message: string, block: string | number): string {
  return `${message.length} ${message}${typeof block === 'number' ? '#' : ' '}${block}`;
}
