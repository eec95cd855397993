/** What the stream of the chosen connection means, beside the messages that brought it. */
import './decoded.css';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { lazyView } from '../../parts/lazy-view.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { useBox } from '../../parts/use-box.ts';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { chosenAttempt, chosenConnection } from '../facts/chosen-connection.ts';
import { MessagesView } from '../messages/messages-view.tsx';
import { useAnswer } from '../request/use-answer.ts';
import { DecodedPartView, type PartProps } from './decoded-part.tsx';
import { Faults } from './faults.tsx';
import { sessionLines } from './session-lines.ts';

const SessionView = lazyView(async () => (await import('./session-view.tsx')).SessionView);

/** The messages beside what they mean where there is room, below it where there is not: sizes in CSS pixels. */
const BESIDE = { name: 'decoded.messages', min: 180, minOther: 240, start: 420 };
const BELOW = { name: 'decoded.messages-below', min: 63, minOther: 80, start: 160 };
const ROOM_FOR_BOTH = 640;

export function DecodedView({ state }: { state: PanelState }) {
  const connection = chosenConnection(state.connections.value, state.selectedConnection.value);
  if (connection === undefined) return <EmptyState title={t('chooseConnection')}>{t('decoded.chooseWords')}</EmptyState>;
  return <Decoded key={connection.id} state={state} connection={connection} />;
}

function Decoded({ state, connection }: { state: PanelState; connection: ConnectionRow }) {
  const attempt = chosenAttempt(connection, state.selectedAttempt.value);
  const answer = useAnswer(state, `decoded ${connection.id} ${attempt}`, () => state.host.ask('decoded', { connection: connection.id, attempt }));
  const { ref, width } = useBox();
  const beside = width.value >= ROOM_FOR_BOTH;
  const pane = beside ? BESIDE : BELOW;
  const selected = state.selectedMessage.value;
  const onSelect = (message: number): void => void (state.selectedMessage.value = message);

  const meaning =
    answer.kind === 'refused' ? (
      <EmptyState icon="warning" title={answer.reason} />
    ) : answer.kind === 'loading' ? (
      <div />
    ) : answer.value === null ? (
      <EmptyState title={t('decoded.none')}>{t('decoded.noneWords')}</EmptyState>
    ) : (
      <div class="decoded-meaning">
        <Faults faults={answer.value.faults} onSelect={onSelect} />
        <div class="decoded-parts" role="region" tabIndex={0} aria-label={t('decoded.parts', { protocol: answer.value.protocol.name })}>
          {answer.value.parts.length === 0 && <p class="section-note">{t('decoded.noParts')}</p>}
          <Parts answer={answer.value} {...{ state, connection: connection.id, attempt, selected, onSelect }} />
        </div>
      </div>
    );
  return (
    <div class="decoded" ref={ref}>
      <SplitPane
        key={pane.name}
        direction={beside ? 'row' : 'column'}
        sized="second"
        {...keptSize(state, pane.name, pane.start)}
        min={pane.min}
        minOther={pane.minOther}
        label={t('decoded.split')}
        first={meaning}
        second={<MessagesView state={state} />}
      />
    </div>
  );
}

/** A part keeps its place: parts are only added. */
function Parts({ answer, ...common }: Omit<PartProps, 'part' | 'place'> & { answer: DecodedAnswer }) {
  const { selected, onSelect } = common;
  if (answer.protocol.id !== 'mcp') return answer.parts.map((part, place) => <DecodedPartView key={place} {...common} {...{ part, place }} />);
  const lines = sessionLines(answer.parts);
  return (
    <>
      <SessionView
        {...{ lines, answer, selected }}
        onSelect={(message) => {
          onSelect(message);
          // It may be one of another connection, which the list beside does not have.
          common.state.messageOpen.value = true;
        }}
      />
      {lines.others.map((part, place) => (
        <DecodedPartView key={place} {...common} {...{ part, place }} />
      ))}
    </>
  );
}
