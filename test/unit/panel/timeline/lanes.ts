/** Lanes for tests, drawn as text: one character is 100 ms; `.` nothing, `=` connecting, `#` open, `-` waiting, then the outcome of each attempt. */
import type { ConnectionState, Outcome } from '../../../../src/core/model/connection.ts';
import type { TimelineAttempt, TimelineLane } from '../../../../src/wire/protocol/questions.ts';

export const T0 = 1_763_000_000_000;
export const STEP = 100;

export function laneFrom(drawing: string, outcomes: Outcome[], state: ConnectionState = 'open', retry = 500): TimelineLane {
  const attempts: TimelineAttempt[] = [];
  for (const found of drawing.matchAll(/(-*)(=*)(#*)/g)) {
    const [whole, wait = '', connecting = '', open = ''] = found;
    if (connecting === '' && open === '') continue;
    const startedAt = T0 + ((found.index ?? 0) + wait.length) * STEP;
    const end = T0 + ((found.index ?? 0) + whole.length) * STEP;
    const outcome = outcomes[attempts.length] ?? 'open';
    const running = outcome === 'open' || outcome === 'connecting' || outcome === 'queued';
    attempts.push({
      n: attempts.length + 1,
      startedAt,
      openedAt: open === '' ? undefined : startedAt + connecting.length * STEP,
      endedAt: running ? undefined : end,
      outcome,
      reconnectDelay: wait === '' ? undefined : wait.length * STEP,
      retryInForce: wait === '' ? undefined : retry,
      retryFrom: wait === '' ? undefined : 'default',
      messages: 0,
    });
  }
  return { connection: 1, createdAt: T0, state, attempts, attemptsCut: false, counts: new Uint32Array(100) };
}
