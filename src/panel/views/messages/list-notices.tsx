/** Slim lines above the list: what it leaves out, and what is missing from it. */
import { Icon } from '../../parts/icon.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { lossReasons } from './loss-notice.ts';
import { texts } from './texts.ts';

/** Code units of the filter that are repeated in the notice. */
const FILTER_SHOWN = 60;

export interface ListNoticesProps {
  state: PanelState;
  count: { total: number; complete: boolean } | null;
  failure: string | null;
}

/**
 * The filter with its hits; the losses of the chosen connection (those of the whole capture are told by the shell);
 * and an answer that did not come.
 */
export function ListNotices({ state, count, failure }: ListNoticesProps) {
  const selected = state.selectedConnection.value;
  const row = selected === null ? undefined : state.connections.value.find((one) => one.id === selected);
  const overview = state.overview.value;
  const text = state.filterText.value;
  const of = row ? row.messages : (overview?.messages ?? 0);
  return (
    <>
      {failure !== null && (
        <div class="messages-notice is-error" role="alert">
          <Icon name="error" />
          <span>{texts.failed(failure)}</span>
        </div>
      )}
      {row && row.lost > 0 && (
        <div class="messages-notice is-warning" role="status">
          <Icon name="warning" />
          <span>{texts.lost(row.lost, lossReasons(overview?.gaps ?? [], row.id))}</span>
        </div>
      )}
      {text !== '' && count && count.total > 0 && (
        <div class="messages-notice" role="status">
          <Icon name="filter" />
          <span>
            {texts.filterHits(count.total, Math.max(of, count.total))} <VisibleText text={texts.contains(short(text))} />
            {!count.complete && ` (${texts.looking})`}
          </span>
          <button
            type="button"
            class="messages-notice-close"
            aria-label={texts.clearFilter}
            title={texts.clearFilter}
            onClick={() => (state.filterText.value = '')}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}

function short(text: string): string {
  return text.length > FILTER_SHOWN ? `${text.slice(0, FILTER_SHOWN)}…` : text;
}
