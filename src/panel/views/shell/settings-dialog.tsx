/** What can be set for good, and the limits that are in force. */
import { useId } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.tsx';
import { formatBytes, formatCount } from '../../parts/format-bytes.ts';
import type { PanelState } from '../../state/panel-state.ts';
import type { Preferences } from '../../state/preferences.ts';
import { texts } from './texts.ts';

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
          {limits && (
            <ul>
              <li>{texts.limitMessages(formatCount(limits.messages))}</li>
              <li>{texts.limitData(formatBytes(limits.dataLength))}</li>
              <li>{texts.limitAttempts(formatCount(limits.attempts))}</li>
            </ul>
          )}
          <p>{texts.limitsHint}</p>
        </fieldset>
        <fieldset>
          <legend>{texts.theme}</legend>
          <p>{texts.themeHint}</p>
        </fieldset>
      </div>
    </Dialog>
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
