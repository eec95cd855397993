/** Who holds the connections to an origin that a request waits for: tabs of this browser, with the way to each. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import type { Host, SlotHolder } from '../../state/host.ts';

/** A browser opens so many HTTP/1.1 connections to an origin, over all its tabs. */
const SLOTS = 6;

/** Nothing where nobody can say. */
export function SlotHolders({ host, origin }: { host: Host; origin: string }) {
  const holders = useSignal<readonly SlotHolder[] | null>(null);
  useEffect(() => {
    if (host.watchCensus === undefined) return undefined;
    const end = new AbortController();
    host.watchCensus((all) => (holders.value = all), end.signal);
    return () => end.abort();
  }, [host]);
  if (holders.value === null) return null;
  const held = holders.value.filter((holder) => holder.origin === origin && holder.open > 0);
  const sum = held.reduce((total, { open }) => total + open, 0);
  if (held.length === 0) return <p class="slot-holders">{t('request.slotsNone', { origin })}</p>;
  return (
    <div class="slot-holders">
      <p>{t('request.slotsHeld', { held: Math.min(sum, SLOTS), of: SLOTS, origin })}</p>
      <ul>
        {held.map((holder) => (
          <li key={holder.tabId}>
            <Holder holder={holder} goTo={host.goToTab} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Holder({ holder: { tabId, isThis, title, open }, goTo }: { holder: SlotHolder; goTo: Host['goToTab'] }) {
  if (isThis) return <>{t('request.slotsThis', { open })}</>;
  if (tabId < 0) return <>{t('request.slotsNoTab', { open })}</>;
  const words = t('request.slotsOther', { title, open });
  if (goTo === undefined) return <>{words}</>;
  return (
    <button type="button" class="slot-holder" title={t('request.slotsGo')} onClick={() => goTo(tabId)}>
      {words}
    </button>
  );
}
