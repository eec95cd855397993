/** What is kept on the disk: the switch, the space, private windows. Shown among the settings of the panel and above the list of recordings. */
import { useId } from 'preact/hooks';
import { DISK_SIZE, isDiskSize, type DiskSettings } from '../../../wire/protocol/disk.ts';
import { t } from '../../../words/t.ts';

/** The field counts in MB. */
const UNIT = 1_000_000;

export function DiskFields({ settings, save }: { settings: DiskSettings; save: (settings: DiskSettings) => void }) {
  const hint = useId();
  return (
    <>
      <label>
        <input type="checkbox" checked={settings.on} aria-describedby={hint} onChange={() => save({ ...settings, on: !settings.on, chosen: true })} />
        <span>{t('disk.keep')}</span>
      </label>
      <label class="settings-limit">
        <span>{t('disk.size')}</span>
        <input
          type="number"
          min={DISK_SIZE.least / UNIT}
          max={DISK_SIZE.most / UNIT}
          step={1}
          value={settings.size / UNIT}
          disabled={!settings.on}
          onChange={({ currentTarget }) => {
            const size = currentTarget.valueAsNumber * UNIT;
            // The field itself says what is wrong with it; what is in force stays.
            if (isDiskSize(size)) save({ ...settings, size });
            else currentTarget.reportValidity();
          }}
        />
      </label>
      <label>
        <input type="checkbox" checked={settings.inPrivate} disabled={!settings.on} onChange={() => save({ ...settings, inPrivate: !settings.inPrivate })} />
        <span>{t('disk.inPrivate')}</span>
      </label>
      <p id={hint}>{t('disk.hint')}</p>
    </>
  );
}
