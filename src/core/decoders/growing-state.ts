/** A state as it changes, and which message changed what. */
import { PatchedJson, type Patched } from './json-patch.ts';
import type { StatePart } from './part.ts';

/** A value that snapshots replace and JSON Patches change. */
export class GrowingState {
  readonly name: string;
  /** Of what it is the state, where there are several. */
  readonly messageId: string | undefined;
  readonly changes: StatePart['changes'][number][] = [];
  #json: PatchedJson;

  constructor(name: string, value: unknown, messageId?: string) {
    this.name = name;
    this.messageId = messageId;
    this.#json = new PatchedJson(value);
  }

  get value(): unknown {
    return this.#json.value;
  }

  /** `paths`: what is known to have changed. */
  replace(value: unknown, message: number, paths: readonly string[] = ['']): void {
    this.#json = new PatchedJson(value);
    this.changes.push({ message, paths });
  }

  patch(patch: unknown, message: number): Patched {
    const patched = this.#json.apply(patch);
    if ('paths' in patched && patched.paths.length > 0) this.changes.push({ message, paths: patched.paths });
    return patched;
  }

  get part(): StatePart {
    return { kind: 'state', name: this.name, value: this.value, changes: this.changes };
  }
}
