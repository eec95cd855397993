/** The toolbar's button that opens the export. */
import { useSignal } from '@preact/signals';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { ExportDialog } from './export-dialog.tsx';
import { texts } from './texts.ts';

export function ExportButton({ state }: { state: PanelState }) {
  const open = useSignal(false);
  return (
    <>
      <ToolbarButton label={texts.button} icon="download" expanded={open.value} onClick={() => (open.value = true)} />
      {open.value && <ExportDialog state={state} onClose={() => (open.value = false)} />}
    </>
  );
}
