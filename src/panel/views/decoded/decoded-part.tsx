/** One part of what a stream means, each kind in its own way. Markup is shown as text. */
import { assertExhaustive, type AttemptNumber, type ConnectionId, type MessageIndex } from '../../../core/units.ts';
import type { DecodedPart } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { ValueTree } from '../../parts/value-tree/value-tree.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { CallView } from './call-view.tsx';
import { GrownTextView } from './grown-text.tsx';
import { PartTitle } from './part-title.tsx';
import { StateView } from './state-view.tsx';

export interface PartProps {
  state: PanelState;
  connection: ConnectionId;
  attempt: AttemptNumber;
  part: DecodedPart;
  /** Among all parts. */
  place: number;
  selected: MessageIndex | null;
  onSelect: (message: MessageIndex) => void;
}

const TEXT_KEYS = { text: 'text', reasoning: 'decoded.kind.reasoning', refusal: 'decoded.kind.refusal' } as const;

export function DecodedPartView({ state, connection, attempt, part, place, selected, onSelect }: PartProps) {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal': {
      const { kind, choice, name } = part;
      const label = [
        t(TEXT_KEYS[kind]),
        ...(choice === undefined ? [] : [t('decoded.choice', { n: String(choice) })]),
        ...(name === undefined ? [] : [name]),
      ].join(' · ');
      return (
        <section class={`decoded-part is-${kind}`}>
          <h3 class="decoded-title">
            <VisibleText text={label} />
          </h3>
          <GrownTextView text={part} label={label} selected={selected} onSelect={onSelect} />
        </section>
      );
    }
    case 'call':
      return <CallView call={part} selected={selected} onSelect={onSelect} />;
    case 'state':
      return <StateView {...{ state, connection, attempt, part, place, onSelect }} />;
    case 'value':
      return (
        <section class="decoded-part">
          <PartTitle title={part.name} messages={part.messages} selected={selected} onSelect={onSelect} />
          <ValueTree value={part.value} open />
        </section>
      );
    case 'html':
      return (
        <section class="decoded-part">
          <PartTitle title={`${part.action} ${part.target}`.trim()} messages={part.messages} selected={selected} onSelect={onSelect} />
          <pre class="decoded-markup">
            <VisibleText text={part.text} />
          </pre>
        </section>
      );
    case 'error':
      return (
        <section class="decoded-part is-error">
          <PartTitle title={part.text} messages={part.messages} selected={selected} onSelect={onSelect} />
          {part.value !== undefined && <ValueTree value={part.value} />}
        </section>
      );
    default:
      return assertExhaustive(part);
  }
}
