/** The words of recordings on disk in the panel: each text stands in `_locales`, under the key that is named here. */
import { t } from '../../../words/t.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

export const diskTexts = {
  legend: t('disk.legend'),
  keep: t('disk.keep'),
  size: t('disk.size'),
  inPrivate: t('disk.inPrivate'),
  hint: t('disk.hint'),
  used: (used: number, size: number) => t('disk.used', { used: formatBytes(used), size: formatBytes(size) }),
  granted: (size: number) => t('disk.granted', { size: formatBytes(size) }),
  isPrivate: t('disk.isPrivate'),
  show: t('disk.show'),
  failed: (why: string) => t('disk.failed', { why }),
  dropped: (count: number, size: number) => t('disk.dropped', { count, size: formatBytes(size) }),
  offer: t('disk.offer'),
  offerAtLimit: t('disk.offerAtLimit'),
  offerYes: t('disk.offerYes'),
  offerNo: t('disk.offerNo'),
  deleted: (count: number) => t('disk.deleted', { count }),
};
