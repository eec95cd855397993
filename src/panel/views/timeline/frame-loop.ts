/** Draws at most once a frame, and not at all while hidden. */

export interface FrameLoop {
  /** Something has changed: draw in the next frame. */
  invalidate(): void;
  /** While stopped, a change waits until it is started again. */
  setRunning(running: boolean): void;
}

/** Ends with `signal`. */
export function createFrameLoop(draw: () => void, signal: AbortSignal): FrameLoop {
  let frame = 0;
  let dirty = false;
  let running = false;

  function schedule(): void {
    if (!running || !dirty || frame !== 0 || signal.aborted) return;
    frame = requestAnimationFrame(() => {
      draw();
      // @note Afterwards: what drawing itself changes (a view that follows the present) is drawn already.
      frame = 0;
      dirty = false;
    });
  }
  function stop(): void {
    cancelAnimationFrame(frame);
    frame = 0;
  }
  signal.addEventListener('abort', stop, { once: true });

  return {
    invalidate() {
      dirty = true;
      schedule();
    },
    setRunning(on) {
      running = on;
      if (on) schedule();
      else stop();
    },
  };
}
