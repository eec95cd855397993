/** The asking end of a recorder's port: numbers the questions, and hands each answer to who asked. */
import type { Ask, QuestionName } from './questions.ts';
import { isRecorderOutput, type RecorderInput } from './recorder-messages.ts';
import { isAnswerTo } from './answer-guards.ts';

export interface AskClient {
  ask: Ask;
  /** Calls `listener` with every version that the recorder tells. The first call begins the watch. Returns the way to stop. */
  onVersion(listener: (version: number) => void): () => void;
  /** Takes what came from the recorder; what is not for the client is left alone. */
  receive(message: unknown): void;
  /** The recorder is gone: every question that waits, and every later one, is rejected with `reason`. */
  fail(reason: string): void;
}

interface Waiting {
  name: QuestionName;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** `post` carries to the recorder. */
export function createAskClient(post: (message: Extract<RecorderInput, { kind: 'ask' | 'watch' }>) => void): AskClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(version: number) => void>();
  let lastId = 0;
  let watching = false;
  let failure: Error | null = null;

  const receive = (message: unknown): void => {
    // The rest is for the DevTools page, which feeds the recorder.
    if (!isRecorderOutput(message) || message.kind === 'recorded' || message.kind === 'receipt' || message.kind === 'command') return;
    if (message.kind === 'version') {
      for (const listener of listeners) listener(message.version);
      return;
    }
    const question = waiting.get(message.id);
    if (question === undefined) return;
    waiting.delete(message.id);
    if (message.kind === 'refusal') question.reject(new Error(message.reason));
    else if (isAnswerTo(question.name, message.value)) question.resolve(message.value);
    else question.reject(new Error(`the recorder's answer to "${question.name}" is not of the expected shape`));
  };

  const ask = (name: QuestionName, args?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure);
        return;
      }
      const id = ++lastId;
      waiting.set(id, { name, resolve, reject });
      try {
        post({ kind: 'ask', id, name, args });
      } catch (error) {
        // Arguments that cannot be cloned: a mistake of ours, told to who made it.
        waiting.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });

  return {
    // The one place where the type of an answer is taken on trust: `isAnswerTo` has looked at its shape.
    ask: ask as Ask,
    onVersion(listener) {
      listeners.add(listener);
      if (!watching) post({ kind: 'watch' });
      watching = true;
      return () => listeners.delete(listener);
    },
    receive,
    fail(reason) {
      failure = new Error(reason);
      for (const question of waiting.values()) question.reject(failure);
      waiting.clear();
    },
  };
}
