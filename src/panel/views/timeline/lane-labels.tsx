/** The names of the lanes on the screen, left of the plot. */
import type { PanelState } from '../../state/panel-state.ts';
import { StateGlyph } from '../facts/state-glyph.tsx';
import { LANE_HEIGHT } from './draw-lane.ts';
import { shortUrl } from '../facts/short-url.ts';
import type { TimelineModel } from './timeline-model.ts';
import { usualOrigin } from './usual-origin.ts';

/** A click selects the connection. By keyboard the lanes are reached through the plot. */
export function LaneLabels({ state, model }: { state: PanelState; model: TimelineModel }) {
  const rows = state.connections.value;
  const { first, end, top } = model.window.value;
  const usual = usualOrigin(rows);
  return (
    <div class="timeline-labels">
      {rows.slice(first, end).map((row, i) => {
        const { host, path } = shortUrl(row.url, row.origin !== usual);
        const selected = row.id === state.selectedConnection.value;
        return (
          <button
            key={row.id}
            type="button"
            tabIndex={-1}
            class={`timeline-label${selected ? ' is-selected' : ''}`}
            style={{ transform: `translateY(${top + i * LANE_HEIGHT}px)` }}
            title={`${row.url}\n${row.state}`}
            aria-pressed={selected}
            onClick={() => model.select(row.id, null)}
          >
            <StateGlyph state={row.outcome === 'queued' ? 'queued' : row.state} />
            <span class="timeline-label-text">
              {path}
              {host && <span class="timeline-label-host"> {host}</span>}
            </span>
          </button>
        );
      })}
    </div>
  );
}
