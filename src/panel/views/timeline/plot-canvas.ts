/** Keeps the canvas as large as its box in device pixels, and its colours as the page's. */
import { drawTimeline } from './draw-timeline.ts';
import type { FrameLoop } from './frame-loop.ts';
import { type Palette, readPalette } from './palette.ts';
import type { TimelineModel } from './timeline-model.ts';

/** Watches the canvas until `signal`: its size goes to the model, and every change asks for a frame. */
export function mountCanvas(canvas: HTMLCanvasElement, model: TimelineModel, loop: FrameLoop, signal: AbortSignal): void {
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry) return;
    model.size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
    loop.invalidate();
  });
  // The box in device pixels also changes when the window moves to a screen of another density.
  observer.observe(canvas, { box: 'device-pixel-content-box' });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}

/** Draws the model's next frame. `palette` is read again after `stale()`. */
export function createPainter(canvasOf: () => HTMLCanvasElement | null, model: TimelineModel): { paint(): void; stale(): void } {
  let palette: Palette | null = null;
  return {
    stale() {
      palette = null;
    },
    paint() {
      const canvas = canvasOf();
      const ctx = canvas?.getContext('2d', { alpha: false });
      // Without a canvas (the table is shown) nothing is asked either.
      if (!canvas?.parentElement || !ctx) return;
      const scene = model.frame();
      if (!scene) return;
      palette ??= readPalette(canvas.parentElement);
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
      // @note Setting the size of a canvas empties it, also when it is the same.
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      ctx.setTransform(width / scene.width, 0, 0, height / scene.height, 0, 0);
      drawTimeline(ctx, scene, palette);
    },
  };
}
