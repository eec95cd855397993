/** Everything known of the attempt that the keyboard is on, or that is selected: for the line below the plot and for screen readers. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AttemptRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { connectingFor, delayText, openFor, outcomeText } from '../facts/attempt-facts.ts';
import { formatClock } from '../../parts/format-time.ts';
import { formatSpan } from '../facts/durations.ts';
import { shortUrl } from '../facts/short-url.ts';
import { createSingleFlight } from '../../state/single-flight.ts';
import { formatOffset } from './ticks.ts';
import type { AttemptRef, TimelineModel } from './timeline-model.ts';

export interface AttemptDetail {
  ref: AttemptRef;
  /** Null: dropped to stay within the recorder's limits. */
  attempt: AttemptRow | null;
}

/** Asks when the attempt in question changes, and with each version for as long as it is running. */
export function followDetail(state: PanelState, model: TimelineModel, abort: AbortSignal): ReadonlySignal<AttemptDetail | null> {
  const detail = signal<AttemptDetail | null>(null);
  const target = computed<AttemptRef | null>(() => {
    if (model.focus.value) return model.focus.value;
    const row = state.connections.value.find((each) => each.id === state.selectedConnection.value);
    return row && row.attempts > 0 ? { connection: row.id, n: state.selectedAttempt.value ?? row.attempts } : null;
  });
  const flight = createSingleFlight(
    ({ connection, n }: AttemptRef) => state.host.ask('attempts', { connection, from: n, to: n + 1 }),
    (attempts, ref) => (detail.value = { ref, attempt: attempts.find(({ n }) => n === ref.n) ?? null }),
    () => (detail.value = null),
    abort,
  );
  const stop = effect(() => {
    const ref = target.value;
    void state.version.value;
    const known = detail.peek();
    if (!ref) detail.value = null;
    else if (!same(known?.ref, ref) || known?.attempt?.endedAt === undefined) flight.want(ref);
  });
  abort.addEventListener('abort', stop, { once: true });
  return detail;
}

/** One line of words; `origin` is the zero of the axis. */
export function detailText({ ref, attempt }: AttemptDetail, state: PanelState, origin: number): string {
  const row = state.connections.value.find((each) => each.id === ref.connection);
  const name = row ? shortUrl(row.url, false).path : t('timeline.detail.unknownConnection', { id: String(ref.connection) });
  const attemptName = row === undefined ? t('attemptNumber', { n: ref.n }) : t('timeline.detail.attemptOf', { n: ref.n, of: row.attempts });
  if (!attempt) return [name, attemptName, t('timeline.detail.dropped')].join(' · ');
  const now = state.now.value;
  const since = attempt.startedAt - origin;
  const open = openFor(attempt, now);
  return [
    name,
    attemptName,
    t('timeline.detail.started', { offset: formatOffset(since, 1, since >= 60_000), clock: formatClock(attempt.startedAt) }),
    t('timeline.detail.connecting', { span: formatSpan(connectingFor(attempt, now)) }),
    open !== undefined && t('timeline.detail.open', { span: formatSpan(open) }),
    attempt.outcome !== 'open' && attempt.outcome !== 'connecting' && outcomeText(attempt),
    t('count.messages', { count: attempt.messageCount }),
    delayText(attempt),
    attempt.error,
  ]
    .filter(Boolean)
    .join(' · ');
}

function same(a: AttemptRef | undefined, b: AttemptRef): boolean {
  return a?.connection === b.connection && a.n === b.n;
}
