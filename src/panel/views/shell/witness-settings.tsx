/** The witnesses among the settings: what each of them tells, how it stands, and its switch if it has one. */
import { useId } from 'preact/hooks';
import { WITNESS_NAMES, type WitnessName, type WitnessState } from '../../../wire/protocol/command.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';

/** Without these two nothing would be seen at all. */
const ALWAYS: readonly WitnessName[] = ['hook', 'request-log'];

export function Witnesses({ state }: { state: PanelState }) {
  const witnesses = state.overview.value?.witnesses ?? [];
  // A file has none.
  if (witnesses.length === 0) return null;
  const known = WITNESS_NAMES.flatMap((name) => witnesses.find((witness) => witness.name === name) ?? []);
  return (
    <fieldset>
      <legend>{t('shell.witnesses')}</legend>
      {known.map((witness) => (
        <Witness key={witness.name} witness={witness} onTurn={(on) => state.setWitness(witness.name, on)} />
      ))}
    </fieldset>
  );
}

function Witness({ witness: { name, state, why }, onTurn }: { witness: WitnessState; onTurn: (on: boolean) => void }) {
  const hint = useId();
  const always = ALWAYS.includes(name);
  const on = state === 'at-work';
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={on}
          disabled={always || state === 'not-here'}
          aria-describedby={hint}
          onChange={(event) => {
            // How it stands, the witness says; until then the box stays as it was.
            event.currentTarget.checked = on;
            onTurn(!on);
          }}
        />
        <span>{t(`shell.witnessNames.${name}`)}</span>
      </label>
      <p id={hint} class="settings-under">
        {t(`shell.witnessHints.${name}`)} {always && t('shell.witnessAlways')} {why !== undefined && t(`shell.witnessWhy.${why}`)}
      </p>
    </>
  );
}
