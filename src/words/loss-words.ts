/** Why messages are missing, as the second half of a sentence: "12 messages came before DevTools was open and ...". */
import type { LossReason } from '../core/model/observation.ts';
import { say } from './say.ts';

export const lossWords = {
  'backlog-full': say('loss_backlog_full'),
  overflow: say('loss_overflow'),
  'broken-batch': say('loss_broken_batch'),
  limit: say('loss_limit'),
} satisfies Record<LossReason, string>;
