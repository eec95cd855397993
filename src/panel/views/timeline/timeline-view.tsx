/** The timeline of all connections: a plot, or the same facts as a table. */
import './timeline.css';
import { effect, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { AttemptTable } from './attempt-table.tsx';
import { createFrameLoop } from './frame-loop.ts';
import { createPainter } from './plot-canvas.ts';
import { TimelineLegend } from './timeline-legend.tsx';
import { createTimelineModel } from './timeline-model.ts';
import { TimelinePlot } from './timeline-plot.tsx';

export function TimelineView({ state }: { state: PanelState }) {
  const asTable = useSignal(false);
  /** The last change between plot and table was made by key: then the keyboard goes along. */
  const byKey = useRef(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { abort, model, loop, painter } = useMemo(() => createTimeline(state, () => canvas.current), [state]);

  useEffect(() => {
    const stops = [
      effect(() => loop.setRunning(state.host.visible.value)),
      effect(() => {
        void [state.version.value, state.connections.value, state.now.value, state.range.value];
        void [state.selectedConnection.value, state.selectedAttempt.value, asTable.value];
        void [model.view.value, model.scrollTop.value, model.pointer.value, model.draft.value, model.size.value];
        loop.invalidate();
      }),
      effect(() => {
        void state.host.theme.value;
        painter.stale();
        loop.invalidate();
      }),
    ];
    // Forced colours and the system's theme change colours without a word from DevTools.
    for (const query of ['(forced-colors: active)', '(prefers-color-scheme: dark)']) {
      matchMedia(query).addEventListener(
        'change',
        () => {
          painter.stale();
          loop.invalidate();
        },
        { signal: abort.signal },
      );
    }
    return () => {
      for (const stop of stops) stop();
      abort.abort();
    };
  }, [state]);

  if (state.connections.value.length === 0) return <NothingToShow state={state} />;
  const toggle = (key: boolean): void => {
    byKey.current = key;
    asTable.value = !asTable.value;
  };
  return (
    <section class="timeline" aria-label={t('timeline')}>
      <div class="timeline-toolbar" role="toolbar" aria-label={t('timeline')}>
        {asTable.value ? <TableSums state={state} /> : <PlotButtons model={model} />}
        {!asTable.value && <TimelineLegend />}
        <span class="timeline-toolbar-end">
          <ToolbarButton label={t('timeline.tableLabel')} shortcut="T" pressed={asTable.value} onClick={() => toggle(false)}>
            {t('timeline.table')}
          </ToolbarButton>
        </span>
      </div>
      {asTable.value ? (
        <AttemptTable state={state} takeFocus={byKey.current} onPlot={() => toggle(true)} />
      ) : (
        <TimelinePlot state={state} model={model} loop={loop} canvasRef={canvas} takeFocus={byKey.current} onTable={() => toggle(true)} />
      )}
    </section>
  );
}

function createTimeline(state: PanelState, canvasOf: () => HTMLCanvasElement | null) {
  const abort = new AbortController();
  const model = createTimelineModel(state, () => loop.invalidate(), abort.signal);
  const painter = createPainter(canvasOf, model);
  const loop = createFrameLoop(painter.paint, abort.signal);
  return { abort, model, painter, loop };
}

function PlotButtons({ model }: { model: ReturnType<typeof createTimelineModel> }) {
  const mode = model.view.value?.mode ?? 'fit';
  return (
    <>
      <ToolbarButton label={t('timeline.fitLabel')} shortcut={t('timeline.fitKeys')} pressed={mode === 'fit'} onClick={model.fit}>
        {t('timeline.fit')}
      </ToolbarButton>
      <ToolbarButton label={model.live.value ? t('timeline.liveLabel') : t('timeline.endLabel')} icon="play" pressed={mode !== 'free'} onClick={model.goLive}>
        {model.live.value ? t('timeline.live') : t('timeline.end')}
      </ToolbarButton>
    </>
  );
}

function TableSums({ state }: { state: PanelState }) {
  const rows = state.connections.value;
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  return (
    <span class="timeline-sums">
      {t('count.attempts', { count: attempts })}, {t('count.connections', { count: rows.length })}
    </span>
  );
}

function NothingToShow({ state }: { state: PanelState }) {
  if (state.overview.value === null) {
    return <EmptyState title={t('waitingForRecorder')}>{t('timeline.waitingWords')}</EmptyState>;
  }
  return (
    <EmptyState title={t('timeline.emptyTitle')} actions={[{ label: t('reloadPage'), onClick: () => state.host.reloadPage() }]}>
      <p>{t('timeline.emptyWords')}</p>
    </EmptyState>
  );
}
