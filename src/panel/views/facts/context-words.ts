/** Who opened a stream. */
import type { Context } from '../../../core/model/connection.ts';
import { t } from '../../../words/t.ts';

export const contextWords: Readonly<Record<Context, string>> = {
  page: t('context.page'),
  frame: t('context.frame'),
  worker: t('context.worker'),
  sharedworker: t('context.sharedworker'),
  serviceworker: t('context.serviceworker'),
};
