/** The overview strip: a canvas with a brush, and what its colours mean. */
import { effect, useComputed, useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { readColours } from '../../parts/read-colours.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { formatSpan } from '../facts/durations.ts';
import { createFrameLoop } from '../timeline/frame-loop.ts';
import { formatOffset } from '../timeline/ticks.ts';
import { total } from './columns.ts';
import { drawStrip, type StripPalette } from './draw-strip.ts';
import { createStripModel, type StripModel } from './strip-model.ts';

/** Their order is that of the legend; the last is for all types that are not told apart. */
const SERIES = ['--strip-1', '--strip-2', '--strip-3', '--strip-4', '--strip-others'] as const;
const COLOURS = { surface: '--strip-surface', attempt: '--strip-attempt', failure: '--strip-failure', veil: '--strip-veil', edge: '--strip-edge' } as const;

export function Strip({ state }: { state: PanelState }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  /** Only what a key has done is announced: a drag is seen. */
  const said = useSignal('');
  const { model, start } = useMemo(() => createStrip(state), [state]);
  useEffect(() => (canvas.current ? start(canvas.current) : undefined), [start]);

  const label = useComputed(() => {
    const counted = model.rates.value?.rates;
    if (!counted) return t('strip.strip');
    const messages = counted.types.reduce((sum, { counts }) => sum + total(counts), total(counted.others));
    return t('strip.picture', {
      messages: t('count.messages', { count: messages }),
      attempts: t('count.attempts', { count: total(counted.attempts) }),
      errors: t('count.errors', { count: total(counted.failures) }),
    });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft') model.step(-1, event.shiftKey);
    else if (event.key === 'ArrowRight') model.step(1, event.shiftKey);
    else if (event.key === 'Escape' && state.range.peek()) model.forget();
    else return;
    event.preventDefault();
    event.stopPropagation();
    said.value = rangeWords(state, model) ?? t('strip.noRange');
  };

  return (
    <section class="strip" aria-label={t('strip.strip')}>
      <div
        class="strip-plot"
        role="application"
        tabIndex={0}
        aria-label={t('strip.strip')}
        aria-describedby={`${id}-keys`}
        title={t('strip.hint')}
        onKeyDown={onKeyDown}
      >
        <canvas class="strip-canvas" ref={canvas} role="img" aria-label={label.value} />
      </div>
      <Legend model={model} />
      <p class="visually-hidden" id={`${id}-keys`}>
        {t('strip.keys')}
      </p>
      <span class="visually-hidden" aria-live="polite">
        {said.value}
      </span>
    </section>
  );
}

function Legend({ model }: { model: StripModel }) {
  const counted = model.rates.value?.rates;
  if (!counted) return null;
  return (
    <ul class="strip-legend" aria-label={t('strip.legend')}>
      {counted.types.map(({ type }, place) => (
        <li key={type} title={type}>
          <i class={`strip-colour is-${place + 1}`} aria-hidden="true" />
          <span>{type === '' ? t('strip.noName') : type}</span>
        </li>
      ))}
      {total(counted.others) > 0 && (
        <li>
          <i class="strip-colour is-others" aria-hidden="true" />
          <span>{t('strip.others')}</span>
        </li>
      )}
    </ul>
  );
}

function rangeWords(state: PanelState, model: StripModel): string | null {
  const range = model.range.peek();
  const origin = state.overview.peek()?.from;
  if (!range || origin === undefined) return null;
  const long = range.to - origin >= 60_000;
  return t('strip.range', {
    from: formatOffset(range.from - origin, 10, long),
    to: formatOffset(range.to - origin, 10, long),
    span: formatSpan(range.to - range.from),
  });
}

function createStrip(state: PanelState): { model: StripModel; start(canvas: HTMLCanvasElement): () => void } {
  const abort = new AbortController();
  const model = createStripModel(state, abort.signal);
  return {
    model,
    start(canvas) {
      const { signal } = abort;
      let palette: StripPalette | null = null;
      const loop = createFrameLoop(() => {
        const ctx = canvas.getContext('2d', { alpha: false });
        const scene = model.scene();
        if (!ctx || scene.width <= 0) return;
        palette ??= readPalette(canvas.parentElement ?? canvas);
        const ratio = window.devicePixelRatio;
        const [width, height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
        // @note Setting the size of a canvas empties it, also when it is the same.
        if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
        ctx.setTransform(width / scene.width, 0, 0, height / scene.height, 0, 0);
        drawStrip(ctx, scene, palette);
      }, signal);
      const stale = (): void => {
        palette = null;
        loop.invalidate();
      };
      const observer = new ResizeObserver(() => (model.size.value = { width: canvas.clientWidth, height: canvas.clientHeight }));
      observer.observe(canvas);
      listenToPointer(canvas, model, signal);
      for (const query of ['(forced-colors: active)', '(prefers-color-scheme: dark)']) matchMedia(query).addEventListener('change', stale, { signal });
      const stops = [
        effect(() => loop.setRunning(state.host.visible.value)),
        effect(() => {
          void [state.version.value, state.connections.value, state.overview.value, state.now.value, model.size.value];
          if (state.host.visible.value) model.look();
        }),
        effect(() => {
          void [model.rates.value, model.range.value, model.size.value];
          loop.invalidate();
        }),
        effect(() => {
          void state.host.theme.value;
          stale();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
        observer.disconnect();
        abort.abort();
      };
    },
  };
}

function readPalette(element: HTMLElement): StripPalette {
  const series = readColours(element, Object.fromEntries(SERIES.map((name) => [name, name])) as Record<(typeof SERIES)[number], string>);
  return { ...readColours(element, COLOURS), series: SERIES.map((name) => series[name]) };
}

function listenToPointer(canvas: HTMLCanvasElement, model: StripModel, signal: AbortSignal): void {
  let down = false;
  const x = (event: PointerEvent): number => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      down = true;
      model.press(x(event));
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (down) model.drag(x(event));
      const hold = model.holds(x(event));
      canvas.style.cursor = hold === 'left' || hold === 'right' ? 'ew-resize' : hold === 'middle' ? 'grab' : 'crosshair';
    },
    { signal },
  );
  const up = (): void => {
    if (!down) return;
    down = false;
    model.release();
  };
  const cancel = (): void => {
    down = false;
    model.cancel();
  };
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', cancel, { signal });
  // In the capture phase: Escape ends the drag before it can mean anything else.
  canvas.ownerDocument.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !down) return;
      event.stopPropagation();
      cancel();
    },
    { capture: true, signal },
  );
}
