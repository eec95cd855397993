/** How long ago, in as few letters as a narrow column has. Pure. */
import type { EpochMs } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { sayUnit } from '../../../words/times.ts';

/** `now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`. A moment that is ahead of `now` (two clocks) is `now`. */
export function agoText(at: EpochMs, now: EpochMs): string {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 1) return t('connections.now');
  if (seconds < 60) return t('connections.ago', { span: sayUnit(seconds, 's') });
  if (seconds < 3600) return t('connections.ago', { span: sayUnit(Math.floor(seconds / 60), 'min') });
  if (seconds < 86_400) return t('connections.ago', { span: sayUnit(Math.floor(seconds / 3600), 'h') });
  return t('connections.ago', { span: sayUnit(Math.floor(seconds / 86_400), 'd') });
}
