/** Everything known of one attempt. */
import type { Attempt } from '../../../core/model/connection.ts';
import type { ConnectionRow, RetryInForce } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { RequestCopyButton } from '../export/request-copies.tsx';
import { AttemptFindings } from '../findings/attempt-findings.tsx';
import { generalFacts, whyUnseen } from './facts.ts';
import { Body, Facts, Headers, headersText, Redirects, Section, Stack } from './sections.tsx';
import { SlotHolders } from './slot-holders.tsx';
import { TimingBars } from './timing-bars.tsx';
import { Countdown } from '../facts/countdown.tsx';
import { formatDelay } from '../facts/durations.ts';

/** @param stack where the page made the EventSource; undefined while it is on its way. */
export function AttemptDetails({
  state,
  connection,
  attempt,
  stack,
}: {
  state: PanelState;
  connection: ConnectionRow;
  attempt: Attempt;
  stack: string | undefined;
}) {
  const { host } = state;
  const isFile = host.file !== undefined;
  const unseen = whyUnseen(attempt, isFile);
  return (
    <div class="attempt-details" role="region" aria-label={`#${attempt.n}`} tabIndex={0}>
      <div class="attempt-actions">
        <RequestCopyButton state={state} connection={connection.id} attempt={attempt.n} />
      </div>
      <AttemptFindings state={state} connection={connection.id} attempt={attempt.n} />
      {attempt.n === connection.attempts && <NextAttempt state={state} connection={connection} />}
      <Section title={t('request.general')} host={host}>
        <Facts facts={generalFacts(connection, attempt, state.now.value, stack, isFile)} host={host} />
      </Section>
      <Section title={t('request.timing')} host={host}>
        <TimingBars attempt={attempt} now={state.now.value} />
      </Section>
      {attempt.outcome === 'queued' && host.watchCensus !== undefined && (
        <Section title={t('request.slots')} host={host}>
          <SlotHolders host={host} origin={connection.origin} />
        </Section>
      )}
      {attempt.redirects !== undefined && attempt.redirects.length > 0 && (
        <Section title={t('request.redirects')} count={attempt.redirects.length} host={host}>
          <Redirects redirects={attempt.redirects} />
        </Section>
      )}
      <Section title={t('request.responseHeaders')} count={attempt.responseHeaders?.length} copy={headersText(attempt.responseHeaders)} host={host}>
        <Headers
          headers={attempt.responseHeaders}
          why={unseen ?? t('request.notAnswered')}
          emphasised={attempt.outcome === 'bad-type' ? 'content-type' : undefined}
        />
      </Section>
      <Section title={t('request.requestHeaders')} count={attempt.requestHeaders?.length} copy={headersText(attempt.requestHeaders)} host={host}>
        <Headers headers={attempt.requestHeaders} why={unseen ?? t('none')} emphasised="last-event-id" />
      </Section>
      {attempt.requestBodyLength !== undefined && (
        <Section title={t('request.requestBody')} copy={attempt.requestBody} host={host}>
          <Body text={attempt.requestBody} length={attempt.requestBodyLength} />
        </Section>
      )}
      {attempt.closeStack !== undefined && (
        <Section title={t('request.closedBy')} copy={attempt.closeStack} host={host}>
          <Stack stack={attempt.closeStack} />
        </Section>
      )}
      {stack !== undefined && (
        <Section title={t('request.createdBy')} copy={stack} host={host}>
          <Stack stack={stack} />
        </Section>
      )}
    </div>
  );
}

/** What the browser does next with a connection that waits, and when: a countdown, and where its length is known from. */
function NextAttempt({ state, connection: { nextAt, retry } }: { state: PanelState; connection: ConnectionRow }) {
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
