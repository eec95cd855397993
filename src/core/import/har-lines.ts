/**
 * Which entries of a HAR are attempts of one connection. A HAR knows requests, not `EventSource` objects: of one URL, an entry of an `EventSource` that
 * starts after the one before has ended is taken for its reconnect, one that starts earlier for another connection. What is read by `fetch` or XHR
 * goes on only where the position is sent.
 */
import { headerValue } from '../model/header-value.ts';
import type { Outcome } from '../model/connection.ts';
import { readingKey } from '../model/reconnect-sign.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import type { HarEntry } from './har-entry.ts';
import { followRedirects } from './har-redirects.ts';
import { isRunning, outcomeOf, type HarWriter } from './har-outcome.ts';
import { harRows, type HarRows } from './har-rows.ts';

export interface HarAttempt {
  entry: HarEntry;
  startedAt: EpochMs;
  /** Of its last sign of life, where it runs still. */
  endedAt: EpochMs;
  sentId: string | undefined;
  read: HarRows;
  /** Its answer was read as a stream. */
  isRead: boolean;
  outcome: Outcome;
}

/** One connection. */
export interface HarLine {
  attempts: HarAttempt[];
  /** '' for none. */
  lastEventId: string;
}

/** Two notes of the same moment may differ by so much. */
const SLACK: Milliseconds = 50;
/** Connections of one URL that an entry may go on: more than a browser opens to one host (256), and a bound on the search. */
const MAX_RIVALS = 256;
/** [spec] After a network error or an end the browser reestablishes the connection; any other answer fails it for good. */
const GOES_ON: readonly Outcome[] = ['ended', 'cut', 'refused', 'open'];

/** @param madeAt the time of an entry that tells none */
export function harLines(entries: readonly HarEntry[], writer: HarWriter, madeAt: EpochMs): HarLine[] {
  const lines: HarLine[] = [];
  const byKey = new Map<string, HarLine[]>();
  const attempts = followRedirects(entries)
    .map((entry) => attemptOf(entry, writer, entry.startedAt ?? madeAt))
    .sort((a, b) => a.startedAt - b.startedAt);
  for (const attempt of attempts) {
    const { entry, read } = attempt;
    const key = `${entry.api} ${entry.api === 'eventsource' ? entry.url : readingKey(entry)}`;
    const ofKey = byKey.get(key) ?? [];
    byKey.set(key, ofKey);
    let line = lineOf(ofKey.slice(-MAX_RIVALS), attempt);
    if (line === undefined) {
      line = { attempts: [], lastEventId: '' };
      ofKey.push(line);
      lines.push(line);
    }
    const last = line.attempts.at(-1);
    if (last?.outcome === 'open') last.outcome = 'ended';
    line.attempts.push(attempt);
    line.lastEventId = read.rows.findLast(({ kind }) => kind === 'message')?.lastEventId ?? line.lastEventId;
  }
  return lines;
}

function attemptOf(entry: HarEntry, writer: HarWriter, startedAt: EpochMs): HarAttempt {
  const sentId = headerValue(entry.requestHeaders, 'last-event-id');
  const answer = outcomeOf(entry);
  // A browser reads no text of an answer that is none; what stands in a list it has read.
  const isRead = ['ended', 'cut', 'closed-by-page'].includes(answer) || (entry.api !== 'eventsource' && entry.format !== undefined);
  const read = harRows(isRead ? entry : { listed: entry.listed, body: { comment: '' } }, sentId ?? '');
  const newest = read.rows.reduce((latest, { at = startedAt }) => Math.max(latest, at), startedAt);
  const outcome = answer === 'ended' && isRunning(entry, { startedAt, newest, writer }) ? 'open' : answer;
  return { entry, startedAt, endedAt: Math.max(newest, startedAt + Math.max(entry.time ?? 0, entry.wait ?? 0)), sentId, read, isRead, outcome };
}

/** The connection that the attempt goes on with. */
function lineOf(ofKey: readonly HarLine[], { entry, startedAt, sentId = '' }: HarAttempt): HarLine | undefined {
  const mayGoOn = ofKey.filter(({ attempts, lastEventId }) => {
    const { outcome, endedAt } = attempts.at(-1)!;
    if (endedAt > startedAt + SLACK || (entry.api === 'eventsource' && !GOES_ON.includes(outcome))) return false;
    // What looks as if it were running has ended, if its position was sent again.
    return (entry.api === 'eventsource' && outcome !== 'open') || (sentId !== '' && sentId === lastEventId);
  });
  return mayGoOn.find(({ lastEventId }) => lastEventId === sentId) ?? mayGoOn[0];
}
