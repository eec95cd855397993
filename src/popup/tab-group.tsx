/** One tab of the board: its title, and a row for each origin that its streams lead to. */
import { useSignal } from '@preact/signals';
import { Icon } from '../panel/parts/icon.tsx';
import { VisibleText } from '../panel/parts/visible-text.tsx';
import { sayNumber, t } from '../words/t.ts';
import { ageText } from './age.ts';
import { streamsOf, type Group, type Line } from './groups.ts';
import type { TabInfo } from './host.ts';
import { StreamRows } from './stream-rows.tsx';
import { SlotBar } from './slot-bar.tsx';

/** A title is the page's own: this much of it is more than any window is wide. */
const TITLE_LENGTH = 300;
/** Of the table: what a title may spread over. */
const COLUMNS = 7;

export function TabGroup({ group, now, goTo }: { group: Group; now: number; goTo: (tab: TabInfo) => void }) {
  const { tab, lines } = group;
  const go = tab && ((): void => goTo(tab));
  return (
    <tbody class={`group${go ? ' is-going' : ''}`} onClick={go}>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS}>
          <span class="group-title">
            {tab ? <TabButton tab={tab} /> : <span title={t('board.workersHint')}>{t('board.workers')}</span>}
            {group.incognito && <span class="mark">{t('board.private')}</span>}
            {tab?.discarded && <span class="mark">{t('board.discarded')}</span>}
            {lines.length > 1 && (
              <span class="group-sum">{t('board.groupSum', { streams: t('count.streams', { count: streamsOf(group) }), origins: lines.length })}</span>
            )}
          </span>
        </th>
      </tr>
      {lines.map((line) => (
        <OriginLine key={line.key} line={line} now={now} />
      ))}
    </tbody>
  );
}

/** @note Its click rises to the group, which goes to the tab wherever it is clicked; the button is for keyboard and screen reader. */
function TabButton({ tab }: { tab: TabInfo }) {
  const title = (tab.title || (tab.url === '' ? t('board.untitled', { tabId: String(tab.tabId) }) : tab.url)).slice(0, TITLE_LENGTH);
  return (
    <button type="button" class="tab-button" title={tab.url.slice(0, TITLE_LENGTH)} aria-label={t('board.goTo', { title })}>
      <VisibleText text={title} />
    </button>
  );
}

function OriginLine({ line, now }: { line: Line; now: number }) {
  const open = useSignal(false);
  return (
    <>
      <tr class="line">
        <th scope="row">
          <span class="line-origin" title={line.origin}>
            <button
              type="button"
              class={`line-opener${open.value ? ' is-open' : ''}`}
              aria-expanded={open.value ? 'true' : 'false'}
              aria-label={t('board.showStreams', { origin: line.origin })}
              onClick={(event) => {
                // The click on the rest of the group goes to its tab.
                event.stopPropagation();
                open.value = !open.value;
              }}
            >
              <Icon name="chevron" />
            </button>
            <span>
              <VisibleText text={line.origin} />
            </span>
            {line.pool.crossSite && (
              <span class="mark" title={t('board.crossSiteHint')}>
                {t('context.frame')}
              </span>
            )}
          </span>
        </th>
        <Numbers of={line} now={now} />
        <td class="slots-cell">
          <SlotBar line={line} />
        </td>
      </tr>
      {open.value && <StreamRows line={line} now={now} columns={COLUMNS} />}
    </>
  );
}

function Numbers({ of: { open, connecting, waiting, messages, since }, now }: { of: Line; now: number }) {
  return (
    <>
      <Count count={open} />
      <Count count={connecting} />
      <Count count={waiting} />
      {messages === undefined ? (
        <td class="number is-zero" title={t('board.unknownCountHint')}>
          —
        </td>
      ) : (
        <Count count={messages} />
      )}
      <td class="number">{ageText(since, now)}</td>
    </>
  );
}

const Count = ({ count }: { count: number }) => <td class={`number${count === 0 ? ' is-zero' : ''}`}>{sayNumber(count)}</td>;
