/** The raw text of the chosen attempt of the chosen connection, or why there is none. */
import './raw.css';
import { useEffect } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { useBox } from '../../parts/use-box.ts';
import { chosenConnection } from '../facts/chosen-connection.ts';
import { AttemptList } from '../request/attempt-list.tsx';
import { useAnswer } from '../request/use-answer.ts';
import { NoRawText } from './no-raw-text.tsx';
import { RawText } from './raw-text.tsx';

/** As in the request view: the list of attempts beside the text where there is room, above it where there is not. */
const BESIDE = { name: 'raw.attempts', min: 90, minOther: 260, start: 180 };
const ABOVE = { name: 'raw.attempts-above', min: 21, minOther: 100, start: 84 };
const ROOM_FOR_BOTH = 620;

export function RawView({ state }: { state: PanelState }) {
  const connection = chosenConnection(state.connections.value, state.selectedConnection.value);
  if (connection === undefined) return <EmptyState title={t('chooseConnection')}>{t('raw.chooseWords')}</EmptyState>;
  return <Attempts key={connection.id} state={state} connection={connection} />;
}

function Attempts({ state, connection }: { state: PanelState; connection: ConnectionRow }) {
  const chosen = state.selectedAttempt.value;
  const n = chosen === null || chosen > connection.attempts ? connection.attempts : chosen;
  const answer = useAnswer(state, `raw ${connection.id} ${n}`, () => state.host.ask('attempts', { connection: connection.id, from: n, to: n + 1 }));
  const attempt = answer.kind === 'answer' ? answer.value[0] : undefined;
  const { ref, width } = useBox();
  const beside = width.value >= ROOM_FOR_BOTH;
  const pane = beside ? BESIDE : ABOVE;
  // A line belongs to the text that it was chosen in.
  useEffect(() => () => void (state.selectedLine.value = null), [n]);

  const text =
    attempt === undefined ? (
      answer.kind === 'answer' ? (
        <EmptyState title={t('raw.attemptGone')} />
      ) : answer.kind === 'refused' ? (
        <EmptyState icon="warning" title={answer.reason} />
      ) : (
        <div />
      )
    ) : attempt.raw === undefined || attempt.raw.dropped === attempt.raw.length ? (
      <NoRawText state={state} connection={connection} attempt={attempt} />
    ) : (
      <RawText key={n} state={state} connection={connection.id} attempt={attempt} />
    );
  return (
    <div class="raw" ref={ref}>
      {connection.attempts === 1 ? (
        text
      ) : (
        <SplitPane
          key={pane.name}
          direction={beside ? 'row' : 'column'}
          sized="first"
          {...keptSize(state, pane.name, pane.start)}
          min={pane.min}
          minOther={pane.minOther}
          label={t('attemptsWidth')}
          first={<AttemptList state={state} connection={connection} shown={n} />}
          second={text}
        />
      )}
    </div>
  );
}
