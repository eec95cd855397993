/** The attempts of the rows on the screen, asked again only where the connection has changed since. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Ask } from '../../../recorder/questions/questions.ts';
import type { AttemptRow, ConnectionRow } from '../../../wire/protocol/questions.ts';
import { createSingleFlight } from '../../state/single-flight.ts';

export interface Stretch {
  row: ConnectionRow;
  from: number;
  to: number;
}

export interface AttemptStore {
  /** Attempts by `key`; null for one that is not held any more. */
  readonly attempts: ReadonlySignal<ReadonlyMap<string, AttemptRow | null>>;
  readonly failure: ReadonlySignal<string | null>;
  want(stretches: readonly Stretch[]): void;
}

export function attemptKey(connection: number, n: number): string {
  return `${connection}:${n}`;
}

/** Holds the newest wish only: memory is in proportion to the screen. */
export function createAttemptStore(ask: Ask, abort: AbortSignal): AttemptStore {
  const attempts = signal<ReadonlyMap<string, AttemptRow | null>>(new Map());
  const failure = signal<string | null>(null);
  let held = new Map<string, AttemptRow[]>();

  const flight = createSingleFlight(
    async (stretches: readonly Stretch[]) => {
      const next = new Map<string, AttemptRow[]>();
      await Promise.all(
        stretches.map(async ({ row, from, to }) => {
          const key = stampOf(row, from, to);
          next.set(key, held.get(key) ?? (await ask('attempts', { connection: row.id, from, to })));
        }),
      );
      return next;
    },
    (next, stretches) => {
      held = next;
      const byKey = new Map<string, AttemptRow | null>();
      for (const { row, from, to } of stretches) {
        for (let n = from; n < to; n++) byKey.set(attemptKey(row.id, n), null);
        for (const attempt of next.get(stampOf(row, from, to)) ?? []) byKey.set(attemptKey(row.id, attempt.n), attempt);
      }
      attempts.value = byKey;
      failure.value = null;
    },
    (reason) => (failure.value = reason instanceof Error ? reason.message : String(reason)),
    abort,
  );
  return { attempts, failure, want: (stretches) => flight.want(stretches) };
}

/** Changes whenever one of the connection's attempts may have. */
function stampOf(row: ConnectionRow, from: number, to: number): string {
  return [row.id, from, to, row.attempts, row.state, row.stateSince, row.outcome, row.status, row.error, row.messages, row.lastActivityAt].join(' ');
}
