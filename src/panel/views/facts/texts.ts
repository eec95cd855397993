/** The words that several views use of connections and attempts: each text stands in `_locales`, under the key that is named here. */
import type { ConnectionState, Outcome, RetrySource } from '../../../core/model/connection.ts';
import { say } from '../../../words/say.ts';

/** The state that is shown: a connection that waits in the queue of the browser is a case of its own. */
export type ShownState = ConnectionState | 'queued';

export const texts = {
  outcomes: {
    connecting: say('facts_outcomes_connecting'),
    queued: say('facts_outcomes_queued'),
    open: say('facts_outcomes_open'),
    ended: say('facts_outcomes_ended'),
    'closed-by-page': say('facts_outcomes_closed_by_page'),
    navigated: say('facts_outcomes_navigated'),
    'no-content': say('facts_outcomes_no_content'),
    cut: say('facts_outcomes_cut'),
    refused: say('facts_outcomes_refused'),
    'http-error': say('facts_outcomes_http_error'),
    'bad-type': say('facts_outcomes_bad_type'),
    cors: say('facts_outcomes_cors'),
    failed: say('facts_outcomes_failed'),
  } satisfies Record<Outcome, string>,
  retryFrom: { wire: say('facts_retryFrom_wire'), observed: say('facts_retryFrom_observed'), default: say('facts_retryFrom_default') } satisfies Record<
    RetrySource,
    string
  >,
  expected: (delay: string) => say('facts_expected', delay),
  observed: (delay: string) => say('facts_observed', delay),
  withConnecting: (delay: string) => say('facts_withConnecting', delay),
};
