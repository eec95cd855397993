/** The attempts of a connection, newest first. Thousands are as quick as ten: only those near the screen are asked for and drawn. */
import type { Outcome } from '../../../core/model/connection.ts';
import './attempt-list.css';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import { t, type TextKey } from '../../../words/t.ts';
import { sayClockSeconds } from '../../../words/times.ts';
import type { AttemptRow, ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { stepOfKey, stepTo } from '../../parts/list-steps.ts';
import { useBox } from '../../parts/use-box.ts';
import { RequestMenu } from '../export/request-copies.tsx';
import { useCopying } from '../export/use-copying.tsx';
import { apartGroups } from '../facts/apart-groups.ts';
import { outcomeText } from '../facts/attempt-facts.ts';
import { formatSpan } from '../facts/durations.ts';
import { FindingMarkIcon } from '../findings/finding-mark.tsx';
import { numberAt, numbersFor, positionOf } from './attempt-window.ts';
import { toneOf } from './facts.ts';
import { useAnswer } from './use-answer.ts';

const SHORT_OUTCOMES = {
  connecting: 'state.connecting',
  queued: 'request.shortOutcomes.queued',
  open: 'state.open',
  ended: 'request.shortOutcomes.ended',
  cut: 'request.shortOutcomes.cut',
  refused: 'request.shortOutcomes.refused',
  'http-error': 'facts.outcomes.http-error',
  'bad-type': 'request.shortOutcomes.bad-type',
  'closed-by-page': 'state.closed',
  navigated: 'request.shortOutcomes.navigated',
  failed: 'facts.outcomes.failed',
} as const satisfies Record<Exclude<Outcome, 'cors' | 'no-content'>, TextKey>;

const ROW_HEIGHT = 21;
const OVERSCAN = 6;

interface AttemptListProps {
  state: PanelState;
  connection: ConnectionRow;
  /** The attempt that is shown. */
  shown: AttemptNumber;
}

/** `role=listbox`, one stop of the Tab key; arrows choose. The newest is followed until another is chosen. */
export function AttemptList({ state, connection, shown }: AttemptListProps) {
  const prefix = useId();
  const { ref, height, scrollTop, onScroll } = useBox();
  const count = connection.attempts;
  const page = Math.max(1, Math.ceil(height.value / ROW_HEIGHT));
  const first = Math.max(0, Math.min(count - 1, Math.floor(scrollTop.value / ROW_HEIGHT) - OVERSCAN));
  const end = Math.min(count, first + page + 2 * OVERSCAN);
  const { from, to } = numbersFor(first, end, count);
  const answer = useAnswer(state, `${connection.id} ${from} ${to}`, () => state.host.ask('attempts', { connection: connection.id, from, to }));
  const byNumber = new Map(answer.kind === 'answer' ? answer.value.map((attempt) => [attempt.n, attempt]) : []);

  const menu = useSignal<{ attempt: AttemptNumber; at: { x: number; y: number } } | null>(null);
  const { copy, said } = useCopying(state.host);

  const choose = (n: AttemptNumber): void => {
    state.selectedAttempt.value = n === count ? null : n;
  };
  const rowId = (n: AttemptNumber): string => `${prefix}-${n}`;

  const onContextMenu = (event: MouseEvent, n: AttemptNumber): void => {
    event.preventDefault();
    choose(n);
    menu.value = { attempt: n, at: { x: event.clientX, y: event.clientY } };
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      const place = document.getElementById(rowId(shown))?.getBoundingClientRect();
      if (place) menu.value = { attempt: shown, at: { x: Math.max(0, place.left), y: place.bottom } };
      return;
    }
    const step = stepOfKey(event.key);
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const position = stepTo(step, positionOf(shown, count), count, page - 1);
    choose(numberAt(position, count));
    reveal(ref.current, position);
  };

  const positions = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  const shownAt = positionOf(shown, count);
  if (shownAt < first || shownAt >= end) positions.push(shownAt);

  return (
    <>
      <div
        class="attempt-list"
        role="listbox"
        aria-label={t('attempts')}
        aria-activedescendant={rowId(shown)}
        tabIndex={0}
        ref={ref}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div class="attempt-list-body" role="presentation" style={{ height: `${count * ROW_HEIGHT}px` }}>
          {positions.map((position) => {
            const n = numberAt(position, count);
            const attempt = byNumber.get(n);
            return (
              <div
                key={n}
                id={rowId(n)}
                class={`attempt-row${n === shown ? ' is-selected' : ''}`}
                role="option"
                aria-selected={n === shown}
                aria-setsize={count}
                aria-posinset={position + 1}
                style={{ transform: `translateY(${position * ROW_HEIGHT}px)` }}
                onClick={() => choose(n)}
                onContextMenu={(event) => onContextMenu(event, n)}
              >
                <span class="attempt-number">{`#${n}`}</span>
                {attempt === undefined ? (
                  <span class="fact-note">{answer.kind === 'answer' ? t('noLongerHeld') : t('request.loading')}</span>
                ) : (
                  <Line state={state} connection={connection.id} attempt={attempt} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {menu.value && (
        <RequestMenu
          state={state}
          connection={connection.id}
          {...menu.value}
          copy={copy}
          more={apartGroups(state, connection.id)}
          onClose={() => (menu.value = null)}
        />
      )}
      {said}
    </>
  );
}

/** As short as a narrow list wants it. */
function shortOutcome(outcome: Outcome): string {
  if (outcome === 'cors') return 'CORS';
  return outcome === 'no-content' ? '204' : t(SHORT_OUTCOMES[outcome]);
}

function Line({ state, connection, attempt }: { state: PanelState; connection: ConnectionId; attempt: AttemptRow }) {
  const now = state.now.value;
  const tone = toneOf(attempt);
  const words = attempt.outcome === 'http-error' && attempt.status !== undefined ? `HTTP ${attempt.status}` : shortOutcome(attempt.outcome);
  return (
    <>
      <span class={`attempt-mark${tone ? ` is-${tone}` : ''}`} aria-hidden="true" />
      <span class={`attempt-outcome${tone === 'error' ? ' is-error' : ''}`} title={outcomeText(attempt.outcome)}>
        {words}
      </span>
      {attempt.finding && <FindingMarkIcon state={state} connection={connection} attempt={attempt.n} mark={attempt.finding} />}
      <span class="attempt-time" title={formatSpan(Math.max(0, (attempt.endedAt ?? now) - attempt.startedAt))}>
        {sayClockSeconds(attempt.startedAt)}
      </span>
    </>
  );
}

function reveal(element: HTMLElement | null, position: number): void {
  if (element === null) return;
  const top = position * ROW_HEIGHT;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
}
