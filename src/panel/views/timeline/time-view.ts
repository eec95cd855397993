/**
 * The stretch of time that is on the screen, and how zooming, panning and the passing of time move it. Pure.
 *
 *   extent   |first thing ........................................ now|
 *   fit    |------------------------------------------------------------|   all of it, grows with it
 *   live                              |---------------------------------|   fixed width, right edge goes with the extent
 *   free            |-----------------|                                     stands still
 *
 * The mode follows from where a zoom or a pan ends, as a list sticks to its bottom when it is scrolled there.
 */
import type { EpochMs, Milliseconds } from '../../../core/units.ts';

export type ViewMode = 'fit' | 'live' | 'free';

export interface TimeView {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly mode: ViewMode;
}

/** From the first thing known to the end of what can be looked at. */
export interface Extent {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Share of the view that stays empty beyond each end of the extent, so that bars do not stick to the frame. */
export const EDGE = 0.012;
/** Finest zoom: the clocks of the witnesses differ by milliseconds, so a closer look would show noise. */
export const MIN_SPAN: Milliseconds = 10;
/** A capture that is younger than this is drawn on a scale of this length, so that its first second does not race. */
export const MIN_EXTENT: Milliseconds = 5_000;

/** The extent from the first thing to `to`, at least `MIN_EXTENT` long. */
export function extentOf(from: EpochMs, to: EpochMs): Extent {
  return { from, to: Math.max(to, from + MIN_EXTENT) };
}

/** CSS pixels from the left of a plot that is `width` wide. */
export function xOf(view: TimeView, width: number, time: EpochMs): number {
  return ((time - view.from) / (view.to - view.from)) * width;
}

/** The moment at `x`: the inverse of `xOf`. */
export function timeAt(view: TimeView, width: number, x: number): EpochMs {
  return view.from + (x / width) * (view.to - view.from);
}

/** The whole extent. */
export function fitted(extent: Extent): TimeView {
  const span = fitSpan(extent);
  return { from: extent.from - EDGE * span, to: extent.to + EDGE * span, mode: 'fit' };
}

/** Scales the span by `factor` (below 1: closer) while `anchor` keeps its place, as far as the extent allows. */
export function zoomed(view: TimeView, extent: Extent, anchor: EpochMs, factor: number): TimeView {
  const old = view.to - view.from;
  const span = Math.min(Math.max(old * factor, MIN_SPAN), fitSpan(extent));
  return settled(anchor - (anchor - view.from) * (span / old), span, extent);
}

/** Moves the view by `ms` (above 0: to later), as far as the extent allows. */
export function panned(view: TimeView, extent: Extent, ms: Milliseconds): TimeView {
  return settled(view.from + ms, view.to - view.from, extent);
}

/** The same width, at the end of the extent. */
export function atEnd(view: TimeView, extent: Extent): TimeView {
  return settled(Infinity, view.to - view.from, extent);
}

/** The smallest move that brings `from` … `to` into the view; its beginning wins when it is longer than the view. */
export function revealed(view: TimeView, extent: Extent, from: EpochMs, to: EpochMs): TimeView {
  const span = view.to - view.from;
  const margin = span * 0.05;
  if (from >= view.from && to <= view.to) return view;
  // All that can be seen is part of it already.
  if (from <= view.from && to >= view.to) return view;
  if (from < view.from || to - from > span - 2 * margin) {
    if (from >= view.from && from <= view.to - margin) return view;
    return settled(from - margin, span, extent);
  }
  return settled(to + margin - span, span, extent);
}

/** The view after the extent has moved: a fit grows, a live view goes along, a free one stands. */
export function followed(view: TimeView, extent: Extent): TimeView {
  if (view.mode === 'fit') return same(view, fitted(extent));
  if (view.mode === 'live') return same(view, settled(Infinity, view.to - view.from, extent));
  // After a clear the extent may lie elsewhere altogether.
  if (view.to <= extent.from || view.from >= extent.to) return fitted(extent);
  return view;
}

function fitSpan(extent: Extent): Milliseconds {
  return Math.max(extent.to - extent.from, MIN_SPAN) / (1 - 2 * EDGE);
}

/** Puts a span within the extent and finds the mode that it has there. */
function settled(from: EpochMs, span: Milliseconds, extent: Extent): TimeView {
  // A ten-thousandth: below what a pixel can show, above what floating point loses.
  if (span >= fitSpan(extent) * 0.9999) return fitted(extent);
  const first = extent.from - EDGE * span;
  const last = extent.to + EDGE * span - span;
  const placed = Math.min(Math.max(from, first), last);
  return { from: placed, to: placed + span, mode: placed >= last - span * 1e-4 ? 'live' : 'free' };
}

function same(old: TimeView, next: TimeView): TimeView {
  return old.from === next.from && old.to === next.to && old.mode === next.mode ? old : next;
}
