/**
 * The keyboard on the plot.
 *
 *   ← →  attempt before, after      + −  zoom                     Enter  select
 *   ↑ ↓  lane above, below          0    show everything          Esc    let the range go
 *   Home End  first, newest         Shift+← →  pan                T      table
 */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { LANE_HEIGHT } from './draw-lane.ts';
import { AXIS_HEIGHT } from './draw-timeline.ts';
import { type AttemptRef, type TimelineModel } from './timeline-model.ts';

const KEY_ZOOM = 1.5;
/** Share of the width that Shift with an arrow pans by. */
const KEY_PAN = 0.1;

export interface KeyActions {
  /** The keyboard has moved to this attempt: bring it into view and say what it is. */
  moveTo(ref: AttemptRef): void;
  toggleTable(): void;
}

/** True when the key was one of ours. */
export function handleKey(event: KeyboardEvent, model: TimelineModel, state: PanelState, actions: KeyActions): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { width, height } = model.size.peek();
  const page = Math.max(1, Math.floor((height - AXIS_HEIGHT) / LANE_HEIGHT) - 1);
  const move = (lanes: number, attempt: (n: number, row: ConnectionRow) => number): true => {
    const next = moved(model, state, lanes, attempt);
    if (next) actions.moveTo(next);
    return true;
  };
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = event.key === 'ArrowRight' ? 1 : -1;
      if (!event.shiftKey) return move(0, (n) => n + step);
      model.pan(step * KEY_PAN * width);
      return true;
    }
    case 'ArrowUp':
      return move(-1, (n) => n);
    case 'ArrowDown':
      return move(1, (n) => n);
    case 'PageUp':
      return move(-page, (n) => n);
    case 'PageDown':
      return move(page, (n) => n);
    case 'Home':
      return move(0, () => 1);
    case 'End':
      return move(0, (_, row) => row.attempts);
    case '+':
    case '=':
      model.zoom(1 / KEY_ZOOM, focusX(model));
      return true;
    case '-':
    case '_':
      model.zoom(KEY_ZOOM, focusX(model));
      return true;
    case '0':
      model.fit();
      return true;
    case 'Enter': {
      const at = model.focus.peek();
      if (at) model.select(at.connection, at.n);
      return at !== null;
    }
    case 'Escape': {
      const had = state.range.peek() !== null;
      state.range.value = null;
      return had;
    }
    case 't':
    case 'T':
      actions.toggleTable();
      return true;
    default:
      return false;
  }
}

/** Where a move by lanes, then to an attempt, leads. The first key only shows where the keyboard is. */
function moved(model: TimelineModel, state: PanelState, lanes: number, attempt: (n: number, row: ConnectionRow) => number): AttemptRef | null {
  const rows = state.connections.peek();
  const at = model.focus.peek();
  const lane = at ? rows.findIndex((row) => row.id === at.connection) : -1;
  if (!at || lane < 0) {
    const row = rows.find((each) => each.id === state.selectedConnection.peek()) ?? rows[model.window.peek().first];
    return row ? { connection: row.id, n: state.selectedAttempt.peek() ?? newest(row) } : null;
  }
  const row = rows[Math.min(Math.max(lane + lanes, 0), rows.length - 1)];
  if (!row) return null;
  const n = row.id === at.connection ? at.n : nearestInTime(model, at, row);
  return { connection: row.id, n: Math.min(Math.max(attempt(n, row), 1), newest(row)) };
}

function newest(row: ConnectionRow): number {
  return Math.max(1, row.attempts);
}

/** The attempt of another lane that is drawn nearest to where the keyboard is; the newest when that lane is not on the screen. */
function nearestInTime(model: TimelineModel, at: AttemptRef, row: ConnectionRow): number {
  const from = model.boxOf(at);
  const bars = model.layouts.peek().get(row.id)?.bars ?? [];
  const x = from ? from.x0 : Infinity;
  let nearest = newest(row);
  let least = Infinity;
  for (const bar of bars) {
    const distance = x < bar.x0 ? bar.x0 - x : Math.max(0, x - bar.x1);
    if (distance >= least) continue;
    least = distance;
    nearest = bar.attempt.n;
  }
  return nearest;
}

/** Zooming by key keeps the focused attempt in its place, or the middle when it is not on the screen. */
function focusX(model: TimelineModel): number {
  const { width } = model.size.peek();
  const at = model.focus.peek();
  const box = at && model.boxOf(at);
  return box && box.x0 >= 0 && box.x0 <= width ? box.x0 : width / 2;
}
