/** Where the user stood in the panel, for its next document: Firefox makes a new one whenever the toolbox is moved. */
import { batch, effect, type Signal } from '@preact/signals';
import type { ConnectionId } from '../../core/units.ts';
import { isRecord } from '../../wire/protocol/guard.ts';
import type { Host } from './host.ts';
import type { MessageWishes } from './message-wishes.ts';
import type { ListTop, PanelState } from './panel-state.ts';
import { DETAIL_TABS, type DetailTab, type OwnTabs } from './tab-in-front.ts';

/** What the user chose, sought and marked. All of it is for this capture: what is for every one are settings. */
export type PlaceSignals = Pick<
  PanelState,
  'selectedConnection' | 'selectedAttempt' | 'selectedMessage' | 'selectedFinding' | 'selectedLine' | 'messageOpen' | 'listTop' | 'range' | 'paused'
> &
  Pick<MessageWishes, 'filterText' | 'filterTypes' | 'filterFrames' | 'bookmarks' | 'onlyBookmarks'> & {
    /** While paused: the first message that is not shown. */
    readonly before: Signal<number | undefined>;
    readonly ownTabs: Signal<OwnTabs>;
  };

/** @param restored called when what was saved is in the signals; not when there was nothing, or when the user was quicker. */
export function keepPlace(host: Host, signals: PlaceSignals, signal: AbortSignal, restored: () => void): void {
  const untouched = JSON.stringify(placeOf(signals));
  void host.place?.load().then((saved) => {
    if (signal.aborted) return;
    // What the user did meanwhile is newer.
    if (isRecord(saved) && JSON.stringify(placeOf(signals)) === untouched) {
      batch(() => take(saved, signals));
      // @note Last: whoever pauses says where the view stands still, and that would be here and now.
      if (signals.paused.peek() && isNumber(saved['before'])) signals.before.value = saved['before'];
      restored();
    }
    const stop = effect(() => {
      host.place?.save(placeOf(signals));
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** As it is saved: by way of a channel that clones it. */
function placeOf(signals: PlaceSignals) {
  return {
    connection: signals.selectedConnection.value,
    attempt: signals.selectedAttempt.value,
    message: signals.selectedMessage.value,
    finding: signals.selectedFinding.value,
    line: signals.selectedLine.value,
    messageOpen: signals.messageOpen.value,
    top: signals.listTop.value,
    range: signals.range.value,
    filterText: signals.filterText.value,
    filterTypes: signals.filterTypes.value,
    filterFrames: signals.filterFrames.value,
    bookmarks: [...signals.bookmarks.value],
    onlyBookmarks: signals.onlyBookmarks.value,
    paused: signals.paused.value,
    before: signals.before.value ?? null,
    tabs: [...signals.ownTabs.value],
  };
}

/** Part by part: one that is not as it should be does not cost the others. */
function take(saved: Record<string, unknown>, signals: PlaceSignals): void {
  const put = <T>(into: Signal<T>, value: unknown, isOne: (value: unknown) => value is T): void => {
    if (isOne(value)) into.value = value;
  };
  put(signals.selectedConnection, saved['connection'], orNull(isNumber));
  put(signals.selectedAttempt, saved['attempt'], orNull(isNumber));
  put(signals.selectedMessage, saved['message'], orNull(isNumber));
  put(signals.selectedFinding, saved['finding'], orNull(isText));
  put(signals.selectedLine, saved['line'], orNull(isNumber));
  put(signals.messageOpen, saved['messageOpen'], isBoolean);
  put(signals.listTop, saved['top'], orNull(isTop));
  put(signals.range, saved['range'], orNull(isRange));
  put(signals.filterText, saved['filterText'], isText);
  put(signals.filterTypes, saved['filterTypes'], orNull(listOf(isText)));
  put(signals.filterFrames, saved['filterFrames'], orNull(listOf(isNumber)));
  const { bookmarks } = saved;
  if (listOf(isNumber)(bookmarks)) signals.bookmarks.value = new Set(bookmarks);
  put(signals.onlyBookmarks, saved['onlyBookmarks'], isBoolean);
  const { tabs } = saved;
  if (listOf(isOwnTab)(tabs)) signals.ownTabs.value = new Map(tabs);
  put(signals.paused, saved['paused'], isBoolean);
}

const isOwnTab = (value: unknown): value is [ConnectionId, DetailTab] =>
  Array.isArray(value) && value.length === 2 && isNumber(value[0]) && DETAIL_TABS.some((tab) => tab === value[1]);
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isRange = (value: unknown): value is { from: number; to: number } =>
  isRecord(value) && Number.isFinite(value['from']) && Number.isFinite(value['to']) && Object.keys(value).length === 2;
const isTop = (value: unknown): value is ListTop =>
  isRecord(value) && isNumber(value['first']) && (value['selected'] === null || isNumber(value['selected'])) && Object.keys(value).length === 2;
const listOf =
  <T>(isOne: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(isOne);
const orNull =
  <T>(isOne: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || isOne(value);
