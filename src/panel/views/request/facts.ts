/** What the General section tells of one attempt, and why what is missing is missing. Pure. */
import type { Attempt } from '../../../core/model/connection.ts';
import type { EpochMs } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { formatDateTime } from '../../parts/format-time.ts';
import { outcomeText } from '../facts/attempt-facts.ts';
import { contextWords } from '../facts/context-words.ts';
import { formatDelay, formatSpan } from '../facts/durations.ts';
import { libraryOf } from './library.ts';
import { texts } from './texts.ts';

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
function whatFollows({ api, state, attempts, unwatched, frameUrl }: ConnectionRow, { outcome, n }: Attempt): string | undefined {
  // Of a file without a page nobody knows whether a browser was there.
  if (unwatched && frameUrl === '') return undefined;
  // Not every browser tries again after the same errors.
  if (api === 'eventsource' && (outcome === 'refused' || outcome === 'cut') && state === 'failed' && n === attempts) return texts.refusedForGood;
  if (api === 'eventsource' || outcome === 'queued' || outcome === 'cors' || outcome === 'navigated') return texts.whatFollows[outcome];
  return outcome === 'connecting' || outcome === 'open' || outcome === 'closed-by-page' ? undefined : texts.ownReading;
}

/**
 * Why what the request log tells is missing: as a whole where it saw nothing. Undefined: it saw the request.
 * @param isFile it is a file that is shown, which names no request of ours
 */
export function whyUnseen({ request }: Attempt, isFile: boolean): string | undefined {
  if (isFile) return texts.notInFile;
  return request === undefined ? texts.notSeen : undefined;
}

/** @param stack where the page asked for it; '' while that is not known. */
export function generalFacts(connection: ConnectionRow, attempt: Attempt, now: EpochMs, stack = '', isFile = false): Fact[] {
  const unseen = whyUnseen(attempt, isFile);
  const missing = (why: string): string => (isFile ? texts.notInFile : why);
  const from = (witness: string): string | undefined => (connection.unwatched ? undefined : witness);
  const facts: Fact[] = [
    { name: texts.url, value: connection.url, literal: true },
    ...(attempt.responseUrl === undefined ? [] : [{ name: texts.answeredBy, value: attempt.responseUrl, literal: true }]),
    { name: texts.outcome, value: sentence(outcomeText(attempt.outcome)), note: whatFollows(connection, attempt), tone: toneOf(attempt) },
    { name: texts.status, ...known(statusText(attempt), unseen ?? texts.notAnswered), literal: true },
    ...(attempt.error === undefined ? [] : [{ name: texts.error, value: attempt.error, tone: 'error' as const, literal: true }]),
    { name: texts.method, ...known(attempt.method, unseen ?? texts.notSeen), literal: true },
    lastEventId(attempt, unseen),
    { name: texts.address, ...known(attempt.ip, unseen ?? texts.noAddress), literal: true },
    { name: texts.httpVersion, ...known(attempt.httpVersion, missing(texts.noVersion), from(versionFrom(attempt))), literal: true },
    { name: texts.connectionId, ...known(attempt.connectionId, missing(texts.noConnectionId), from(texts.fromNetworkLog)), literal: true },
    ...workerFacts(connection),
    ...libraryFacts(stack, attempt),
    retryWritten(attempt, connection.unwatched === true),
    ...(connection.unwatched ? [] : [{ name: texts.credentials, value: connection.withCredentials ? texts.yes : texts.no }]),
    { name: texts.started, value: formatDateTime(attempt.startedAt) },
    { name: texts.opened, ...known(attempt.openedAt && formatDateTime(attempt.openedAt), attempt.endedAt === undefined ? texts.notYet : texts.neverOpened) },
    { name: texts.ended, ...known(attempt.endedAt && formatDateTime(attempt.endedAt), texts.stillRunning) },
    { name: texts.lasted, value: formatSpan(Math.max(0, (attempt.endedAt ?? now) - attempt.startedAt)) },
    { name: texts.messages, value: formatCount(attempt.messageCount) },
  ];
  return facts;
}

/** The value, or why there is none. */
function known(value: string | 0 | undefined, otherwise: string, note?: string): Pick<Fact, 'value' | 'note'> {
  return typeof value === 'string' ? { value, note } : { note: otherwise };
}

/** The network log tells connection and timings with it; without those, the request log of Firefox told it. */
function versionFrom({ connectionId, timings }: Attempt): string {
  return connectionId === undefined && timings === undefined ? texts.fromRequestLog : texts.fromNetworkLog;
}

/** Who opened it, when that was no page. */
function workerFacts({ context, frameUrl }: ConnectionRow): Fact[] {
  if (context === 'page' || context === 'frame') return [];
  return [
    { name: texts.madeBy, value: contextWords[context] },
    { name: texts.script, ...(frameUrl === '' ? {} : { value: frameUrl }), literal: true },
  ];
}

function libraryFacts(stack: string, { requestHeaders }: Attempt): Fact[] {
  const library = libraryOf(stack, requestHeaders);
  return library === undefined ? [] : [{ name: texts.library, value: library.name, note: texts.libraryFrom[library.from], literal: true }];
}

function retryWritten({ retryWritten: written, retryApplied: applied, raw }: Attempt, isUnwatched: boolean): Fact {
  const name = texts.retryWritten;
  if (written !== undefined) {
    const source = texts.retryFromText(isUnwatched ? texts.textFromFile : texts.textFrom[raw?.from ?? 'wire']);
    return { name, value: formatDelay(written), note: applied === undefined ? source : texts.retryRaised(source, formatDelay(applied)) };
  }
  return { name, note: raw?.complete ? texts.noRetryWritten : texts.retryUnknown };
}

function sentence(words: string): string {
  return texts.sentence(`${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

function statusText({ status, statusLine }: Attempt): string | undefined {
  return statusLine ?? (status === undefined ? undefined : String(status));
}

function lastEventId(attempt: Attempt, unseen: string | undefined): Fact {
  const note = unseen ?? (attempt.n === 1 ? texts.firstAttempt : texts.noIdSent);
  return { name: texts.lastEventIdSent, ...known(attempt.lastEventIdSent, note), literal: true };
}

/** A normal end is no error, and is not drawn as one. */
export function toneOf({ outcome }: Pick<Attempt, 'outcome'>): Fact['tone'] {
  switch (outcome) {
    case 'open':
      return 'good';
    case 'cut':
    case 'refused':
    case 'http-error':
    case 'bad-type':
    case 'cors':
    case 'failed':
      return 'error';
    default:
      return undefined;
  }
}
