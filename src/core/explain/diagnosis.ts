/**
 * Keeps the findings of a capture: looks at what is new since it looked last, and at nothing else.
 *
 *   new rows ──▶ facts of their attempts ─┐
 *   attempts derived anew ────────────────┴─▶ rules of those attempts, and of their connections ──▶ findings
 *
 * What was said of an attempt is kept with it, so it can be taken back when more becomes known.
 * @note Longer than other files: what is kept for an attempt, and when it is asked again, share all of their state.
 */
import type { Fault } from '../decoders/decoder.ts';
import type { Judge } from '../decoders/judge.ts';
import type { Connection } from '../model/connection.ts';
import { idAt, isHeard, kindOf, rankAt } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../units.ts';
import { isReaderKnown, type AttemptFacts, type BrowserKind, type IsWatched } from './facts.ts';
import type { Finding } from './finding.ts';
import { pileUp, type Remark } from './pile-up.ts';
import { RULES, type RuleId } from './registry.ts';
import { isWatched } from '../model/pause.ts';
import { formatOfSlot } from '../model/stream-type.ts';
import type { Capture, ConnectionEntry } from '../model/types.ts';
import { createTextReader, type TextReader } from './text-facts.ts';
import { reconnectOf, type Reconnect } from './reconnect.ts';
import { createRowFacts, foldRow, type FoldedRow, type RowFacts } from './row-facts.ts';
import type { Hit, Rule } from './rule.ts';

export interface Diagnosis {
  /**
   * Looks at what is new. Rows and texts are read until `isOver` says that it is time to stop.
   * @returns whether everything has been looked at
   */
  update(now: EpochMs, isOver?: () => boolean): boolean;
  /** As of the last `update`; the newest last. */
  findings(): readonly Finding[];
  /** What is said of one attempt, also where a newer attempt stands for it in `findings`. */
  ofAttempt(connection: ConnectionId, attempt: AttemptNumber): readonly Finding[];
  /** The same as it was seen, with the message or the line of each. */
  pinned(connection: ConnectionId, attempt: AttemptNumber): readonly Remark[];
  /** The ledger of a reconnect, as of the last `update`; undefined for a first attempt. */
  reconnect(connection: ConnectionId, attempt: AttemptNumber): Reconnect | undefined;
  /** From now on the decoders are asked too, of all that is held. Without them nothing is said of protocols. */
  judgeBy(judge: Judge): void;
  /** Begins anew, with the rows that come from now on. */
  forget(): void;
}

interface Watched {
  readonly rows: Map<AttemptNumber, RowFacts>;
  /** Of all attempts. */
  readonly whole: RowFacts;
  readonly texts: Map<AttemptNumber, TextReader>;
  /** See `ConnectionFacts.predecessor`; null: there is none; undefined: not looked for yet. */
  predecessor: ConnectionId | null | undefined;
  readonly changed: Set<AttemptNumber>;
  /** Attempts that the decoders are to be asked of, and what they said. */
  readonly unjudged: Set<AttemptNumber>;
  readonly faults: Map<AttemptNumber, readonly Fault[]>;
  readonly ofAttempts: Map<AttemptNumber, readonly Remark[]>;
  ofConnection: readonly Remark[];
  /** All of its findings; made when somebody asks. */
  piles: readonly Finding[] | null;
  /** Attempts that were dropped, of which nothing is held here. */
  dropped: number;
  /** `ConnectionEntry.slotChanges` of when nothing was left to be looked at, nor will time alone change what is said; undefined: not so. */
  doneAt: number | undefined;
}

const ATTEMPT_RULES = RULES.filter((rule) => rule.ofAttempt !== undefined);
const CONNECTION_RULES = RULES.filter((rule) => rule.ofConnection !== undefined);
const NO_ROWS = createRowFacts();
/** Attempts of a connection whose text may still come: that of the newest, and what the network log hands over late. */
const TEXTS_AWAITED = 8;
/** Rows between two looks at the clock: less than a millisecond of work. */
const ROWS_A_LOOK = 4096;

/** @note One at a time on a capture: it takes note in the capture of what it has looked at. */
export function createDiagnosis(capture: Capture): Diagnosis {
  const watched = new Map<ConnectionId, Watched>();
  const browser: BrowserKind = capture.dialect === 'firefox' ? 'firefox' : 'chromium';
  /** The newest connection of each document to each URL. */
  const newestOf = new Map<string, ConnectionId>();
  let nextRow: MessageIndex = firstIndex(capture.log);
  let all: readonly Finding[] | null = [];
  let judge: Judge | undefined;

  const watch = (id: ConnectionId): Watched => {
    let found = watched.get(id);
    if (found === undefined)
      watched.set(
        id,
        (found = {
          rows: new Map(),
          whole: createRowFacts(),
          texts: new Map(),
          predecessor: undefined,
          changed: new Set(),
          unjudged: new Set(),
          faults: new Map(),
          ofAttempts: new Map(),
          ofConnection: [],
          piles: [],
          dropped: 0,
          doneAt: undefined,
        }),
      );
    return found;
  };

  const foldRows = (isOver: () => boolean): void => {
    const { log } = capture;
    nextRow = Math.max(nextRow, firstIndex(log));
    while (nextRow < log.next) {
      const block = blockOf(log, nextRow)!;
      const end = Math.min(block.rows, nextRow - block.first + ROWS_A_LOOK);
      for (let row = nextRow - block.first; row < end; row += 1) {
        const n = block.attempts[row]!;
        const of = watch(block.connections[row]!);
        let facts = of.rows.get(n);
        if (facts === undefined) of.rows.set(n, (facts = createRowFacts()));
        const folded: FoldedRow = {
          index: block.first + row,
          kind: kindOf(block.flags[row]!),
          at: block.times[row]!,
          rank: rankAt(block, row),
          type: block.typeNames[block.types[row]!]!,
          lastEventId: idAt(block, row),
          data: block.data[row]!,
          heard: isHeard(block.flags[row]!),
        };
        foldRow(facts, folded);
        foldRow(of.whole, folded);
        of.changed.add(n);
      }
      nextRow = block.first + end;
      if (isOver()) return;
    }
  };

  /** Says whether its texts were read as far as they are known. */
  const look = (entry: ConnectionEntry, now: EpochMs, isOver: () => boolean): boolean => {
    const { connection } = entry;
    const of = watch(connection.id);
    // A page can make sources by the thousand: those that are over cost nothing.
    if (of.doneAt === entry.slotChanges && of.dropped === connection.droppedAttempts && of.changed.size === 0 && entry.changedFrom === Infinity) return true;
    forgetDropped(of, connection.droppedAttempts);
    for (const attempt of connection.attempts.slice(Math.max(0, entry.changedFrom - connection.droppedAttempts - 1))) of.changed.add(attempt.n);
    entry.changedFrom = Infinity;
    const isRead = readTexts(of, entry, isOver);
    const isJudged = judgeAttempts(of, entry, isOver);
    let isNew = of.piles === null;
    for (const n of [...of.changed].flatMap((changed) => [changed, changed + 1])) {
      if (!of.changed.has(n) && !of.changed.has(n - 1)) continue;
      isNew = lookAtAttempt(of, entry, n) || isNew;
    }
    const wasChanged = of.changed.size > 0;
    of.changed.clear();
    if (wasChanged || connection.state !== 'closed') isNew = lookAtConnection(of, entry, now) || isNew;
    if (isNew) {
      of.piles = null;
      all = null;
    }
    of.doneAt = isRead && isJudged && connection.state === 'closed' ? entry.slotChanges : undefined;
    return isRead && isJudged;
  };

  /** Asks the decoders of attempts that are over. Says whether they have answered of all. */
  const judgeAttempts = (of: Watched, entry: ConnectionEntry, isOver: () => boolean): boolean => {
    for (const n of of.changed) of.unjudged.add(n);
    if (judge === undefined) return true;
    for (const n of of.unjudged) {
      const slot = entry.slots[n - entry.connection.droppedAttempts - 1];
      const faults = slot === undefined ? [] : judge.faultsOf(entry, slot, isOver);
      if (faults === undefined) return false;
      of.unjudged.delete(n);
      if (faults.length === 0 && !of.faults.has(n)) continue;
      of.faults.set(n, faults);
      of.changed.add(n);
    }
    return true;
  };

  const wasOn: IsWatched = (from, to) => isWatched(capture, from, to);

  const factsOf = (of: Watched, entry: ConnectionEntry, n: AttemptNumber): AttemptFacts | undefined => {
    const { connection } = entry;
    const place = n - connection.droppedAttempts - 1;
    const attempt = connection.attempts[place];
    if (attempt === undefined) return undefined;
    const slot = entry.slots[place];
    const protocol = slot && judge?.protocolOf(entry, slot);
    return {
      connection,
      attempt,
      previous: connection.attempts[place - 1],
      rows: of.rows.get(n) ?? NO_ROWS,
      text: of.texts.get(n),
      previousRows: of.rows.get(n - 1),
      ...(protocol && { decoded: { protocol: protocol.id, name: protocol.name, faults: of.faults.get(n) ?? [] } }),
      browser,
      isWatched: wasOn,
    };
  };

  const lookAtAttempt = (of: Watched, entry: ConnectionEntry, n: AttemptNumber): boolean => {
    const facts = factsOf(of, entry, n);
    if (facts === undefined) return of.ofAttempts.delete(n);
    const { attempt } = facts;
    const remarks: Remark[] = [];
    for (const rule of ATTEMPT_RULES) {
      const hit = rule.ofAttempt!(facts);
      if (hit !== undefined)
        remarks.push(remarkOf(facts.connection, rule, { attempt: n, at: attempt.endedAt ?? attempt.openedAt ?? attempt.startedAt, ...hit }));
    }
    const had = of.ofAttempts.get(n) ?? [];
    if (remarks.length === 0) of.ofAttempts.delete(n);
    else of.ofAttempts.set(n, remarks);
    return had.length > 0 || remarks.length > 0;
  };

  const lookAtConnection = (of: Watched, entry: ConnectionEntry, now: EpochMs): boolean => {
    const { connection, session, slots } = entry;
    const newest = slots.at(-1);
    const facts = {
      connection,
      protocol: newest && judge?.protocolOf(entry, newest)?.id,
      whole: of.whole,
      predecessor: predecessorOf(of, connection),
      rowsOf: (n: AttemptNumber): RowFacts => of.rows.get(n) ?? NO_ROWS,
      hooked: !session.silent,
      tellsOfMessage: session.tellsOfMessage,
      requestsAreKnown: capture.join.requestNewest > -Infinity,
      browser,
      now,
      isWatched: wasOn,
    };
    const had = of.ofConnection.length;
    of.ofConnection = CONNECTION_RULES.flatMap((rule) =>
      rule.ofConnection!(facts).map((hit) => remarkOf(connection, rule, { at: connection.lastActivityAt, attempt: attemptOf(hit.message), ...hit })),
    );
    return had > 0 || of.ofConnection.length > 0;
  };

  /** Undefined where the row is not held (any more). */
  const attemptOf = (message: MessageIndex | undefined): AttemptNumber | undefined => {
    const block = message === undefined ? undefined : blockOf(capture.log, message);
    return block?.attempts[message! - block.first];
  };

  const predecessorOf = (of: Watched, { id, session, url }: Connection): Connection | undefined => {
    if (of.predecessor === undefined) {
      const key = `${session} ${url}`;
      of.predecessor = newestOf.get(key) ?? null;
      newestOf.set(key, id);
    }
    return of.predecessor === null ? undefined : capture.connections.get(of.predecessor)?.connection;
  };

  const pinned = (id: ConnectionId, n: AttemptNumber): readonly Remark[] => {
    const of = watched.get(id);
    return of === undefined ? [] : [...(of.ofAttempts.get(n) ?? []), ...of.ofConnection.filter(({ attempt }) => attempt === n)];
  };

  const forgetGone = (): void => {
    for (const id of watched.keys()) if (!capture.connections.has(id)) watched.delete(id);
    for (const [key, id] of newestOf) if (!capture.connections.has(id)) newestOf.delete(key);
    all = null;
  };

  return {
    update(now, isOver = () => false) {
      const hasRows = nextRow < capture.log.next;
      foldRows(isOver);
      // Something is done each time: rows, or else a piece of a text.
      let isFirst = !hasRows;
      let wasOver = false;
      const isOverNow = (): boolean => {
        if (isFirst) isFirst = false;
        else wasOver ||= isOver();
        return wasOver;
      };
      let isRead = true;
      for (const entry of capture.connections.values()) isRead = look(entry, now, isOverNow) && isRead;
      // All that are held are watched by now.
      if (watched.size > capture.connections.size) forgetGone();
      return isRead && nextRow === capture.log.next;
    },
    findings() {
      if (all !== null) return all;
      const found: Finding[] = [];
      for (const [id, of] of watched) {
        of.piles ??= pileUp(id, [...[...of.ofAttempts.values()].flat(), ...of.ofConnection]);
        found.push(...of.piles);
      }
      return (all = found.sort((a, b) => a.at - b.at));
    },
    ofAttempt: (id, attempt) => pileUp(id, pinned(id, attempt)),
    pinned,
    reconnect(id, attempt) {
      const entry = capture.connections.get(id);
      const of = watched.get(id);
      const facts = entry === undefined || of === undefined ? undefined : factsOf(of, entry, attempt);
      return facts === undefined ? undefined : reconnectOf(facts);
    },
    judgeBy(next) {
      judge = next;
      for (const entry of capture.connections.values()) entry.changedFrom = 0;
    },
    forget() {
      watched.clear();
      newestOf.clear();
      nextRow = capture.log.next;
      for (const entry of capture.connections.values()) entry.changedFrom = 0;
      all = [];
    },
  };
}

/** What a browser does of itself it does for an EventSource: where a page reads by other means, or the reader is not known, the evidence says so. */
function remarkOf(connection: Readonly<Connection>, rule: Rule & { id: RuleId }, hit: Hit & { at: EpochMs }): Remark {
  const remark = { rule, severity: rule.severity, ...hit };
  const { api, state, attempts } = connection;
  const reader = isReaderKnown(connection) ? api : 'unknown';
  if (reader !== 'eventsource') return { ...remark, params: { ...hit.params, reader } };
  // After a network error one browser comes again where the other gives up: what was seen counts.
  const isGivenUp = hit.params?.['error'] !== undefined && state === 'failed' && hit.attempt === attempts.at(-1)?.n;
  return isGivenUp ? { ...remark, params: { ...hit.params, next: 'gives-up' } } : remark;
}

/**
 * Only the newest attempts have bytes to come.
 * @note The network log hands over the text of an attempt when it is over, so the one before the newest is looked at as well.
 */
function readTexts(of: Watched, { slots }: ConnectionEntry, isOver: () => boolean): boolean {
  let isRead = true;
  for (const slot of slots.slice(-TEXTS_AWAITED)) {
    const { raw } = slot;
    // What is wrong with records is not known here.
    if (raw === undefined || formatOfSlot(slot) !== 'event-stream') continue;
    let reader = of.texts.get(slot.attempt.n);
    if (reader === undefined) of.texts.set(slot.attempt.n, (reader = createTextReader()));
    const { isNew, done } = reader.read(raw, isOver);
    if (isNew) of.changed.add(slot.attempt.n);
    isRead &&= done;
  }
  return isRead;
}

function forgetDropped(of: Watched, dropped: number): void {
  if (of.dropped >= dropped) return;
  of.dropped = dropped;
  // Of what is held here, not of all numbers up to `dropped`: a file may say that billions were.
  for (const facts of [of.rows, of.texts, of.faults]) for (const n of facts.keys()) if (n <= dropped) facts.delete(n);
  for (const n of of.unjudged) if (n <= dropped) of.unjudged.delete(n);
  for (const n of of.ofAttempts.keys()) {
    if (n > dropped) continue;
    of.ofAttempts.delete(n);
    of.piles = null;
  }
}
