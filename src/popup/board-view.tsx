/** The board: every tab with event streams. */
import { useComputed, useSignal } from '@preact/signals';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { Icon } from '../panel/parts/icon.tsx';
import { t, type TextKey } from '../words/t.ts';
import { AdviceList } from './advice-list.tsx';
import { adviceOf } from './advice.ts';
import { groupsOf, streamsOf, zombiesOf, type Group } from './groups.ts';
import type { BoardHost, TabInfo } from './host.ts';
import { nextSort, sortGroups, type ColumnName, type Sort } from './sort-groups.ts';
import { TabGroup } from './tab-group.tsx';
import { ZombieList } from './zombie-list.tsx';
import { walkButtons } from './walk-buttons.ts';

/** Left to right. */
const COLUMNS = {
  name: 'board.columns.name',
  open: 'board.columns.open',
  connecting: 'board.columns.connecting',
  waiting: 'board.columns.waiting',
  messages: 'messages',
  age: 'board.columns.age',
} as const satisfies Record<ColumnName, TextKey>;

export function BoardView({ host }: { host: BoardHost }) {
  const sort = useSignal<Sort | null>(null);
  const groups = useComputed(() => (host.board.value === null ? null : groupsOf(host.board.value, host.tabs.value, host.counts.value, host.now.value)));
  const shown = groups.value;
  return (
    <>
      <header class="board-head">
        <h1>{t('board.heading')}</h1>
        <span class="board-summary" role="status">
          {shown !== null && shown.length > 0 && summaryOf(shown)}
        </span>
        {host.openViewer && (
          <button type="button" class="text-button" title={t('board.openFileHint')} onClick={host.openViewer}>
            {t('board.openFile')}
          </button>
        )}
        {host.openAsPage && (
          <button type="button" class="text-button" title={t('board.openAsPageHint')} onClick={host.openAsPage}>
            {t('board.openAsPage')}
          </button>
        )}
      </header>
      {shown === null && <EmptyState title={t('board.loading')} />}
      {shown?.length === 0 && (
        <EmptyState title={t('board.empty')}>
          <p>{t('board.emptyWords')}</p>
          <p>{t('board.fresh')}</p>
          {host.privateWindows.value === 'not-allowed' && <p>{t('board.notPrivate')}</p>}
          {host.privateWindows.value === 'apart' && <p>{t('board.privateApart')}</p>}
        </EmptyState>
      )}
      {shown !== null && <AdviceList advice={adviceOf(shown)} goTo={host.goTo} />}
      {shown !== null && <ZombieList zombies={zombiesOf(shown)} goTo={host.goTo} />}
      {shown !== null && shown.length > 0 && (
        <Table
          groups={sortGroups(shown, sort.value)}
          sort={sort.value}
          now={host.now.value}
          goTo={host.goTo}
          onSort={(by) => (sort.value = nextSort(sort.value, by))}
        />
      )}
    </>
  );
}

interface TableProps {
  groups: readonly Group[];
  sort: Sort | null;
  now: number;
  goTo: (tab: TabInfo) => void;
  onSort: (by: ColumnName) => void;
}

function Table({ groups, sort, now, goTo, onSort }: TableProps) {
  const guessed = groups.some(({ lines }) => lines.some(({ pool }) => pool.limited === 'perhaps'));
  return (
    <div class="board-scroll" onKeyDown={walkButtons}>
      <table class="board" aria-label={t('board.heading')}>
        <thead>
          <tr>
            {(Object.keys(COLUMNS) as ColumnName[]).map((name) => (
              <Header key={name} name={name} sort={sort} onSort={onSort} />
            ))}
            <th scope="col" class="slots-cell" title={t('board.slotsHint')}>
              {t('connections')}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <TabGroup key={group.key} group={group} now={now} goTo={goTo} />
        ))}
      </table>
      {guessed && <p class="footnote">{t('board.footnote')}</p>}
    </div>
  );
}

function Header({ name, sort, onSort }: { name: ColumnName; sort: Sort | null; onSort: (by: ColumnName) => void }) {
  const direction = sort?.by !== name ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={name === 'name' ? 'name' : 'number'} aria-sort={direction} title={t(`board.columnHints.${name}`)}>
      <button type="button" class="sort-button" onClick={() => onSort(name)}>
        {t(COLUMNS[name])}
        {direction !== 'none' && <Icon name="chevron" class={`sort-mark is-${direction}`} />}
      </button>
    </th>
  );
}

const summaryOf = (groups: readonly Group[]): string =>
  t('board.summary', {
    streams: t('count.streams', { count: groups.reduce((sum, group) => sum + streamsOf(group), 0) }),
    tabs: t('count.tabs', { count: groups.filter(({ tab }) => tab !== undefined).length }),
  });
