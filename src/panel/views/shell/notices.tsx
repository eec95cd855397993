/** The strip of notices below the toolbar. */
import { useComputed, useSignal } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Host } from '../../state/host.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { noticesOf, type Notice } from './notice-list.ts';

export function Notices({ state }: { state: PanelState }) {
  const dismissed = useSignal<ReadonlySet<string>>(new Set());
  const notices = useComputed(() =>
    noticesOf({
      overview: state.overview.value,
      paused: state.paused.value,
      failure: state.failure.value,
      trouble: state.host.trouble?.value ?? null,
      isFile: state.host.file !== undefined,
      isDiskOpen: state.host.disk?.settings.value.chosen === false,
    }).filter((notice) => !dismissed.value.has(notice.key)),
  );
  return (
    <div class="notices" role="status" aria-label={t('shell.notices')}>
      {notices.value.map((notice) => (
        <div key={notice.key} class={`notice is-${notice.tone} appears`}>
          <Icon name={notice.tone} />
          <span class="notice-words">{notice.words}</span>
          <WayOut state={state} notice={notice} onDismiss={() => (dismissed.value = new Set([...dismissed.value, notice.key]))} />
        </div>
      ))}
    </div>
  );
}

/** Either answer is remembered. */
function DiskChoice({ disk }: { disk: Host['disk'] }) {
  const choose = (on: boolean): void => disk?.save({ ...disk.settings.peek(), on, chosen: true });
  return (
    <>
      <button type="button" class="notice-action" onClick={() => choose(true)}>
        {t('disk.offerYes')}
      </button>
      <button type="button" class="notice-action" onClick={() => choose(false)}>
        {t('disk.offerNo')}
      </button>
    </>
  );
}

function WayOut({ state, notice, onDismiss }: { state: PanelState; notice: Notice; onDismiss: () => void }) {
  if (notice.remedy === 'resume') {
    return (
      <button type="button" class="notice-action" onClick={() => (state.paused.value = false)}>
        {t('shell.resume')}
      </button>
    );
  }
  if (notice.remedy === 'keep') return <DiskChoice disk={state.host.disk} />;
  if (notice.remedy === 'record') {
    return (
      <button type="button" class="notice-action" onClick={() => state.setRecording(true)}>
        {t('shell.record')}
      </button>
    );
  }
  return (
    <button type="button" class="notice-dismiss" title={t('dismiss')} aria-label={t('dismiss')} onClick={onDismiss}>
      <Icon name="close" />
    </button>
  );
}
