/** The columns of the table, and of the alternative to the picture: one list, so that both say the same. Pure. */
import type { EpochMs } from '../../../core/units.ts';
import { sayNumber, t } from '../../../words/t.ts';
import { type AttemptTimes, connectingFor, expectedText, observedText, openFor, outcomeText } from '../facts/attempt-facts.ts';
import type { FindingMark } from '../../../wire/protocol/questions.ts';
import { findingTitle } from '../../../words/finding-words.ts';
import { formatClock } from '../../parts/format-time.ts';
import { formatSpan } from '../facts/durations.ts';

export interface AttemptFacts extends AttemptTimes {
  connection: string;
  n: number;
  messages: number;
  status?: number;
  error?: string;
  finding?: FindingMark;
}

export interface AttemptColumn {
  id: string;
  title: string;
  /** Figures are set to the right. */
  figure?: boolean;
  /** Told in the colour of errors where the attempt ended in one. */
  blames?: boolean;
  text(facts: AttemptFacts, now: EpochMs): string;
}

export const attemptColumns: readonly AttemptColumn[] = [
  { id: 'connection', title: t('connection'), text: (facts) => facts.connection },
  { id: 'attempt', title: t('timeline.columns.attempt'), figure: true, text: (facts) => String(facts.n) },
  { id: 'started', title: t('started'), text: (facts) => formatClock(facts.startedAt) },
  { id: 'connecting', title: t('timeline.columns.connecting'), figure: true, text: (facts, now) => formatSpan(connectingFor(facts, now)) },
  {
    id: 'open',
    title: t('openFor'),
    figure: true,
    text: (facts, now) => {
      const span = openFor(facts, now);
      return span === undefined ? '' : formatSpan(span);
    },
  },
  { id: 'outcome', title: t('outcome'), blames: true, text: (facts) => outcomeText(facts) },
  { id: 'messages', title: t('messages'), figure: true, text: (facts) => sayNumber(facts.messages) },
  { id: 'expected', title: t('timeline.columns.expected'), figure: true, text: (facts) => expectedText(facts) ?? '' },
  { id: 'observed', title: t('timeline.columns.observed'), figure: true, text: (facts) => observedText(facts) ?? '' },
  {
    id: 'error',
    title: t('error'),
    blames: true,
    text: (facts) => facts.error ?? (facts.outcome === 'http-error' && facts.status ? t('timeline.status', { status: String(facts.status) }) : ''),
  },
  { id: 'finding', title: t('finding'), text: ({ finding }) => (finding === undefined ? '' : findingTitle(finding.rule)) },
];
