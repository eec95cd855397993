/** How the streams of all tabs fill the six connections to an origin; those of this tab stand out. */
import { CONNECTIONS_PER_ORIGIN, slotsOf } from '../core/census/board.ts';
import { t } from '../words/t.ts';
import type { Line } from './groups.ts';

type SlotKind = 'mine' | 'others' | 'connecting' | 'free';

export function SlotBar({ line }: { line: Line }) {
  const { pool } = line;
  const slots = slotsOf(pool);
  const used = slots.open + slots.connecting;
  if (pool.limited === 'no') {
    return (
      <span class="slots-words" title={t('board.noLimitHint')}>
        {t('board.noLimit', { count: used })}
      </span>
    );
  }
  const mine = Math.min(line.open, slots.open);
  const kinds: SlotKind[] = [
    ...Array.from({ length: mine }, () => 'mine' as const),
    ...Array.from({ length: slots.open - mine }, () => 'others' as const),
    ...Array.from({ length: slots.connecting }, () => 'connecting' as const),
  ];
  while (kinds.length < CONNECTIONS_PER_ORIGIN) kinds.push('free');
  const sentence =
    (pool.tabs > 1
      ? t('board.slotsOfTabs', { used, all: CONNECTIONS_PER_ORIGIN, origin: pool.origin, tabs: t('count.tabs', { count: pool.tabs }) })
      : t('board.slotsOfPool', { used, all: CONNECTIONS_PER_ORIGIN, origin: pool.origin })) +
    (slots.queued > 0 ? t('board.slotsQueued', { queued: slots.queued }) : '');
  const hints = [
    ...(pool.limited === 'perhaps' ? [`${sentence}, ${t('board.perhapsHint')}`] : [sentence]),
    t('board.mine', { mine, others: slots.open - mine }),
    ...(used === CONNECTIONS_PER_ORIGIN ? [t('board.fullHint')] : []),
  ];
  return (
    <span class={`slots${used === CONNECTIONS_PER_ORIGIN ? ' is-full' : ''}`} title={hints.join('\n')}>
      <svg class="slot-bar" width="70" height="10" viewBox="0 0 70 10" role="img" aria-label={hints.join('. ')}>
        {kinds.map((kind, i) => (
          <Slot key={i} kind={kind} x={i * 12} />
        ))}
      </svg>
      <span class="slots-words" aria-hidden="true">
        {`${used}/${CONNECTIONS_PER_ORIGIN}`}
        {pool.limited === 'perhaps' && '*'}
        {slots.queued > 0 && <b class="queued"> {t('board.queued', { count: slots.queued })}</b>}
      </span>
    </span>
  );
}

/** Told by shape: full, half full, dashed, empty. */
function Slot({ kind, x }: { kind: SlotKind; x: number }) {
  return (
    <g class={`slot is-${kind}`}>
      <rect class="slot-frame" x={x + 0.5} y="0.5" width="9" height="9" rx="1.5" />
      {kind === 'mine' && <rect class="slot-fill" x={x} y="0" width="10" height="10" rx="2" />}
      {kind === 'others' && <path class="slot-fill" d={`M${x} 5h10v3a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2z`} />}
    </g>
  );
}
