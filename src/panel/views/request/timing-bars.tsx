/** How long each phase of an attempt took, and the retry delay expected beside the delay observed. */
import type { Attempt } from '../../../core/model/connection.ts';
import type { Timings } from '../../../core/model/observation.ts';
import type { EpochMs } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { formatDelay, formatSpan } from '../facts/durations.ts';
import { networkTiming } from './network-timing.ts';
import { timingOf, type Phase } from './timing.ts';

export function TimingBars({ attempt, now }: { attempt: Attempt; now: EpochMs }) {
  const { phases, whole } = timingOf(attempt, now);
  return (
    <div class="timing" role="table" aria-label={t('request.timing')}>
      {phases.map((phase) => (
        <div key={phase.name} class="timing-row" role="row">
          <span class="timing-name" role="rowheader">
            {phase.words}
          </span>
          <span class="timing-track" role="presentation">
            <span class={`timing-bar is-${phase.name}${phase.running ? ' is-running' : ''}`} style={placeOf(phase, whole)} />
          </span>
          <span class="timing-span" role="cell" title={phase.running ? t('request.running') : undefined}>
            {formatSpan(phase.span)}
            {phase.running && '…'}
          </span>
        </div>
      ))}
      {attempt.n > 1 && <Delay attempt={attempt} />}
      {attempt.timings !== undefined && <Network timings={attempt.timings} />}
    </div>
  );
}

/** The same way to the answer, in the phases that the network log knows. */
function Network({ timings }: { timings: Timings }) {
  const { phases, whole } = networkTiming(timings);
  return (
    <>
      <div class="timing-row is-heading" role="row">
        <span class="timing-source" role="columnheader">
          {t('request.networkTiming')}
        </span>
      </div>
      {phases.map(({ name, from, span }) => (
        <div key={name} class="timing-row" role="row">
          <span class="timing-name" role="rowheader">
            {t(`request.networkPhases.${name}`)}
          </span>
          <span class="timing-track" role="presentation">
            <span class={`timing-bar is-network-${name}`} style={placeOf({ from, span }, whole)} />
          </span>
          <span class="timing-span" role="cell">
            {formatSpan(span)}
          </span>
        </div>
      ))}
      {timings.receive !== undefined && (
        <div class="timing-row" role="row">
          <span class="timing-name" role="rowheader">
            {t('request.networkPhases.receive')}
          </span>
          <span class="timing-delay" role="cell">
            {formatSpan(timings.receive)}
          </span>
        </div>
      )}
    </>
  );
}

function Delay({ attempt }: { attempt: Attempt }) {
  const { retryInForce, retryFrom, reconnectDelay, reconnectDelayFrom } = attempt;
  const expected =
    retryInForce === undefined ? null : `${formatDelay(retryInForce)} ${t('request.expected')}${retryFrom ? ` (${t(`request.retryFrom.${retryFrom}`)})` : ''}`;
  const observed =
    reconnectDelay === undefined
      ? null
      : `${formatSpan(reconnectDelay)} ${t('retryFrom.observed')}${reconnectDelayFrom === 'page' ? ` (${t('request.withConnecting')})` : ''}`;
  if (expected === null && observed === null) return null;
  return (
    <div class="timing-row" role="row">
      <span class="timing-name" role="rowheader">
        {t('request.delay')}
      </span>
      <span class="timing-delay" role="cell">
        {[expected, observed].filter((words) => words !== null).join(', ')}
      </span>
    </div>
  );
}

function placeOf(phase: Pick<Phase, 'from' | 'span'>, whole: number): Record<string, string> {
  return { insetInlineStart: `${(phase.from / whole) * 100}%`, width: `max(2px, ${(phase.span / whole) * 100}%)` };
}
