/** What can be set for good. */
import { useId } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.tsx';
import { LIMIT_RANGES, type LimitWishes } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { isWithinRange, type Preferences } from '../../state/preferences.ts';
import { DiskFieldset } from './disk-fieldset.tsx';
import { texts } from './texts.ts';
import { Witnesses } from './witness-settings.tsx';

export function SettingsDialog({ state, onClose }: { state: PanelState; onClose: () => void }) {
  const { preferences } = state;
  const { preserve } = preferences.value;
  const set = (change: Partial<Preferences>): void => void (preferences.value = { ...preferences.peek(), ...change });
  const limits = state.overview.value?.limits;
  return (
    <Dialog title={texts.settings} closeLabel={texts.close} onClose={onClose}>
      <div class="settings">
        <fieldset>
          <legend>{texts.navigation}</legend>
          <label>
            <input type="checkbox" checked={preserve} onChange={() => set({ preserve: !preserve })} />
            <span>{texts.preserve}</span>
          </label>
          <p>{preserve ? texts.preserveOn : texts.preserveOff}</p>
        </fieldset>
        <Choice legend={texts.times} value={preferences.value.times} words={texts.timeChoices} onChoose={(times) => set({ times })} />
        <Choice legend={texts.newest} value={preferences.value.newest} words={texts.newestChoices} onChoose={(newest) => set({ newest })} />
        <fieldset>
          <legend>{texts.limits}</legend>
          {limits && <Limits limits={limits} onLimit={(name, limit) => set({ limits: { ...preferences.peek().limits, [name]: limit } })} />}
          <p>{texts.limitsHint}</p>
        </fieldset>
        <DiskFieldset state={state} />
        <Witnesses state={state} />
      </div>
    </Dialog>
  );
}

/** What one of a number field is: text is counted in MB. */
const UNITS: Record<keyof LimitWishes, number> = { messages: 1, dataLength: 1024 * 1024, attempts: 1, rawBytes: 1024 * 1024 };

function Limits({ limits, onLimit }: { limits: Record<keyof LimitWishes, number>; onLimit: (name: keyof LimitWishes, limit: number) => void }) {
  return (
    <>
      {(Object.entries(UNITS) as [keyof LimitWishes, number][]).map(([name, unit]) => {
        const { least, most } = LIMIT_RANGES[name];
        return (
          <label key={name} class="settings-limit">
            <span>{texts.limitNames[name]}</span>
            <input
              type="number"
              min={least / unit}
              max={most / unit}
              step={1}
              value={limits[name] / unit}
              title={texts.limitRange(least / unit, most / unit)}
              onChange={({ currentTarget }) => {
                const wish = currentTarget.valueAsNumber * unit;
                // The field itself says what is wrong with it; what is in force stays.
                if (isWithinRange(name, wish)) onLimit(name, wish);
                else currentTarget.reportValidity();
              }}
            />
          </label>
        );
      })}
    </>
  );
}

function Choice<V extends string>({ legend, value, words, onChoose }: { legend: string; value: V; words: Record<V, string>; onChoose: (value: V) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {(Object.entries(words) as [V, string][]).map(([one, label]) => (
        <label key={one}>
          <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
