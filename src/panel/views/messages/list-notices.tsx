/** Slim lines above the list: what it leaves out, and what is missing from it. */
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { SearchProgress } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';

/** Code units of the filter that are repeated in the notice. */
const FILTER_SHOWN = 60;

export interface ListNoticesProps {
  state: PanelState;
  count: { total: number; complete: boolean } | null;
  search: SearchProgress | null;
  failure: string | null;
}

/** The filter with its hits, and an answer that did not come. What was lost is told by the shell, and by the row of the connection. */
export function ListNotices({ state, count, search, failure }: ListNoticesProps) {
  const selected = state.selectedConnection.value;
  const row = selected === null ? undefined : state.connections.value.find((one) => one.id === selected);
  const overview = state.overview.value;
  const others = state.filter.value.kinds === undefined ? ((row ?? overview)?.others ?? 0) : 0;
  const of = ((row ?? overview)?.messages ?? 0) + others;
  return (
    <>
      {failure !== null && (
        <div class="messages-notice is-error" role="alert">
          <Icon name="error" />
          <span>{t('recorderFailed', { reason: failure })}</span>
        </div>
      )}
      {state.isFiltered.value && count && count.total > 0 && (
        <div class="messages-notice" role="status">
          <Icon name="filter" />
          <span>
            {count.complete
              ? t('someOf', {
                  part: count.total,
                  whole: t(others > 0 ? 'count.rows' : 'count.messages', { count: Math.max(of, count.total) }),
                })
              : t('messages.filterSoFar', { total: count.total })}{' '}
            <VisibleText text={whatOf(state)} />
            {!count.complete && search !== null && ` (${t('messages.looked', { percent: Math.floor((100 * search.looked) / Math.max(1, search.held)) })})`}
          </span>
          {search !== null && search.cutShort > 0 && <Icon name="info" label={t('messages.cutShort', { count: search.cutShort })} />}
          <button type="button" class="messages-notice-close" aria-label={t('clearFilter')} title={t('clearFilter')} onClick={() => state.clearFilters()}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}

/** Text alone is told as such; with other filters there is too much to tell. */
function whatOf(state: PanelState): string {
  const { text, pattern, query, types, frames, among } = state.filter.value;
  if (types !== undefined || frames !== undefined || among !== undefined) return t('messages.passes');
  if (query !== undefined) return t('messages.matches', { text: short(query) });
  if (pattern !== undefined) return t('messages.matches', { text: short(`/${pattern.source}/${pattern.flags}`) });
  return text === undefined ? t('messages.passes') : t('messages.contains', { text: short(text) });
}

function short(text: string): string {
  return text.length > FILTER_SHOWN ? `${text.slice(0, FILTER_SHOWN)}…` : text;
}
