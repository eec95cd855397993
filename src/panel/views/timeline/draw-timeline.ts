/** Draws the whole plot: axis, grid, selected range, lanes, the present. Takes a finished scene; decides nothing. */
import type { AttemptNumber } from '../../../core/units.ts';
import type { DrawContext } from './draw-context.ts';
import { drawLane, LANE_HEIGHT } from './draw-lane.ts';
import type { LaneLayout, Stretch } from './lane-layout.ts';
import type { Palette } from './palette.ts';
import type { Tick } from './ticks.ts';

/** CSS pixels of the time axis at the top of the plot. */
export const AXIS_HEIGHT = 24;
/** CSS pixels of a character of a label, about. */
const GLYPH = 7;

export interface SceneLane {
  /** Top of the lane, in CSS pixels from the top of the plot. */
  y: number;
  /** Undefined until the recorder has answered. */
  layout?: LaneLayout;
  selected: boolean;
  hovered: boolean;
  /** The attempt to outline. */
  attempt: AttemptNumber | null;
}

export interface Scene {
  /** CSS pixels. */
  width: number;
  height: number;
  ticks: readonly Tick[];
  lanes: readonly SceneLane[];
  /** Undefined when nothing is running any more. */
  nowX?: number;
  range: Stretch | null;
}

/** The context must be scaled so that one unit is one CSS pixel. */
export function drawTimeline(ctx: DrawContext, scene: Scene, palette: Palette): void {
  const { width, height } = scene;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, width, height);

  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS_HEIGHT, width, height - AXIS_HEIGHT);
  ctx.clip();
  for (const lane of scene.lanes) {
    if (!lane.selected && !lane.hovered) continue;
    ctx.fillStyle = lane.selected ? palette.laneSelected : palette.laneHover;
    ctx.fillRect(0, lane.y, width, LANE_HEIGHT);
  }
  ctx.fillStyle = palette.grid;
  for (const { x } of scene.ticks) ctx.fillRect(Math.round(x), AXIS_HEIGHT, 1, height - AXIS_HEIGHT);
  for (const lane of scene.lanes) ctx.fillRect(0, lane.y + LANE_HEIGHT - 1, width, 1);
  if (scene.range) fillStretch(ctx, scene.range, AXIS_HEIGHT, height, palette.range);
  for (const lane of scene.lanes) if (lane.layout) drawLane(ctx, lane.layout, lane.y, palette, lane.attempt);
  if (scene.nowX !== undefined) {
    ctx.fillStyle = palette.now;
    ctx.fillRect(Math.round(scene.nowX), AXIS_HEIGHT, 1, height - AXIS_HEIGHT);
  }
  if (scene.range) drawRangeEdges(ctx, scene.range, height, palette);
  ctx.restore();

  drawAxis(ctx, scene, palette);
}

function drawAxis(ctx: DrawContext, { width, ticks, range }: Scene, palette: Palette): void {
  ctx.fillStyle = palette.axis;
  ctx.fillRect(0, 0, width, AXIS_HEIGHT);
  if (range) fillStretch(ctx, range, 0, AXIS_HEIGHT, palette.range);
  ctx.fillStyle = palette.divider;
  ctx.fillRect(0, AXIS_HEIGHT - 1, width, 1);
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  for (const { x, label } of ticks) {
    ctx.fillStyle = palette.divider;
    ctx.fillRect(Math.round(x), AXIS_HEIGHT - 7, 1, 6);
    ctx.fillStyle = palette.text;
    // A label that would be cut off is left out.
    if (x + 4 + label.length * GLYPH > width) continue;
    ctx.fillText(label, Math.round(x) + 4, AXIS_HEIGHT / 2);
  }
  if (range) drawRangeEdges(ctx, range, AXIS_HEIGHT, palette);
}

function fillStretch(ctx: DrawContext, { x0, x1 }: Stretch, top: number, bottom: number, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(Math.round(x0), top, Math.max(1, Math.round(x1) - Math.round(x0)), bottom - top);
}

function drawRangeEdges(ctx: DrawContext, { x0, x1 }: Stretch, bottom: number, palette: Palette): void {
  ctx.fillStyle = palette.rangeEdge;
  ctx.fillRect(Math.round(x0), 0, 1, bottom);
  ctx.fillRect(Math.round(x1), 0, 1, bottom);
}
