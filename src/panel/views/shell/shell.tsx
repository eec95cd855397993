/** The panel's frame: toolbar, notices, the connections, and beside or below them the details. */
import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { lazyView } from '../../parts/lazy-view.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { ConnectionsView } from '../connections/connections-view.tsx';
import { Details } from './details.tsx';
import { useFileDrop } from './file-drop.ts';
import { Guarded } from './guarded.tsx';
import { Notices } from './notices.tsx';
import { useShellKeys } from './shell-keys.ts';
import { Strip } from '../strip/strip.tsx';
import { Summary } from './summary-line.tsx';
import { WitnessLine } from './witness-line.tsx';
import { Toolbar } from './toolbar.tsx';

const SettingsDialog = lazyView(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
const SavedFiltersDialog = lazyView(async () => (await import('./saved-filters-dialog.tsx')).SavedFiltersDialog);
const KeysDialog = lazyView(async () => (await import('./keys-dialog.tsx')).KeysDialog);
/** From here on there is room for connections and details side by side. */
const WIDE = 900;
/** From here on there is room for the overview strip above them. */
const TALL = 280;
/** Share of the room that the connections have at the start, and the least that still tells something, in CSS pixels. */
const BESIDE = { share: 0.47, min: 240, minOther: 320 };
const ABOVE = { share: 0.34, min: 64, minOther: 120 };

export function Shell({ state }: { state: PanelState }) {
  const box = useRef<HTMLDivElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const room = useSignal({ width: 0, height: 0 });
  const wide = useComputed(() => room.value.width >= WIDE);
  const seen = useComputed(() => state.connections.value.length > 0);
  const answered = useComputed(() => state.overview.value !== null);
  const striped = useComputed(() => state.settings.value.strip && room.value.height >= TALL && (state.overview.value?.messages ?? 0) > 0);
  const dialog = useSignal<'settings' | 'keys' | 'filters' | null>(null);
  useShellKeys({ state, filter, showKeys: () => (dialog.value = 'keys') });
  useFileDrop(state.host);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      room.value = { width: element.clientWidth, height: element.clientHeight };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [room]);

  return (
    <div class="shell" ref={box}>
      <header>
        <h1 class="visually-hidden">SSE Scope</h1>
        <Toolbar state={state} filter={filter} summary={wide.value} onDialog={(name) => (dialog.value = name)} />
        <Notices state={state} />
      </header>
      {striped.value && <Strip state={state} />}
      <main class="shell-body" aria-label="SSE Scope">
        {seen.value ? <Panes state={state} wide={wide.value} room={room.peek()} /> : answered.value && <NothingYet state={state} />}
      </main>
      <footer class="shell-status">
        {!wide.value && <Summary state={state} />}
        <WitnessLine state={state} onSettings={() => (dialog.value = 'settings')} />
      </footer>
      {dialog.value === 'settings' && <SettingsDialog state={state} onClose={() => (dialog.value = null)} />}
      {dialog.value === 'filters' && <SavedFiltersDialog state={state} onClose={() => (dialog.value = null)} />}
      {dialog.value === 'keys' && <KeysDialog live={state.host.file === undefined} onClose={() => (dialog.value = null)} />}
    </div>
  );
}

function Panes({ state, wide, room }: { state: PanelState; wide: boolean; room: { width: number; height: number } }) {
  const name = wide ? 'shell.beside' : 'shell.above';
  const { share, min, minOther } = wide ? BESIDE : ABOVE;
  const start = Math.round(share * (wide ? room.width : room.height));
  return (
    <SplitPane
      // @note A pane remembers its size by itself: another direction is another pane.
      key={name}
      direction={wide ? 'row' : 'column'}
      sized="first"
      {...keptSize(state, name, start)}
      min={min}
      minOther={minOther}
      label={wide ? t('shell.split') : t('shell.splitNarrow')}
      first={
        <Guarded copy={state.host.copy}>
          <ConnectionsView state={state} />
        </Guarded>
      }
      second={<Details state={state} />}
    />
  );
}

function NothingYet({ state }: { state: PanelState }) {
  if (state.host.file !== undefined) return <EmptyState title={t('shell.emptyFile')}>{t('shell.emptyFileWords')}</EmptyState>;
  return (
    <EmptyState
      title={t('noStreamYet')}
      actions={[
        { label: t('reloadPage'), onClick: () => state.host.reloadPage() },
        ...(state.host.openViewer === undefined ? [] : [{ label: t('shell.openFile'), onClick: () => state.host.openViewer?.() }]),
      ]}
    >
      <p>{t('shell.emptyWords.1')}</p>
      <p>{t('shell.emptyWords.2')}</p>
    </EmptyState>
  );
}
