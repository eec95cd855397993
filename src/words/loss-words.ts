/** Why messages are missing, as the second half of a sentence: "12 messages came before DevTools was open and ...". */
import type { LossReason } from '../core/model/observation.ts';
import { t } from './t.ts';

export const lossWords = {
  'backlog-full': t('loss.backlog-full'),
  overflow: t('loss.overflow'),
  'broken-batch': t('loss.broken-batch'),
  limit: t('loss.limit'),
} satisfies Record<LossReason, string>;
