/** What can be set for good. */
import { useId } from 'preact/hooks';
import { isLimit, type ChoiceName, type FlagName } from '../../../settings/settings.ts';
import { settingChoices, settingLabel } from '../../../words/setting-words.ts';
import { t } from '../../../words/t.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { LIMIT_RANGES, type LimitWishes } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { Witnesses } from './witness-settings.tsx';
import { DiskFields } from './disk-settings.tsx';
import { formatBytes } from '../../parts/format-bytes.ts';

export function SettingsDialog({ state, onClose }: { state: PanelState; onClose: () => void }) {
  const { settings, set } = state;
  const limits = state.overview.value?.limits;
  return (
    <Dialog title={t('shell.settings')} closeLabel={t('close')} onClose={onClose}>
      <div class="settings">
        <fieldset>
          <legend>{t('shell.navigation')}</legend>
          <Flag state={state} name="preserve" />
          <p>{settings.value.preserve ? t('shell.preserveOn') : t('shell.preserveOff')}</p>
        </fieldset>
        <Choice state={state} name="times" />
        <Choice state={state} name="newest" />
        <fieldset>
          <legend>{t('shell.limits')}</legend>
          {limits && <Limits limits={limits} onLimit={(name, limit) => set({ limits: { ...settings.peek().limits, [name]: limit } })} />}
          <p>{t('shell.limitsHint')}</p>
        </fieldset>
        <DiskFieldset state={state} />
        <Witnesses state={state} />
      </div>
    </Dialog>
  );
}

/** A file is on the disk already. */
function DiskFieldset({ state: { host, overview } }: { state: PanelState }) {
  const status = overview.value?.disk ?? null;
  if (host.disk === undefined || status === null) return null;
  const settings = host.disk.settings.value;
  return (
    <fieldset>
      <legend>{t('disk.legend')}</legend>
      <DiskFields settings={settings} save={host.disk.save} />
      <p>
        {status.used > 0 && t('disk.used', { used: formatBytes(status.used), size: formatBytes(status.size) })}{' '}
        {status.size > 0 && status.size < settings.size && t('disk.granted', { size: formatBytes(status.size) })}{' '}
        {status.state === 'private' && t('disk.isPrivate')} {status.state === 'failed' && t('disk.failed', { why: status.why ?? '' })}
      </p>
      {host.openViewer && (
        <button type="button" class="empty-state-action" onClick={() => host.openViewer?.()}>
          {t('disk.show')}
        </button>
      )}
    </fieldset>
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
            <span>{t(`shell.limitNames.${name}`)}</span>
            <input
              type="number"
              min={least / unit}
              max={most / unit}
              step={1}
              value={limits[name] / unit}
              title={t('shell.limitRange', { least: least / unit, most: most / unit })}
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

function Flag({ state: { settings, set }, name }: { state: PanelState; name: FlagName }) {
  const on = settings.value[name];
  return (
    <label>
      <input type="checkbox" checked={on} onChange={() => set({ [name]: !on })} />
      <span>{settingLabel(name)}</span>
    </label>
  );
}

function Choice({ state: { settings, set }, name }: { state: PanelState; name: ChoiceName }) {
  const group = useId();
  return (
    <fieldset>
      <legend>{settingLabel(name)}</legend>
      {settingChoices(name).map(([value, label]) => (
        <label key={value}>
          <input type="radio" name={group} checked={value === settings.value[name]} onChange={() => set({ [name]: value })} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
