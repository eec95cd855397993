/** The words that several views use of connections and attempts, in one place for later translation. */
import type { ConnectionState, Outcome } from '../../../core/model/connection.ts';

/** The state that is shown: a connection that waits in the queue of the browser is a case of its own. */
export type ShownState = ConnectionState | 'queued';

export const texts = {
  outcomes: {
    connecting: 'connecting',
    queued: 'queued for a free slot',
    open: 'open',
    ended: 'ended by server',
    'closed-by-page': 'closed by page',
    navigated: 'page navigated',
    'no-content': '204: told to stop',
    cut: 'connection cut',
    refused: 'connection refused',
    'http-error': 'HTTP error',
    'bad-type': 'wrong content type',
    cors: 'blocked by CORS',
    failed: 'failed',
  } satisfies Record<Outcome, string>,
  expected: (delay: string) => `expected ${delay}`,
  observed: (delay: string) => `observed ${delay}`,
  withConnecting: (delay: string) => `${delay} (with connecting)`,
};
