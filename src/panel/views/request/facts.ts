/** What the General section tells of one attempt, and why what is missing is missing. Pure. */
import type { Attempt } from '../../../core/model/connection.ts';
import { isEndUnseen } from '../../../core/model/outcome.ts';
import type { EpochMs } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { formatDateTime } from '../../parts/format-time.ts';
import { outcomeText } from '../facts/attempt-facts.ts';
import { formatDelay, formatSpan } from '../facts/durations.ts';
import { libraryOf } from './library.ts';

export interface Fact {
  name: string;
  /** Undefined: not known. */
  value?: string;
  /** With a value: what it means. Without: why it is not known. */
  note?: string;
  tone?: 'error' | 'good';
  /** From the page or the wire, letter by letter: drawn in the fixed-width font, and can be copied. */
  literal?: boolean;
}

/** What the browser does after it: of an `EventSource`. What a page does that reads the stream itself is its own affair. */
function whatFollows({ api, state, attempts, unwatched, frameUrl }: ConnectionRow, attempt: Attempt): string | undefined {
  const { outcome, n } = attempt;
  // Of a file without a page nobody knows whether a browser was there.
  if (unwatched && frameUrl === '') return undefined;
  // Not every browser tries again after the same errors.
  if (api === 'eventsource' && (outcome === 'refused' || outcome === 'cut') && state === 'failed' && n === attempts) return t('request.refusedForGood');
  if (isEndUnseen(attempt) && (state !== 'failed' || n < attempts)) return t('request.whatFollows.end-unseen');
  if (outcome === 'connecting' || outcome === 'open') return undefined;
  if (api === 'eventsource' || outcome === 'queued' || outcome === 'cors' || outcome === 'navigated') return t(`request.whatFollows.${outcome}`);
  return outcome === 'closed-by-page' ? undefined : t('request.ownReading');
}

/**
 * Why what the request log tells is missing: as a whole where it saw nothing. Undefined: it saw the request.
 * @param isFile it is a file that is shown, which names no request of ours
 */
export function whyUnseen({ request }: Attempt, isFile: boolean): string | undefined {
  if (isFile) return t('request.notInFile');
  return request === undefined ? t('request.notSeen') : undefined;
}

/** @param stack where the page asked for it; '' while that is not known. */
export function generalFacts(connection: ConnectionRow, attempt: Attempt, now: EpochMs, stack = '', isFile = false): Fact[] {
  const unseen = whyUnseen(attempt, isFile);
  const missing = (why: string): string => (isFile ? t('request.notInFile') : why);
  const from = (witness: string): string | undefined => (connection.unwatched ? undefined : witness);
  const facts: Fact[] = [
    { name: 'URL', value: connection.url, literal: true },
    ...(attempt.responseUrl === undefined ? [] : [{ name: t('request.answeredBy'), value: attempt.responseUrl, literal: true }]),
    { name: t('outcome'), value: sentence(outcomeText(attempt)), note: whatFollows(connection, attempt), tone: toneOf(attempt) },
    { name: t('request.status'), ...known(statusText(attempt), unseen ?? t('request.notAnswered')), literal: true },
    ...(attempt.error === undefined ? [] : [{ name: t('request.error'), value: attempt.error, tone: 'error' as const, literal: true }]),
    { name: t('request.method'), ...known(attempt.method, unseen ?? t('request.notSeen')), literal: true },
    lastEventId(attempt, unseen),
    { name: t('request.address'), ...known(attempt.ip, unseen ?? t('request.noAddress')), literal: true },
    { name: t('request.httpVersion'), ...known(attempt.httpVersion, missing(t('request.noVersion')), from(versionFrom(attempt))), literal: true },
    { name: t('request.connectionId'), ...known(attempt.connectionId, missing(t('request.noConnectionId')), from(t('raw.from.har'))), literal: true },
    ...workerFacts(connection),
    ...libraryFacts(stack, attempt),
    retryWritten(attempt, connection.unwatched === true),
    ...(connection.unwatched ? [] : [{ name: t('request.credentials'), value: connection.withCredentials ? t('request.yes') : t('request.no') }]),
    { name: t('started'), value: formatDateTime(attempt.startedAt) },
    {
      name: t('request.opened'),
      ...known(attempt.openedAt && formatDateTime(attempt.openedAt), attempt.endedAt === undefined ? t('request.notYet') : t('request.neverOpened')),
    },
    { name: t('request.ended'), ...known(attempt.endedAt && formatDateTime(attempt.endedAt), t('request.stillRunning')) },
    { name: t('request.lasted'), value: formatSpan(Math.max(0, (attempt.endedAt ?? now) - attempt.startedAt)) },
    { name: t('messages'), value: formatCount(attempt.messageCount) },
  ];
  return facts;
}

/** The value, or why there is none. */
function known(value: string | 0 | undefined, otherwise: string, note?: string): Pick<Fact, 'value' | 'note'> {
  return typeof value === 'string' ? { value, note } : { note: otherwise };
}

/** The network log tells connection and timings with it; without those, the request log of Firefox told it. */
function versionFrom({ connectionId, timings }: Attempt): string {
  return connectionId === undefined && timings === undefined ? t('request.fromRequestLog') : t('raw.from.har');
}

/** Who opened it, when that was no page. */
function workerFacts({ context, frameUrl }: ConnectionRow): Fact[] {
  if (context === 'page' || context === 'frame') return [];
  return [
    { name: t('request.madeBy'), value: t(`context.${context}`) },
    { name: t('request.script'), ...(frameUrl === '' ? {} : { value: frameUrl }), literal: true },
  ];
}

function libraryFacts(stack: string, { requestHeaders }: Attempt): Fact[] {
  const library = libraryOf(stack, requestHeaders);
  return library === undefined ? [] : [{ name: t('request.library'), value: library.name, note: t(`request.libraryFrom.${library.from}`), literal: true }];
}

function retryWritten({ retryWritten: written, retryApplied: applied, raw }: Attempt, isUnwatched: boolean): Fact {
  const name = t('request.retryWritten');
  if (written !== undefined) {
    const source = t('request.retryFromText', { witness: isUnwatched ? t('raw.fromFile') : t(`raw.from.${raw?.from ?? 'wire'}`) });
    return { name, value: formatDelay(written), note: applied === undefined ? source : t('request.retryRaised', { source, to: formatDelay(applied) }) };
  }
  return { name, note: raw?.complete ? t('request.noRetryWritten') : t('request.retryUnknown') };
}

function sentence(words: string): string {
  return t('request.sentence', { words: `${words.charAt(0).toUpperCase()}${words.slice(1)}` });
}

function statusText({ status, statusLine }: Attempt): string | undefined {
  return statusLine ?? (status === undefined ? undefined : String(status));
}

function lastEventId(attempt: Attempt, unseen: string | undefined): Fact {
  const note = unseen ?? (attempt.n === 1 ? t('request.firstAttempt') : t('request.noIdSent'));
  return { name: t('request.lastEventIdSent'), ...known(attempt.lastEventIdSent, note), literal: true };
}

/** A normal end is no error, and is not drawn as one. */
export function toneOf(attempt: Pick<Attempt, 'outcome' | 'openedAt'>): Fact['tone'] {
  switch (attempt.outcome) {
    case 'open':
      return 'good';
    case 'cut':
    case 'refused':
    case 'http-error':
    case 'bad-type':
    case 'cors':
      return 'error';
    case 'failed':
      return isEndUnseen(attempt) ? undefined : 'error';
    default:
      return undefined;
  }
}
