/** Makes facts of a sample of a rule: those of a good attempt of a page of its own origin, but for what the sample says. */
import type { AttemptFacts, ConnectionFacts } from '../../../../src/core/explain/facts.ts';
import type { RowFacts } from '../../../../src/core/explain/row-facts.ts';
import type { Hit, Rule } from '../../../../src/core/explain/rule.ts';
import type { Sample, SampleRow } from '../../../../src/core/explain/sample.ts';
import type { Attempt, Connection } from '../../../../src/core/model/connection.ts';
import { attemptOf, connectionFactsOf, connectionOf, factsOf, foldedFrom, headersOf, textFrom } from './attempt-facts.ts';

/** What the rule says of it: undefined or an empty list for nothing. */
export function saidOf(rule: Rule, sample: Sample): Hit | readonly Hit[] | undefined {
  return rule.ofAttempt === undefined ? rule.ofConnection!(connectionFacts(sample)) : rule.ofAttempt(attemptFacts(sample));
}

const rowsFrom = (rows: readonly SampleRow[] = []): RowFacts => foldedFrom(rows, 0);

const attemptFrom = (some: Partial<Attempt> = {}, headers?: Sample['headers']): Attempt =>
  attemptOf({ startedAt: 0, openedAt: 10, ...some, ...(headers !== undefined && { responseHeaders: headersOf(headers) }) });

const connectionFrom = (attempts: Attempt[], some: Partial<Connection> = {}): Connection =>
  connectionOf({ createdAt: 0, stateSince: 10, lastActivityAt: 10, attempts, ...some });

function attemptFacts({ attempt, headers, connection, decoded, rows, previousRows, text, watched = true }: Sample): AttemptFacts {
  const looked = attemptFrom(attempt, headers);
  return factsOf(looked, connectionFrom([looked], connection), {
    rows: rowsFrom(rows),
    previousRows: previousRows && rowsFrom(previousRows),
    text: text === undefined ? undefined : textFrom(text),
    ...(decoded && { decoded }),
    isWatched: () => watched,
  });
}

function connectionFacts({
  attempt,
  headers,
  attempts = [{ ...attempt }],
  connection,
  rows,
  predecessor,
  now = 60_000,
  watched = true,
  known,
}: Sample): ConnectionFacts {
  const all = attempts.map((some, at) => attemptFrom({ n: at + 1, ...some }, headers));
  return connectionFactsOf(connectionFrom(all, connection), {
    whole: rowsFrom(rows),
    predecessor: predecessor && connectionFrom([attemptFrom(predecessor.attempt)], predecessor.connection),
    now,
    isWatched: () => watched,
    ...known,
  });
}
