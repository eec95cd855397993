/** Recordings on disk among the settings of the panel: what is kept, and how much room it takes now. */
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { DiskFields } from './disk-settings.tsx';
import { formatBytes } from '../../parts/format-bytes.ts';

/** A file is on the disk already. */
export function DiskFieldset({ state: { host, overview } }: { state: PanelState }) {
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
