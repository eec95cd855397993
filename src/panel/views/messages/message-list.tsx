/** The list of messages: live at its end, or saying why it is empty. */
import { batch, useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { marksOf } from '../../../core/query/marks.ts';
import type { MessageIndex } from '../../../core/units.ts';
import type { MessageRow, SearchProgress } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { lazyView } from '../../parts/lazy-view.tsx';
import { DataGrid } from '../../parts/grid/data-grid.tsx';
import type { GridHandle } from '../../parts/grid/grid-list.ts';
import { Menu, type MenuGroup, type MenuItem } from '../../parts/menu.tsx';
import { MAX_BOOKMARKS } from '../../state/message-wishes.ts';
import { keptWidths } from '../../state/kept-widths.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { copySpan, dataOf, messageGroups, type MessageSpan } from '../export/message-copies.ts';
import { useCopying } from '../export/use-copying.tsx';
import { chosenProtocol } from '../facts/chosen-connection.ts';
import { FindingMarkIcon } from '../findings/finding-mark.tsx';
import { messageColumnGroup } from './column-group.ts';
import { ListNotices } from './list-notices.tsx';
import { messageColumns } from './message-columns.tsx';
import { newPages } from './page-mark.ts';
import { showRaw } from '../raw/show-raw.ts';
import { tellsListeners, type Listeners } from './unheard-reason.ts';

const Nothing = lazyView(async () => (await import('./nothing-here.tsx')).NothingHere);

/** Names of the column widths among the sizes that the panel remembers. */
const SIZE_PREFIX = 'messages.column.';

export interface MessageListProps {
  state: PanelState;
  onOpen: () => void;
  onEscape: () => void;
  handle: RefObject<GridHandle | null>;
}

export function MessageList({ state, onOpen, onEscape, handle }: MessageListProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const count = useSignal<{ total: number; complete: boolean } | null>(null);
  const search = useSignal<SearchProgress | null>(null);
  const failure = useSignal<string | null>(null);
  const listId = useComputed(() => JSON.stringify({ ...state.filter.value, before: undefined }));
  const one = state.selectedConnection.value !== null;
  const hasMeaning = useComputed(() => chosenProtocol(state) !== undefined).value;
  const menuAt = useSignal<{ x: number; y: number } | null>(null);
  const rowMenu = useSignal<{ index: MessageIndex; at: { x: number; y: number } } | null>(null);
  const span = useSignal<MessageSpan | null>(null);
  const { copy, said } = useCopying(state.host);
  const { times, newest, hidden } = state.settings.value;
  // The answers of the recorder are copies: another list with the same marks draws nothing anew.
  const pageKey = state.overview.value?.pages.map(({ nextMessage }) => nextMessage).join(' ') ?? '';
  const pages = useMemo(() => state.overview.peek()?.pages ?? [], [pageKey]);
  // Who listens to what changes seldom, and rows are drawn anew when it does.
  const listenersKey = useComputed(() => JSON.stringify(state.connections.value.map(({ id, api, context, heardTypes }) => [id, api, context, heardTypes])));
  const listeners = useMemo(() => new Map(state.connections.peek().map((row) => [row.id, row])), [listenersKey.value]);
  const timeZero = times === 'relative' ? state.timeZero.value : null;
  const bookmarks = state.bookmarks.value;
  const onBookmark = useCallback((index: MessageIndex): void => {
    if (!state.toggleBookmark(index)) failure.value = t('messages.tooManyBookmarks', { limit: MAX_BOOKMARKS });
  }, []);
  const pinned = useCallback(
    (row: MessageRow) => row.finding && <FindingMarkIcon state={state} connection={row.connection} attempt={row.attempt} mark={row.finding} />,
    [],
  );
  const { terms } = state.query.value;
  const marks = useMemo(() => marksOf(terms), [terms]);
  // Columns change in steps, so that a pane that is dragged does not draw all rows anew with each pixel.
  const step = Math.floor(width.value / 20) * 20;
  const columns = useMemo(
    () => messageColumns(step, { manyConnections: !one, hasMeaning }, hidden, { times, timeZero, bookmarks, onBookmark, pages, listeners, marks, pinned }),
    [step, one, hasMeaning, hidden, times, timeZero, bookmarks, pages, listeners, marks],
  );

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => (width.value = element.clientWidth));
    observer.observe(element);
    width.value = element.clientWidth;
    return () => observer.disconnect();
  }, []);

  // What was counted of another list says nothing of this one.
  useLayoutEffect(() => {
    count.value = null;
    search.value = null;
  }, [listId.value]);

  const widths = useMemo(() => keptWidths(state, SIZE_PREFIX), []);
  const selected = state.selectedMessage.value;
  /** As the grid has told it: another one is a wish. */
  const top = useRef<MessageIndex | null>(null);
  const { listTop } = state;
  useEffect(() => {
    const wish = listTop.value;
    if (wish === null || wish.first === top.current || wish.selected !== selected) return;
    top.current = wish.first;
    handle.current?.startAt(wish.first);
  }, [listTop.value]);
  const tellTop = (first: MessageIndex | null): void => {
    top.current = first;
    listTop.value = first === null ? null : { first, selected: state.selectedMessage.peek() };
  };
  useEffect(() => {
    const now = listTop.peek();
    // The list has its own mind of whether that is to be seen.
    if (now !== null && now.first === top.current && now.selected !== selected) listTop.value = { ...now, selected };
  }, [selected]);
  return (
    <div class="messages-list" ref={box}>
      <ListNotices state={state} count={count.value} search={search.value} failure={failure.value} />
      <div class="messages-rows">
        <DataGrid<MessageRow>
          handle={handle}
          label={t('messages')}
          columns={columns}
          listId={listId.value}
          version={`${state.version.value} ${state.filter.value.before ?? ''}`}
          load={async (from, to, { end, hold }) => {
            const held = hold && { index: hold.key, position: hold.position };
            const answer = await state.host.ask('messages', { filter: state.filter.peek(), from, to, end, hold: held });
            failure.value = null;
            search.value = answer.search ?? null;
            return answer;
          }}
          locate={(index) => state.host.ask('position', { filter: state.filter.peek(), index })}
          rowKey={(row) => row.index}
          rowClass={(row, before) => `${classOf(row, listeners.get(row.connection))}${newPages(row, before, pages).length > 0 ? ' is-new-page' : ''}`}
          reversed={newest === 'top'}
          onKey={(key, index) => {
            const act = { b: onBookmark, r: (row: MessageIndex) => showRaw(state, row) }[key.toLowerCase()];
            act?.(index);
            return act !== undefined;
          }}
          onRowMenu={(index, at) => (rowMenu.value = { index, at })}
          onCopy={(index) => copy(span.value === null ? dataOf(state, index) : copySpan(state, span.value, 'ndjson'))}
          onSpan={(ends) => (span.value = ends)}
          onHeaderMenu={(at) => (menuAt.value = at)}
          selected={state.selectedMessage.value}
          onSelect={(index, by) => {
            state.compared.value = null;
            state.selectedMessage.value = index;
            if (by === 'pointer') onOpen();
          }}
          onOpen={(index) => {
            state.selectedMessage.value = index;
            onOpen();
          }}
          onEscape={onEscape}
          onTop={tellTop}
          follow={!state.paused.value}
          newRows={(rows) => t(newest === 'top' ? 'messages.newMessagesAbove' : 'messages.newMessages', { count: rows })}
          {...widths}
          edgeLabel={(column: string) => t('messages.columnEdge', { column })}
          onCount={(next) => (count.value = next)}
          onError={(reason) => (failure.value = reason instanceof Error ? reason.message : String(reason))}
        />
        {menuAt.value && <Menu label={t('messages.columnMenu')} groups={[messageColumnGroup(state)]} at={menuAt.value} onClose={() => (menuAt.value = null)} />}
        {rowMenu.value && (
          <Menu
            label={t('export.copyMessage')}
            groups={[
              ownGroup(state, rowMenu.value.index, span.value, onOpen),
              ...messageGroups(state, rowMenu.value.index, count.value?.total ?? 0, span.value, copy),
            ]}
            at={rowMenu.value.at}
            onClose={() => (rowMenu.value = null)}
          />
        )}
        {said}
        {count.value?.total === 0 && <Nothing state={state} complete={count.value.complete} />}
      </div>
    </div>
  );
}

function classOf({ kind, heard }: MessageRow, of: Listeners | undefined): string {
  if (kind !== 'message') return `is-${kind}`;
  return heard || (of !== undefined && !tellsListeners(of)) ? '' : 'is-unheard';
}

/** What is done with a message here, and with the two ends of a selection. */
function ownGroup(state: PanelState, index: MessageIndex, span: MessageSpan | null, open: () => void): MenuGroup {
  const items: MenuItem[] = [{ kind: 'action', label: t('messages.showRaw'), onChoose: () => showRaw(state, index) }];
  if (span !== null && span.anchor !== span.active) {
    const [earlier, later] = [Math.min(span.anchor, span.active), Math.max(span.anchor, span.active)];
    const onChoose = (): void => {
      batch(() => {
        state.compared.value = { index: later, earlier };
        state.selectedMessage.value = later;
      });
      open();
    };
    items.push({ kind: 'action', label: t('messages.compareEnds'), onChoose });
  }
  return { label: '', items };
}
