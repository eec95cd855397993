/** What can be set for good. */
import { useId } from 'preact/hooks';
import { isLimit, type Settings } from '../../../settings/settings.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { LIMIT_RANGES, type LimitWishes } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { DiskFieldset } from './disk-fieldset.tsx';
import { texts } from './texts.ts';
import { Witnesses } from './witness-settings.tsx';

export function SettingsDialog({ state, onClose }: { state: PanelState; onClose: () => void }) {
  const { settings, set } = state;
  const { preserve } = settings.value;
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
        <Choice state={state} name="times" legend={texts.times} words={texts.timeChoices} />
        <Choice state={state} name="newest" legend={texts.newest} words={texts.newestChoices} />
        <fieldset>
          <legend>{texts.limits}</legend>
          {limits && <Limits limits={limits} onLimit={(name, limit) => set({ limits: { ...settings.peek().limits, [name]: limit } })} />}
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
                if (isLimit(wish, name)) onLimit(name, wish);
                else currentTarget.reportValidity();
              }}
            />
          </label>
        );
      })}
    </>
  );
}

/** A setting that is one of some words. */
function Choice<K extends 'times' | 'newest'>({
  state,
  name,
  legend,
  words,
}: {
  state: PanelState;
  name: K;
  legend: string;
  words: Record<Settings[K], string>;
}) {
  const group = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {(Object.entries(words) as [Settings[K], string][]).map(([one, label]) => (
        <label key={one}>
          <input type="radio" name={group} checked={one === state.settings.value[name]} onChange={() => state.set({ [name]: one })} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
