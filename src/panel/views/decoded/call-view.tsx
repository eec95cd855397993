/** A call of a tool or method: what was called with what, how it stands, what came of it. */
import type { MessageIndex } from '../../../core/units.ts';
import type { DecodedPart } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { ValueTree } from '../../parts/value-tree/value-tree.tsx';
import { GrownTextView } from './grown-text.tsx';
import { PartTitle } from './part-title.tsx';

export interface CallViewProps {
  call: Extract<DecodedPart, { kind: 'call' }>;
  selected: MessageIndex | null;
  onSelect: (message: MessageIndex) => void;
}

export function CallView({ call, selected, onSelect }: CallViewProps) {
  const { name = '?', choice, state, error, messages } = call;
  const title = choice === undefined ? name : `${name} · ${t('decoded.choice', { n: String(choice) })}`;
  return (
    <section class={error === undefined ? 'decoded-part is-call' : 'decoded-part is-call is-error'} aria-label={t('decoded.call', { name })}>
      <div class="decoded-call-line">
        <PartTitle title={title} messages={messages} selected={selected} onSelect={onSelect} />
        {state !== undefined && <span class="decoded-state">{state}</span>}
      </div>
      <CallContents call={call} selected={selected} onSelect={onSelect} />
    </section>
  );
}

/** Arguments are a tree where they are whole, and the text so far where they are not. */
export function CallContents({ call: { arguments: given, argumentsText, result, error }, selected, onSelect }: CallViewProps) {
  const isParsed = typeof given === 'object' && given !== null;
  return (
    <>
      {isParsed ? (
        <ValueTree value={given} open />
      ) : argumentsText !== undefined && argumentsText.text !== '' ? (
        <GrownTextView text={argumentsText} label={t('decoded.arguments')} selected={selected} onSelect={onSelect} />
      ) : (
        given !== undefined && <ValueTree value={given} />
      )}
      {result !== undefined && (
        <>
          <h4 class="decoded-subtitle">{t('decoded.result')}</h4>
          <ValueTree value={result} open />
        </>
      )}
      {error !== undefined && (
        <>
          <h4 class="decoded-subtitle">{t('error')}</h4>
          <ValueTree value={error} open />
        </>
      )}
    </>
  );
}
