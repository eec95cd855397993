/**
 * Which tab stands in front. A chosen connection whose protocol is certain opens on what it means, until the user takes another tab for it; all others share one tab,
 * which outlives the panel.
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ConnectionId } from '../../core/units.ts';
import type { ConnectionRow } from '../../wire/protocol/questions.ts';

export const DETAIL_TABS = ['messages', 'decoded', 'timeline', 'request', 'raw', 'findings'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Set by the user, or by what leads to a tab. */
export interface TabInFront {
  value: DetailTab;
  peek(): DetailTab;
}

/** Tabs that were taken for one connection. */
export type OwnTabs = ReadonlyMap<ConnectionId, DetailTab>;

export interface Tabs {
  readonly tab: TabInFront;
  readonly usualTab: Signal<DetailTab>;
  readonly ownTabs: Signal<OwnTabs>;
}

export function createTabs(connections: ReadonlySignal<readonly ConnectionRow[]>, selectedConnection: ReadonlySignal<ConnectionId | null>): Tabs {
  const usualTab = signal<DetailTab>('messages');
  const ownTabs = signal<OwnTabs>(new Map());
  const isCertain = computed(() => {
    const id = selectedConnection.value;
    return id !== null && connections.value.find((row) => row.id === id)?.protocol?.certainty === 'certain';
  });
  const shown = computed((): DetailTab => {
    const id = selectedConnection.value;
    const own = id === null ? undefined : ownTabs.value.get(id);
    if (isCertain.value) return own ?? 'decoded';
    // What means something for one connection says nothing of the next.
    return own === 'decoded' ? own : usualTab.value;
  });
  return {
    usualTab,
    ownTabs,
    tab: {
      get value() {
        return shown.value;
      },
      set value(next) {
        const id = selectedConnection.peek();
        batch(() => {
          if (id === null || (!isCertain.peek() && next !== 'decoded')) usualTab.value = next;
          if (id !== null) ownTabs.value = new Map(ownTabs.peek()).set(id, next);
        });
      },
      peek: () => shown.peek(),
    },
  };
}
