/** The toolbar's button that opens the export. */
import { useSignal } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { lazyView } from '../../parts/lazy-view.tsx';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';

const ExportDialog = lazyView(async () => (await import('./export-dialog.tsx')).ExportDialog);

export function ExportButton({ state }: { state: PanelState }) {
  const open = useSignal(false);
  return (
    <>
      <ToolbarButton label={t('export.button')} icon="download" expanded={open.value} onClick={() => (open.value = true)} />
      {open.value && <ExportDialog state={state} onClose={() => (open.value = false)} />}
    </>
  );
}
