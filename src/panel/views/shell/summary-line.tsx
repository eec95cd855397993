/** The sums of the whole capture: in the toolbar, or below where the panel is narrow. */
import type { PanelState } from '../../state/panel-state.ts';
import { summaryOf } from './summary.ts';

export function Summary({ state }: { state: PanelState }) {
  const overview = state.overview.value;
  if (overview === null) return null;
  const parts = summaryOf(overview);
  return (
    <div class="summary" title={parts.map((part) => part.words).join(' · ')}>
      {parts.map((part) => (
        <span key={part.name} class={`summary-part is-${part.name}`}>
          {part.words}
        </span>
      ))}
    </div>
  );
}
