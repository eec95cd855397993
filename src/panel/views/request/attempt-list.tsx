/** The attempts of a connection, newest first. Thousands are as quick as ten: only those near the screen are asked for and drawn. */
import type { Outcome } from '../../../core/model/connection.ts';
import './attempt-list.css';
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { isEndUnseen } from '../../../core/model/outcome.ts';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import { t, type TextKey } from '../../../words/t.ts';
import { sayClockSeconds } from '../../../words/times.ts';
import type { AttemptRow, ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { RowList, useDrawnRange, useRowHeights } from '../../parts/grid/row-list.tsx';
import type { ScrollerHandle } from '../../parts/virtual-list/virtual-scroller.tsx';
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

interface AttemptListProps {
  state: PanelState;
  connection: ConnectionRow;
  /** The attempt that is shown. */
  shown: AttemptNumber;
}

/** `role=listbox`; arrows choose. The newest is followed until another is chosen. */
export function AttemptList({ state, connection, shown }: AttemptListProps) {
  const scroller = useRef<ScrollerHandle>(null);
  const count = connection.attempts;
  const { drawn, onDraw } = useDrawnRange();
  const { from, to } = numbersFor(Math.min(drawn.value.from, count - 1), Math.min(drawn.value.to, count), count);
  const answer = useAnswer(state, `${connection.id} ${from} ${to}`, () => state.host.ask('attempts', { connection: connection.id, from, to }));
  const byNumber = new Map(answer.kind === 'answer' ? answer.value.map((attempt) => [attempt.n, attempt]) : []);

  const menu = useSignal<{ attempt: AttemptNumber; at: { x: number; y: number } } | null>(null);
  const { copy, said } = useCopying(state.host);

  const choose = (position: number): void => {
    const n = numberAt(position, count);
    state.selectedAttempt.value = n === count ? null : n;
  };
  const renderRow = (position: number, id: string): VNode => {
    const n = numberAt(position, count);
    const attempt = byNumber.get(n);
    return (
      <div
        key={n}
        id={id}
        class={`attempt-row${n === shown ? ' is-selected' : ''}`}
        role="option"
        aria-selected={n === shown}
        aria-setsize={count}
        aria-posinset={position + 1}
      >
        <span class="attempt-number">{`#${n}`}</span>
        {attempt === undefined ? (
          <span class="fact-note">{answer.kind === 'answer' ? t('noLongerHeld') : t('request.loading')}</span>
        ) : (
          <Line state={state} connection={connection.id} attempt={attempt} />
        )}
      </div>
    );
  };

  return (
    <>
      <RowList
        role="listbox"
        class="attempt-list"
        label={t('attempts')}
        handle={scroller}
        heights={useRowHeights(count)}
        active={positionOf(shown, count)}
        idOf={(position) => numberAt(position, count)}
        renderRow={renderRow}
        onDraw={onDraw}
        onGo={(position) => {
          choose(position);
          scroller.current?.reveal(position);
        }}
        onChoose={choose}
        onMenu={(position, at) => {
          choose(position);
          menu.value = { attempt: numberAt(position, count), at };
          return true;
        }}
      />
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
function shortOutcome(attempt: AttemptRow): string {
  const { outcome } = attempt;
  if (isEndUnseen(attempt)) return t(SHORT_OUTCOMES.ended);
  if (outcome === 'cors') return 'CORS';
  return outcome === 'no-content' ? '204' : t(SHORT_OUTCOMES[outcome]);
}

function Line({ state, connection, attempt }: { state: PanelState; connection: ConnectionId; attempt: AttemptRow }) {
  const now = state.now.value;
  const tone = toneOf(attempt);
  const words = attempt.outcome === 'http-error' && attempt.status !== undefined ? `HTTP ${attempt.status}` : shortOutcome(attempt);
  return (
    <>
      <span class={`attempt-mark${tone ? ` is-${tone}` : ''}`} aria-hidden="true" />
      <span class={`attempt-outcome${tone === 'error' ? ' is-error' : ''}`} title={outcomeText(attempt)}>
        {words}
      </span>
      {attempt.finding && <FindingMarkIcon state={state} connection={connection} attempt={attempt.n} mark={attempt.finding} />}
      <span class="attempt-time" title={formatSpan(Math.max(0, (attempt.endedAt ?? now) - attempt.startedAt))}>
        {sayClockSeconds(attempt.startedAt)}
      </span>
    </>
  );
}
