/** Recordings on disk among the settings of the panel: what is kept, and how much room it takes now. */
import type { PanelState } from '../../state/panel-state.ts';
import { DiskFields } from './disk-settings.tsx';
import { diskTexts } from './disk-texts.ts';

/** A file is on the disk already. */
export function DiskFieldset({ state: { host, overview } }: { state: PanelState }) {
  const status = overview.value?.disk ?? null;
  if (host.disk === undefined || status === null) return null;
  const settings = host.disk.settings.value;
  return (
    <fieldset>
      <legend>{diskTexts.legend}</legend>
      <DiskFields settings={settings} save={host.disk.save} />
      <p>
        {status.used > 0 && diskTexts.used(status.used, status.size)} {status.size > 0 && status.size < settings.size && diskTexts.granted(status.size)}{' '}
        {status.state === 'private' && diskTexts.isPrivate} {status.state === 'failed' && diskTexts.failed(status.why ?? '')}
      </p>
      {host.openViewer && (
        <button type="button" class="empty-state-action" onClick={() => host.openViewer?.()}>
          {diskTexts.show}
        </button>
      )}
    </fieldset>
  );
}
