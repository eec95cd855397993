/** The phases of one attempt, as spans with a common zero. Pure. */
import type { Attempt } from '../../../core/model/connection.ts';
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';

export interface Phase {
  name: 'wait' | 'head' | 'to-open' | 'open' | 'failed';
  words: string;
  /** From the beginning of the bar. */
  from: Milliseconds;
  span: Milliseconds;
  /** It has not ended: `span` is up to now. */
  running: boolean;
}

export interface Timing {
  phases: Phase[];
  whole: Milliseconds;
}

/** The wait before, the way to the response's head, to the open event, and the time that it was open. */
export function timingOf(attempt: Attempt, now: EpochMs): Timing {
  const zero = attempt.startedAt - (attempt.reconnectDelay ?? 0);
  const end = attempt.endedAt ?? Math.max(now, attempt.openedAt ?? attempt.startedAt);
  const running = attempt.endedAt === undefined;
  const phases: Phase[] = [];
  const add = (name: Phase['name'], words: string, from: EpochMs, to: EpochMs, stillRunning = false): void => {
    phases.push({ name, words, from: Math.max(0, from - zero), span: Math.max(0, to - from), running: stillRunning });
  };

  if (attempt.reconnectDelay !== undefined) add('wait', t('request.wait'), zero, attempt.startedAt);
  const { startedAt, respondedAt, openedAt } = attempt;
  if (openedAt !== undefined) {
    if (respondedAt !== undefined && respondedAt <= openedAt) {
      add('head', t('request.toHead'), startedAt, respondedAt);
      add('to-open', t('request.toOpen'), respondedAt, openedAt);
    } else {
      add('head', t('request.toOpenWhole'), startedAt, openedAt);
    }
    add('open', t('request.openFor'), openedAt, end, running);
  } else if (respondedAt !== undefined) {
    add('head', t('request.toHead'), startedAt, respondedAt);
    add('failed', t('request.afterHead'), respondedAt, end, running);
  } else {
    add('failed', running ? t('request.noHeadYet') : t('request.noHead'), startedAt, end, running);
  }
  return { phases, whole: Math.max(1, end - zero) };
}
