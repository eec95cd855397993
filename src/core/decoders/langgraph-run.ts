/** What both streams of LangGraph keep of a run: messages, states by namespace, interrupts, usage, and how it ended. */
import type { Meaning, Usage, Verdict } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { GraphMessages } from './graph-messages.ts';
import { GrowingState } from './growing-state.ts';
import { sameJson } from './json-patch.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf } from './json-shape.ts';
import { jsonOf, short } from './says.ts';

export class GraphRun {
  readonly messages = new GraphMessages();
  readonly faults = new FaultList();
  outcome: { verdict: Verdict; reason?: string } | undefined;
  usage: Usage | undefined;
  model: string | undefined;
  /** Who waits for a person: shown as the reason. */
  waits: string | undefined;
  runId: string | undefined;
  threadId: string | undefined;
  readonly #states = new Map<string, GrowingState>();

  /** The whole state of a namespace; its members that are others now are what changed. */
  values(namespace: string, value: unknown, index: number): Meaning {
    const name = namespace === '' ? 'values' : `values ${namespace}`;
    const known = this.#states.get(name);
    const state = known ?? this.messages.add(new GrowingState(name, undefined));
    this.#states.set(name, state);
    const [before, now] = [objectOf(state.value), objectOf(value)];
    const changed =
      before === undefined || now === undefined
        ? ['']
        : [...new Set([...Object.keys(before), ...Object.keys(now)])]
            .filter((key) => !Object.hasOwn(before, key) || !sameJson(before[key], now[key]))
            .map(pointer);
    state.replace(value, index, changed);
    const interrupts = listOf(now?.['__interrupt__']);
    if (interrupts.length > 0) this.interrupted(interrupts.map((one) => at(one, 'value') ?? one));
    return { says: short(`${name} ${changed.join(' ')}`.trimEnd()) };
  }

  interrupted(asked: readonly unknown[]): void {
    this.waits = `interrupt: ${asked.slice(0, 3).map(jsonOf).join(', ')}`;
  }

  value(name: string, value: unknown, index: number): Meaning {
    this.messages.add({ kind: 'value', name, value, messages: [index] });
    return { says: short(`${name} ${jsonOf(value)}`) };
  }

  error(value: unknown, index: number): Meaning {
    const text = [textOf(at(value, 'error')), textOf(at(value, 'message'))].filter((word) => word !== undefined && word !== '').join(': ') || jsonOf(value);
    this.messages.add({ kind: 'error', text, value, messages: [index] });
    this.outcome = { verdict: 'failed', reason: text };
    this.faults.add('error-inside', `The stream brings an error: ${short(text)}`, index);
    return { says: `error ${short(text)}` };
  }

  /** Counts of a chunk or message: all of a run together, as the client sums its chunks. */
  addUsage(given: unknown): void {
    if (!isObject(given)) return;
    const sum: Usage = this.usage ?? {};
    const add = (name: keyof Usage, count: unknown): void => {
      const number = numberOf(count);
      if (number !== undefined) sum[name] = (sum[name] ?? 0) + number;
    };
    add('input', given['input_tokens']);
    add('cached', at(given, 'input_token_details', 'cache_read'));
    add('output', given['output_tokens']);
    add('reasoning', at(given, 'output_token_details', 'reasoning'));
    this.usage = sum;
  }
}

function pointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
