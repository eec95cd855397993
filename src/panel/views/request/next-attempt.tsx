/** What the browser does next with a connection that waits, and when: a countdown, and where its length is known from. */
import type { ConnectionRow, RetryInForce } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { Countdown } from '../facts/countdown.tsx';
import { formatDelay } from '../facts/durations.ts';

export function NextAttempt({ state, connection: { nextAt, retry } }: { state: PanelState; connection: ConnectionRow }) {
  if (nextAt === undefined || retry === undefined) return null;
  return (
    <p class="next-attempt">
      {t('request.next.in')}{' '}
      <Countdown until={nextAt} now={state.now.value} live={state.host.file === undefined && !state.paused.value} due={t('request.next.due')} />
      <span class="fact-note">{whyThen(retry)}</span>
    </p>
  );
}

function whyThen({ ms, from, written }: RetryInForce): string {
  if (written !== undefined) return t('request.next.raised', { delay: formatDelay(ms), written: formatDelay(written) });
  return t(`request.next.${from}`, { delay: formatDelay(ms) });
}
