/** The requests of the chosen connection: one for each attempt, with all that is known of it. */
import './request.css';
import { t } from '../../../words/t.ts';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { useBox } from '../../parts/use-box.ts';
import { chosenConnection } from '../facts/chosen-connection.ts';
import { AttemptDetails } from './attempt-details.tsx';
import { AttemptList } from './attempt-list.tsx';
import { useAnswer } from './use-answer.ts';

/** Beside the details where there is room, above them where there is not: sizes in CSS pixels. */
const BESIDE = { name: 'request.attempts', min: 90, minOther: 260, start: 210 };
const ABOVE = { name: 'request.attempts-above', min: 21, minOther: 100 };
const ROOM_FOR_BOTH = 560;
const ROW_HEIGHT = 21;
/** Rows that the list has above the details at the start: one attempt needs no more than one. */
const MOST_ROWS_ABOVE = 4;

export function RequestView({ state }: { state: PanelState }) {
  const connection = chosenConnection(state.connections.value, state.selectedConnection.value);
  if (connection === undefined) return <EmptyState title={t('request.chooseTitle')}>{t('request.chooseWords')}</EmptyState>;
  return <Requests key={connection.id} state={state} connection={connection} />;
}

function Requests({ state, connection }: { state: PanelState; connection: ConnectionRow }) {
  const chosen = state.selectedAttempt.value;
  const n = chosen === null || chosen > connection.attempts ? connection.attempts : chosen;
  const attempt = useAnswer(state, `attempt ${connection.id} ${n}`, () => state.host.ask('attempts', { connection: connection.id, from: n, to: n + 1 }));
  const detail = useAnswer(state, `connection ${connection.id}`, () => state.host.ask('connection', { id: connection.id }));
  const shown = attempt.kind === 'answer' ? attempt.value[0] : undefined;
  const { ref, width } = useBox();
  const beside = width.value >= ROOM_FOR_BOTH;
  const pane = beside ? BESIDE : { ...ABOVE, start: ROW_HEIGHT * Math.min(MOST_ROWS_ABOVE, connection.attempts) };
  return (
    <div class="request" ref={ref}>
      <SplitPane
        key={pane.name}
        direction={beside ? 'row' : 'column'}
        sized="first"
        {...keptSize(state, pane.name, pane.start)}
        min={pane.min}
        minOther={pane.minOther}
        label={beside ? t('attemptsWidth') : t('request.splitAbove')}
        first={<AttemptList state={state} connection={connection} shown={n} />}
        second={
          shown !== undefined ? (
            <AttemptDetails state={state} connection={connection} attempt={shown} stack={detail.kind === 'answer' ? detail.value?.stack : undefined} />
          ) : attempt.kind === 'refused' ? (
            <EmptyState icon="warning" title={attempt.reason} />
          ) : attempt.kind === 'answer' ? (
            <EmptyState title={t('request.attemptGone')}>{t('request.attemptGoneWords')}</EmptyState>
          ) : (
            <div />
          )
        }
      />
    </div>
  );
}
