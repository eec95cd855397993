/** The choice whether later requests that look like reconnects are shown as attempts of a connection, as a group of a menu. */
import type { ConnectionId } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { MenuGroup } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';

/** None for an `EventSource`, whose attempts are no guess. */
export function apartGroups(state: PanelState, id: ConnectionId): MenuGroup[] {
  const row = state.connections.value.find((one) => one.id === id);
  if (row === undefined || row.api === 'eventsource') return [];
  const on = row.apart !== true;
  const label = t('connections.apart');
  const onChoose = (): void => {
    // That a recorder is gone, the panel says by itself.
    state.host.ask('setApart', { connection: id, on }).catch(() => undefined);
  };
  return [{ label: '', items: [{ kind: 'check', label, checked: !on, onChoose }] }];
}
