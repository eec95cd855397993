/**
 * The asking end of a recorder's port: numbers the questions, and hands each answer to who asked. What may be asked is the recorder's to say: `Ask` is
 * that of `recorder/questions`.
 */
import { isRecorderOutput, type RecorderInput } from './recorder-messages.ts';
import { OTHER_VERSION, VERSION } from './version.ts';

export interface AskClient<Ask> {
  ask: Ask;
  /** Calls `listener` with every version that the recorder tells. The first call begins the watch. Returns the way to stop. */
  onVersion(listener: (version: number) => void): () => void;
  /** Takes what came from the recorder; what is not for the client is left alone. */
  receive(message: unknown): void;
  /** The recorder is gone: every question that waits, and every later one, is rejected with `reason`. */
  fail(reason: string): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** `post` carries to the recorder; `onStranger` is told, in words, when that is of another version. */
export function createAskClient<Ask extends (name: never, ...args: never) => Promise<unknown>>(
  post: (message: Extract<RecorderInput, { kind: 'ask' | 'watch' }>) => void,
  onStranger: (reason: string) => void = () => undefined,
): AskClient<Ask> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(version: number) => void>();
  let lastId = 0;
  let watching = false;
  let failure: Error | null = null;

  const fail = (reason: string): void => {
    failure = new Error(reason);
    for (const question of waiting.values()) question.reject(failure);
    waiting.clear();
  };

  const receive = (message: unknown): void => {
    // The rest is for the DevTools page, which feeds the recorder.
    if (!isRecorderOutput(message) || message.kind === 'recorded' || message.kind === 'receipt' || message.kind === 'command') return;
    if (message.kind === 'version') {
      for (const listener of listeners) listener(message.version);
      return;
    }
    if (message.kind === 'other-version') {
      fail(`The recorder is not running: ${OTHER_VERSION}`);
      onStranger(OTHER_VERSION);
      return;
    }
    const question = waiting.get(message.id);
    if (question === undefined) return;
    waiting.delete(message.id);
    if (message.kind === 'refusal') question.reject(new Error(message.reason));
    else question.resolve(message.value);
  };

  const ask = (name: string, args?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure);
        return;
      }
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      try {
        post({ kind: 'ask', id, name, args });
      } catch (error) {
        // Arguments that cannot be cloned: a mistake of ours, told to who made it.
        waiting.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });

  return {
    // The one place where the type of an answer is taken on trust: a recorder of another version says so before it answers.
    ask: ask as unknown as Ask,
    onVersion(listener) {
      listeners.add(listener);
      if (!watching) post({ kind: 'watch', version: VERSION });
      watching = true;
      return () => listeners.delete(listener);
    },
    receive,
    fail,
  };
}
