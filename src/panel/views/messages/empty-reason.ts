/** Why the list is empty, and what to do next. Pure. */
import { t } from '../../../words/t.ts';
import type { EmptyStateProps } from '../../parts/empty-state.tsx';
import type { ConnectionRow, Overview } from '../../../wire/protocol/questions.ts';
import { assertExhaustive } from '../../../core/units.ts';
import type { Gap } from '../../../core/model/connection.ts';

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
  if (!overview) return { title: t('waitingForRecorder'), words: [], actions: [] };
  const row = connections.find((one) => one.id === selected);
  const came = row ? row.messages : connections.reduce((sum, one) => sum + one.messages, 0);
  const filters: EmptyAction[] = [];
  if (facts.isFiltered) filters.push('clearFilter');
  if (facts.hasRange) filters.push('clearRange');

  if (filters.length > 0 && came > 0 && overview.messages > 0) {
    const words = facts.complete ? t('messages.empty.filtered.words', { count: came }) : t('messages.empty.filtered.looking');
    return { title: t('messages.empty.filtered.title'), words: [words], actions: filters, icon: 'filter' };
  }
  if (paused) return { title: t('messages.empty.paused.title'), words: [t('messages.empty.paused.words')], actions: ['resume'], icon: 'pause' };
  if (came > 0)
    return { title: t('messages.empty.dropped.title'), words: [t('messages.empty.dropped.words', { count: came })], actions: row ? ['allConnections'] : [] };
  if (!overview.recording && facts.isFile !== true) {
    return {
      title: t('messages.empty.recordingOff.title'),
      words: [overview.notRecorded === 0 ? t('messages.empty.recordingOff.nothing') : t('messages.empty.recordingOff.words', { count: overview.notRecorded })],
      actions: ['record'],
      icon: 'record',
    };
  }
  const lost = row ? row.lost : overview.lost;
  if (lost > 0) {
    const messages = t('count.messages', { count: lost });
    const reasons = lossReasons(overview.gaps, selected);
    return {
      title: t('messages.empty.lost.title'),
      words: [reasons === '' ? t('messages.empty.lost.words', { messages }) : t('messages.empty.lost.because', { messages, reasons })],
      actions: [],
      icon: 'warning',
    };
  }
  if (connections.length === 0) return { title: t('noStreamYet'), words: [t('messages.empty.noStreams.words')], actions: ['reload'] };
  // With one connection, "all" is that one.
  const one = row ?? (connections.length === 1 ? connections[0] : undefined);
  if (facts.isFile === true && one?.state !== 'failed') {
    const words = t(row ? 'messages.empty.file.ofConnection' : 'messages.empty.file.ofAll');
    return { title: t('messages.empty.file.title'), words: [words], actions: row ? ['allConnections'] : [] };
  }
  if (one) return reasonOfConnection(one, connections);
  return {
    title: t('noMessageYet'),
    words: [t('messages.empty.none.words', { connections: t('count.connections', { count: connections.length }), open: overview.states.open })],
    actions: [],
  };
}

function reasonOfConnection(row: ConnectionRow, all: readonly ConnectionRow[]): EmptyReason {
  const isQueued = row.outcome === 'queued' && (row.state === 'connecting' || row.state === 'reconnecting');
  if (isQueued) return { title: t('messages.empty.waitingSlot.title'), words: [t('messages.empty.waitingSlot.words')], actions: [] };
  switch (row.state) {
    case 'connecting': {
      const others = all.filter((one) => one.id !== row.id && one.origin === row.origin && holdsSlot(one)).length;
      const queued = others >= SLOTS ? [t('messages.empty.connecting.queued', { others, origin: row.origin })] : [];
      return { title: t('messages.empty.connecting.title'), words: [t('messages.empty.connecting.words'), ...queued], actions: [] };
    }
    case 'waiting':
    case 'reconnecting':
      return { title: t('messages.empty.reconnecting.title'), words: [t('messages.empty.reconnecting.words'), ...whyOf(row)], actions: ['request'] };
    case 'failed':
      return {
        title: t('messages.empty.failed.title'),
        words: [t('messages.empty.failed.words', { why: whyOf(row)[0] ?? t('messages.empty.failed.unknown') })],
        actions: ['request'],
        icon: 'error',
      };
    case 'closed':
      return { title: t('messages.empty.closed.title'), words: [t('messages.empty.closed.words')], actions: [] };
    case 'suspended':
      return { title: t('messages.empty.suspended.title'), words: [t('messages.empty.suspended.words')], actions: [] };
    case 'open':
      return { title: t('messages.empty.open.title'), words: [t(row.api === 'fetch' ? 'messages.empty.open.read' : 'messages.empty.open.words')], actions: [] };
    default:
      return assertExhaustive(row.state, 'state');
  }
}

function holdsSlot({ state }: ConnectionRow): boolean {
  return state === 'open' || state === 'connecting' || state === 'reconnecting';
}

function whyOf({ error, status }: ConnectionRow): string[] {
  if (error) return [`${error}.`];
  return status !== undefined && status !== 200 ? [t('messages.empty.failed.status', { status: String(status) })] : [];
}

/** `reason; reason`, each once; '' when none is known. Gaps of no particular connection count for every one. */
function lossReasons(gaps: readonly Gap[], connection: number | null): string {
  const concerned = gaps.filter((gap) => connection === null || gap.connection === undefined || gap.connection === connection);
  const reasons = new Set(concerned.map((gap) => t(`loss.${gap.why}`)));
  return [...reasons].join('; ');
}
