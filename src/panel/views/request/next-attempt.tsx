/** What the browser does next with a connection that waits, and when: a countdown, and where its length is known from. */
import type { ConnectionRow, RetryInForce } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { Countdown } from '../facts/countdown.tsx';
import { formatDelay } from '../facts/durations.ts';
import { texts } from './texts.ts';

export function NextAttempt({ state, connection: { nextAt, retry } }: { state: PanelState; connection: ConnectionRow }) {
  if (nextAt === undefined || retry === undefined) return null;
  return (
    <p class="next-attempt">
      {texts.next.in} <Countdown until={nextAt} now={state.now.value} live={state.host.file === undefined && !state.paused.value} due={texts.next.due} />
      <span class="fact-note">{whyThen(retry)}</span>
    </p>
  );
}

function whyThen({ ms, from, written }: RetryInForce): string {
  if (written !== undefined) return texts.next.raised(formatDelay(ms), formatDelay(written));
  return texts.next[from](formatDelay(ms));
}
