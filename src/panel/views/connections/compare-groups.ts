/** What a connection can be compared with, as a group of a menu. The comparison itself is a page of the viewer. */
import type { ConnectionId } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { MenuGroup, MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { ConnectionRow, MessageFilter } from '../../../wire/protocol/questions.ts';
import { shortUrl } from '../facts/short-url.ts';

/** Connections that are offered by name: more would not fit on a small screen. The rest can be chosen on the page of the comparison. */
const MAX_OFFERED = 8;
/** Code units of a URL in a menu. */
const MAX_URL = 60;

/** None where nobody can compare. */
export function compareGroups({ host, connections }: Pick<PanelState, 'host' | 'connections'>, id: ConnectionId): MenuGroup[] {
  const rows = connections.value;
  const mine = rows.find((row) => row.id === id);
  if (host.compare === undefined || mine === undefined) return [];
  const ask = (right: ConnectionId | null, filter: MessageFilter): void =>
    host.compare!({
      name: host.page.peek().title || shortUrl(mine.url, true).host,
      left: id,
      right,
      async make(onProgress, end) {
        const [{ pullExport }, meta] = await Promise.all([import('../export/pull-export.ts'), host.exportMeta()]);
        // It stays in this browser, so credentials may stay in it; a message without its own would be another one.
        const request = { format: 'ndjson' as const, filter, redact: false, meta };
        const told = ({ done, total }: { done: number; total: number }): void => onProgress(done / Math.max(1, total));
        const { file } = await pullExport(host.ask, { request, onProgress: told, now: () => host.now() }, end);
        return file;
      },
    });
  const others = rows.filter((row) => row.id !== id).sort((a, b) => Number(b.url === mine.url) - Number(a.url === mine.url) || b.id - a.id);
  const items: MenuItem[] = others
    .slice(0, MAX_OFFERED)
    .map((row) => ({ kind: 'action', label: labelOf(row), onChoose: () => ask(row.id, { connections: [id, row.id] }) }));
  if (others.length > MAX_OFFERED)
    items.push({ kind: 'action', label: t('connections.compareAnother', { count: others.length }), onChoose: () => ask(others[0]!.id, {}) });
  items.push({ kind: 'action', label: t('connections.compareElse'), onChoose: () => ask(null, { connections: [id] }) });
  return [{ label: t('connections.compare', { id: String(id) }), items }];
}

function labelOf({ id, url }: ConnectionRow): string {
  const { path } = shortUrl(url, false);
  return `#${id} ${path.length > MAX_URL ? `${path.slice(0, MAX_URL)}…` : path}`;
}
