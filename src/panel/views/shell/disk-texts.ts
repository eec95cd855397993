/** The words of recordings on disk in the panel: each text stands in `_locales`, under the key that is named here. */
import { say, sayCount } from '../../../words/say.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

export const diskTexts = {
  legend: say('disk_legend'),
  keep: say('disk_keep'),
  size: say('disk_size'),
  inPrivate: say('disk_private'),
  hint: say('disk_hint'),
  used: (used: number, size: number) => say('disk_used', formatBytes(used), formatBytes(size)),
  granted: (size: number) => say('disk_granted', formatBytes(size)),
  isPrivate: say('disk_isPrivate'),
  show: say('disk_show'),
  failed: (why: string) => say('disk_failed', why),
  dropped: (count: number, size: number) => sayCount('disk_dropped', count, formatBytes(size)),
  offer: say('disk_offer'),
  offerAtLimit: say('disk_offerAtLimit'),
  offerYes: say('disk_offerYes'),
  offerNo: say('disk_offerNo'),
  deleted: (count: number) => sayCount('disk_deleted', count),
};
