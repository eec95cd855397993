/** Why the list is empty, and what to do next. Pure. */
import type { EmptyStateProps } from '../../parts/empty-state.tsx';
import type { ConnectionRow, Overview } from '../../../wire/protocol/questions.ts';
import { assertExhaustive } from '../../../core/units.ts';
import { lossReasons } from './loss-notice.ts';
import { texts } from './empty-texts.ts';

/** A browser opens so many HTTP/1.1 connections to an origin, over all its tabs. */
const SLOTS = 6;

export interface EmptyFacts {
  overview: Overview | null;
  connections: readonly ConnectionRow[];
  selected: number | null;
  /** Text, types, frames or bookmarks limit what is shown. */
  isFiltered: boolean;
  hasRange: boolean;
  paused: boolean;
  /** The recorder has looked through all messages. */
  complete: boolean;
  /** What is shown is a file: that nothing is recorded explains nothing. */
  isFile?: boolean;
}

export type EmptyAction = 'clearFilter' | 'clearRange' | 'allConnections' | 'resume' | 'record' | 'reload' | 'request';

export interface EmptyReason {
  title: string;
  words: string[];
  actions: EmptyAction[];
  icon?: EmptyStateProps['icon'];
}

/** The first reason that holds; the reasons of the user's own making come first. */
export function emptyReason(facts: EmptyFacts): EmptyReason {
  const { overview, connections, selected, paused } = facts;
  if (!overview) return { title: texts.empty.starting.title, words: [], actions: [] };
  const row = connections.find((one) => one.id === selected);
  const came = row ? row.messages : connections.reduce((sum, one) => sum + one.messages, 0);
  const filters: EmptyAction[] = [];
  if (facts.isFiltered) filters.push('clearFilter');
  if (facts.hasRange) filters.push('clearRange');

  if (filters.length > 0 && came > 0 && overview.messages > 0) {
    const words = facts.complete ? texts.empty.filtered.words(came) : texts.empty.filtered.looking;
    return { title: texts.empty.filtered.title, words: [words], actions: filters, icon: 'filter' };
  }
  if (paused) return { title: texts.empty.paused.title, words: [texts.empty.paused.words], actions: ['resume'], icon: 'pause' };
  if (came > 0) return { title: texts.empty.dropped.title, words: [texts.empty.dropped.words(came)], actions: row ? ['allConnections'] : [] };
  if (!overview.recording && facts.isFile !== true) {
    return { title: texts.empty.recordingOff.title, words: [texts.empty.recordingOff.words(overview.notRecorded)], actions: ['record'], icon: 'record' };
  }
  const lost = row ? row.lost : overview.lost;
  if (lost > 0) {
    return { title: texts.empty.lost.title, words: [texts.empty.lost.words(lost, lossReasons(overview.gaps, selected))], actions: [], icon: 'warning' };
  }
  if (connections.length === 0) return { title: texts.empty.noStreams.title, words: [texts.empty.noStreams.words], actions: ['reload'] };
  // With one connection, "all" is that one.
  const one = row ?? (connections.length === 1 ? connections[0] : undefined);
  if (facts.isFile === true && one?.state !== 'failed') {
    const { title, ofConnection, ofAll } = texts.empty.file;
    return { title, words: [row ? ofConnection : ofAll], actions: row ? ['allConnections'] : [] };
  }
  if (one) return reasonOfConnection(one, connections);
  return { title: texts.empty.none.title, words: [texts.empty.none.words(connections.length, overview.states.open)], actions: [] };
}

function reasonOfConnection(row: ConnectionRow, all: readonly ConnectionRow[]): EmptyReason {
  const { empty } = texts;
  const isQueued = row.outcome === 'queued' && (row.state === 'connecting' || row.state === 'reconnecting');
  if (isQueued) return { title: empty.waitingSlot.title, words: [empty.waitingSlot.words], actions: [] };
  switch (row.state) {
    case 'connecting': {
      const others = all.filter((one) => one.id !== row.id && one.origin === row.origin && holdsSlot(one)).length;
      const queued = others >= SLOTS ? [empty.connecting.queued(others, row.origin)] : [];
      return { title: empty.connecting.title, words: [empty.connecting.words, ...queued], actions: [] };
    }
    case 'waiting':
    case 'reconnecting':
      return { title: empty.reconnecting.title, words: [empty.reconnecting.words, ...whyOf(row)], actions: ['request'] };
    case 'failed':
      return { title: empty.failed.title, words: [empty.failed.words(whyOf(row)[0] ?? empty.failed.unknown)], actions: ['request'], icon: 'error' };
    case 'closed':
      return { title: empty.closed.title, words: [empty.closed.words], actions: [] };
    case 'suspended':
      return { title: empty.suspended.title, words: [empty.suspended.words], actions: [] };
    case 'open':
      return { title: empty.open.title, words: [row.api === 'fetch' ? empty.open.read : empty.open.words], actions: [] };
    default:
      return assertExhaustive(row.state, 'state');
  }
}

function holdsSlot({ state }: ConnectionRow): boolean {
  return state === 'open' || state === 'connecting' || state === 'reconnecting';
}

function whyOf({ error, status }: ConnectionRow): string[] {
  if (error) return [`${error}.`];
  return status !== undefined && status !== 200 ? [texts.empty.failed.status(status)] : [];
}
