/** The newest answer to one question, asked again with every version of the capture. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PanelState } from '../../state/panel-state.ts';
import { createSingleFlight } from '../../state/single-flight.ts';

export type AnswerState<T> = { kind: 'loading' } | { kind: 'answer'; value: T } | { kind: 'refused'; reason: string };

/**
 * @param key names the question with its arguments: another key is another question, and its answer begins as `loading`.
 * @param ask is called with each version; while one answer is on its way, only the newest of the wishes that come is asked.
 */
export function useAnswer<T>(state: PanelState, key: string, ask: () => Promise<T>): AnswerState<T> {
  const made = useMemo(() => keepAsking(state, ask), [state, key]);
  useEffect(() => made.start(), [made]);
  return made.answer.value;
}

function keepAsking<T>(state: PanelState, ask: () => Promise<T>): { answer: ReadonlySignal<AnswerState<T>>; start: () => () => void } {
  const answer = signal<AnswerState<T>>({ kind: 'loading' });
  return {
    answer,
    start() {
      const end = new AbortController();
      const flight = createSingleFlight<null, T>(
        ask,
        (value) => (answer.value = { kind: 'answer', value }),
        (error) => (answer.value = { kind: 'refused', reason: error instanceof Error ? error.message : String(error) }),
        end.signal,
      );
      const stop = state.version.subscribe(() => flight.want(null));
      return () => {
        stop();
        end.abort();
      };
    },
  };
}
