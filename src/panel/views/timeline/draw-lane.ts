/** Draws one lane from its layout. All shapes of a kind go into one path: the cost is a few fills for each lane. */
import type { AttemptNumber } from '../../../core/units.ts';
import type { DrawContext } from './draw-context.ts';
import { barOf } from './hit-test.ts';
import type { Bar, LaneLayout, Mark, Pin, Stretch } from './lane-layout.ts';
import type { Palette } from './palette.ts';

/** CSS pixels from the top of one lane to the top of the next. */
export const LANE_HEIGHT = 24;
const BAR_HEIGHT = 14;
const BAR_TOP = (LANE_HEIGHT - BAR_HEIGHT) / 2;
/** Below this width a hollow bar has no room for its hatching. */
const MIN_HATCHED = 5;
const HATCH_STEP = 5;
/** Messages in one pixel that fill the height of the bar. The scale is logarithmic and the same at every moment, so that nothing jumps. */
const FULL_COLUMN = 256;
/** Share of the bar's height that a single message has. */
const LEAST_COLUMN = 0.4;
/** Half the width of a pin. */
const PIN = 3.5;
/** Half the width of an end mark. */
const MARK = 3.5;

/** `y` is the top of the lane; `selected` the attempt to outline. */
export function drawLane(ctx: DrawContext, layout: LaneLayout, y: number, palette: Palette, selected: AttemptNumber | null): void {
  drawWaits(ctx, layout, y, palette);
  drawOpen(ctx, layout, y, palette);
  drawConnecting(ctx, layout, y, palette);
  drawColumns(ctx, layout.columns, y, palette);
  drawExpected(ctx, layout, y, palette);
  for (const mark of layout.marks) drawMark(ctx, mark, y, palette);
  for (const pin of layout.pins) drawPin(ctx, pin, y, palette);
  const bar = selected === null ? undefined : barOf(layout, selected);
  if (bar) drawSelection(ctx, bar, y, palette);
}

function drawWaits(ctx: DrawContext, layout: LaneLayout, y: number, palette: Palette): void {
  const middle = Math.round(y + LANE_HEIGHT / 2) + 0.5;
  ctx.beginPath();
  for (const { wait } of layout.bars) if (wait) line(ctx, wait, middle);
  if (layout.waitingNow) line(ctx, layout.waitingNow, middle);
  ctx.strokeStyle = palette.wait;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function line(ctx: DrawContext, { x0, x1 }: Stretch, y: number): void {
  ctx.moveTo(Math.round(x0), y);
  ctx.lineTo(Math.round(x1), y);
}

function drawOpen(ctx: DrawContext, layout: LaneLayout, y: number, palette: Palette): void {
  const top = y + BAR_TOP;
  ctx.beginPath();
  for (const { open } of layout.bars) if (open) box(ctx, open, top, BAR_HEIGHT);
  ctx.fillStyle = palette.open;
  ctx.fill();
  // The edges tell where one bar ends and the next begins when there is no wait to see between them.
  ctx.beginPath();
  for (const { open, running } of layout.bars) {
    if (!open || open.x1 - open.x0 < 4) continue;
    box(ctx, { x0: open.x0, x1: open.x0 + 1 }, top, BAR_HEIGHT);
    if (!running) box(ctx, { x0: open.x1 - 1, x1: open.x1 }, top, BAR_HEIGHT);
  }
  ctx.fillStyle = palette.openEdge;
  ctx.fill();
}

function drawConnecting(ctx: DrawContext, layout: LaneLayout, y: number, palette: Palette): void {
  const top = y + BAR_TOP;
  ctx.beginPath();
  for (const { connecting } of layout.bars) {
    if (connecting && connecting.x1 > connecting.x0 && connecting.x1 - connecting.x0 < MIN_HATCHED) box(ctx, connecting, top, BAR_HEIGHT);
  }
  ctx.fillStyle = palette.hollow;
  ctx.fill();
  ctx.lineWidth = 1;
  for (const bar of layout.bars) {
    if (bar.connecting && bar.connecting.x1 - bar.connecting.x0 >= MIN_HATCHED) drawHollow(ctx, bar.connecting, top, bar.attempt.outcome === 'queued', palette);
  }
}

/** Hatched while it waits for an answer; empty and dashed while it waits for a slot. */
function drawHollow(ctx: DrawContext, { x0, x1 }: Stretch, top: number, queued: boolean, palette: Palette): void {
  const left = Math.round(x0);
  const right = Math.round(x1);
  if (!queued) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, right - left, BAR_HEIGHT);
    ctx.clip();
    ctx.beginPath();
    // @note Lines stand at multiples of the step, not at the bar's edge: panning does not make them crawl.
    for (let x = Math.floor((left - BAR_HEIGHT) / HATCH_STEP) * HATCH_STEP; x < right; x += HATCH_STEP) {
      ctx.moveTo(x, top + BAR_HEIGHT);
      ctx.lineTo(x + BAR_HEIGHT, top);
    }
    ctx.strokeStyle = palette.hatch;
    ctx.stroke();
    ctx.restore();
  }
  if (queued) ctx.setLineDash([3, 2]);
  ctx.strokeStyle = palette.hollow;
  ctx.strokeRect(left + 0.5, top + 0.5, right - left - 1, BAR_HEIGHT - 1);
  if (queued) ctx.setLineDash([]);
}

function drawColumns(ctx: DrawContext, columns: Uint32Array, y: number, palette: Palette): void {
  const bottom = y + BAR_TOP + BAR_HEIGHT;
  ctx.beginPath();
  for (let x = 0; x < columns.length; x++) {
    const count = columns[x] ?? 0;
    if (count === 0) continue;
    const height = columnHeight(count);
    ctx.rect(x, bottom - height, 1, height);
  }
  ctx.fillStyle = palette.message;
  ctx.fill();
}

/** CSS pixels for `count` messages in one pixel of time. */
export function columnHeight(count: number): number {
  const share = LEAST_COLUMN + (1 - LEAST_COLUMN) * (Math.log2(count) / Math.log2(FULL_COLUMN));
  return Math.round(BAR_HEIGHT * Math.min(1, share));
}

/** A caret at the top of the lane, with a stem down to the line of the wait, where the reconnect was expected. */
function drawExpected(ctx: DrawContext, layout: LaneLayout, y: number, palette: Palette): void {
  ctx.fillStyle = palette.expected;
  ctx.beginPath();
  for (const { expectedX } of layout.bars) if (expectedX !== undefined) caret(ctx, expectedX, y);
  if (layout.waitingNow?.expectedX !== undefined) caret(ctx, layout.waitingNow.expectedX, y);
  ctx.fill();
}

function caret(ctx: DrawContext, at: number, y: number): void {
  const x = Math.round(at);
  const top = y + 1;
  ctx.moveTo(x - 3, top);
  ctx.lineTo(x + 4, top);
  ctx.lineTo(x + 0.5, top + 4);
  ctx.closePath();
  ctx.rect(x, top + 3, 1, LANE_HEIGHT / 2 - 3);
}

/** Errors are a cross, closes a square: told apart without colour. Of a crowd the last has the shape, and each a notch below. */
function drawMark(ctx: DrawContext, mark: Mark, y: number, palette: Palette): void {
  const x = Math.round(mark.at.at(-1) ?? 0) + 0.5;
  const middle = Math.round(y + LANE_HEIGHT / 2) + 0.5;
  const colour = mark.kind === 'error' ? palette.error : palette.close;
  ctx.fillStyle = colour;
  if (mark.at.length > 1) for (const at of mark.at) ctx.fillRect(Math.round(at) - 1, y + LANE_HEIGHT - 4, 2, 3);
  // A halo in the colour of the ground keeps the shape readable on a bar.
  if (mark.kind === 'close') {
    ctx.fillStyle = palette.surface;
    ctx.fillRect(x - MARK - 1, middle - MARK - 1, 2 * MARK + 2, 2 * MARK + 2);
    ctx.fillStyle = colour;
    ctx.fillRect(x - MARK, middle - MARK, 2 * MARK, 2 * MARK);
    return;
  }
  ctx.beginPath();
  ctx.moveTo(x - MARK, middle - MARK);
  ctx.lineTo(x + MARK, middle + MARK);
  ctx.moveTo(x + MARK, middle - MARK);
  ctx.lineTo(x - MARK, middle + MARK);
  ctx.strokeStyle = palette.surface;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.stroke();
}

/** A diamond on the upper edge of its bar: filled where something is wrong, empty where something is only worth knowing. */
function drawPin(ctx: DrawContext, { severity, x }: Pin, y: number, palette: Palette): void {
  const middle = Math.round(x) + PIN + 1;
  const edge = y + BAR_TOP + 0.5;
  ctx.beginPath();
  ctx.moveTo(middle - PIN, edge);
  ctx.lineTo(middle, edge - PIN);
  ctx.lineTo(middle + PIN, edge);
  ctx.lineTo(middle, edge + PIN);
  ctx.closePath();
  const colour = severity === 'error' ? palette.error : severity === 'warning' ? palette.warning : palette.close;
  ctx.fillStyle = severity === 'note' ? palette.surface : colour;
  ctx.fill();
  ctx.strokeStyle = severity === 'note' ? colour : palette.surface;
  ctx.lineWidth = 1;
  ctx.stroke();
}

function drawSelection(ctx: DrawContext, bar: Bar, y: number, palette: Palette): void {
  const left = Math.round(bar.x0) - 2;
  const right = Math.round(bar.x1) + 2;
  ctx.strokeStyle = palette.selection;
  ctx.lineWidth = 2;
  ctx.strokeRect(left, y + BAR_TOP - 2, right - left, BAR_HEIGHT + 4);
}

/** A box with crisp sides and at least one pixel of width. */
function box(ctx: DrawContext, { x0, x1 }: Stretch, top: number, height: number): void {
  const left = Math.round(x0);
  ctx.rect(left, top, Math.max(1, Math.round(x1) - left), height);
}
