/** The words that several views use of connections and attempts: each text stands in `_locales`, under the key that is named here. */
import type { ConnectionState, Outcome, RetrySource } from '../../../core/model/connection.ts';
import { t } from '../../../words/t.ts';

/** The state that is shown: a connection that waits in the queue of the browser is a case of its own. */
export type ShownState = ConnectionState | 'queued';

export const texts = {
  outcomes: {
    connecting: t('state.connecting'),
    queued: t('facts.outcomes.queued'),
    open: t('state.open'),
    ended: t('facts.outcomes.ended'),
    'closed-by-page': t('facts.outcomes.closed-by-page'),
    navigated: t('facts.outcomes.navigated'),
    'no-content': t('facts.outcomes.no-content'),
    cut: t('facts.outcomes.cut'),
    refused: t('facts.outcomes.refused'),
    'http-error': t('facts.outcomes.http-error'),
    'bad-type': t('facts.outcomes.bad-type'),
    cors: t('facts.outcomes.cors'),
    failed: t('facts.outcomes.failed'),
  } satisfies Record<Outcome, string>,
  retryFrom: { wire: t('retryFrom.wire'), observed: t('retryFrom.observed'), default: t('retryFrom.default') } satisfies Record<RetrySource, string>,
  expected: (delay: string) => t('facts.expected', { delay }),
  observed: (delay: string) => t('facts.observed', { delay }),
  withConnecting: (delay: string) => t('facts.withConnecting', { delay }),
};
