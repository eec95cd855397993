/** A state that messages change, as a tree; a slider goes back to what it was after any of them. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../../../core/units.ts';
import type { DecodedPart } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { ValueTree } from '../../parts/value-tree/value-tree.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useAnswer } from '../request/use-answer.ts';

export interface StateViewProps {
  state: PanelState;
  connection: ConnectionId;
  attempt: AttemptNumber;
  part: Extract<DecodedPart, { kind: 'state' }>;
  /** Among all parts. */
  place: number;
  onSelect: (message: MessageIndex) => void;
}

export function StateView({ state, connection, attempt, part, place, onSelect }: StateViewProps) {
  /** Null: it follows the newest change. */
  const chosen = useSignal<number | null>(null);
  const id = useId();
  const { name, changes } = part;
  const newest = changes.length;
  const step = Math.min(chosen.value ?? newest, newest);
  const change = changes[step - 1];
  return (
    <section class="decoded-part">
      <h3 class="decoded-title">
        {t('decoded.state')} <VisibleText text={name} />
      </h3>
      {newest > 1 && (
        <div class="decoded-slider">
          <label for={id}>{t('decoded.stateStep', { step, steps: newest })}</label>
          <input
            id={id}
            type="range"
            min={1}
            max={newest}
            value={step}
            onInput={({ currentTarget: { valueAsNumber } }) => {
              chosen.value = valueAsNumber === newest ? null : valueAsNumber;
              const message = changes[valueAsNumber - 1]?.message;
              if (message !== undefined) onSelect(message);
            }}
          />
        </div>
      )}
      {change !== undefined && step < newest ? (
        <PastState {...{ state, connection, attempt, place }} until={change.message} marked={new Set(change.paths)} />
      ) : (
        <ValueTree value={part.value} open marked={new Set(change?.paths)} />
      )}
    </section>
  );
}

interface PastStateProps {
  state: PanelState;
  connection: ConnectionId;
  attempt: AttemptNumber;
  place: number;
  until: MessageIndex;
  marked: ReadonlySet<string>;
}

/** The stream is folded again up to that message: nothing is kept of what it was in between. */
function PastState({ state, connection, attempt, place, until, marked }: PastStateProps) {
  const answer = useAnswer(state, `state ${connection} ${attempt} ${until}`, () => state.host.ask('decoded', { connection, attempt, until }));
  const part = answer.kind === 'answer' ? answer.value?.parts[place] : undefined;
  return part?.kind === 'state' ? <ValueTree value={part.value} open marked={marked} /> : null;
}
