/** Which notices are due: whatever makes the view less than the whole truth is said, never silent. Pure. */
import type { LossReason } from '../../../core/model/observation.ts';
import type { Overview } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { HostTrouble } from '../../state/host.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

export interface Notice {
  /** Names what it is about: a notice that was dismissed stays away until it has another key. */
  key: string;
  tone: 'info' | 'warning' | 'error';
  words: string;
  /** A state of the user's own making has the way out of it; all else can be dismissed. */
  remedy?: 'record' | 'resume' | 'keep';
}

export function noticesOf(facts: {
  overview: Overview | null;
  paused: boolean;
  failure: string | null;
  trouble: HostTrouble | null;
  isFile?: boolean;
  /** The user has not said yet whether captures are to be kept on disk. */
  isDiskOpen?: boolean;
}): Notice[] {
  const { overview, paused, failure, trouble } = facts;
  const notices: Notice[] = [];
  if (trouble?.kind === 'no-recorder') notices.push({ key: 'no-recorder', tone: 'error', words: t('shell.recorderGone', { detail: trouble.detail }) });
  // The same misfortune is told once.
  else if (failure !== null) notices.push({ key: `failure ${failure}`, tone: 'error', words: t('recorderFailed', { reason: failure }) });
  if (trouble?.kind === 'no-access') notices.push({ key: 'no-access', tone: 'error', words: t('shell.noAccess') });
  if (trouble?.kind === 'plain-tab') notices.push({ key: 'plain-tab', tone: 'info', words: t('shell.plainTab', { detail: trouble.detail }) });
  if (paused)
    notices.push({
      key: 'paused',
      tone: 'info',
      words: t((overview?.recording ?? true) ? 'shell.pausedNotice' : 'shell.pausedNotRecording'),
      remedy: 'resume',
    });
  if (overview === null) return notices;
  // Nothing is recorded into a file, as its mark says.
  if (!overview.recording && facts.isFile !== true)
    notices.push({
      key: 'not-recording',
      tone: 'info',
      words:
        overview.notRecorded === 0
          ? t('shell.notRecording')
          : t('shell.notRecordingNotice', { messages: t('count.messages', { count: overview.notRecorded }) }),
      remedy: 'record',
    });
  return [...notices, ...diskNotices(overview, facts.isDiskOpen === true), ...limitNotices(overview), ...lossNotices(overview)];
}

function diskNotices({ disk, messages, limitsReached }: Overview, isOpen: boolean): Notice[] {
  if (disk === null) return [];
  const { state, why, dropped, deleted, size } = disk;
  const isOffered = isOpen && state === 'off' && messages > 0;
  const offer = limitsReached.length > 0 ? t('disk.offerAtLimit') : t('disk.offer');
  return [
    ...(isOffered ? [{ key: 'disk offer', tone: 'info' as const, words: offer, remedy: 'keep' as const }] : []),
    ...(state === 'failed' ? [{ key: `disk failed ${why}`, tone: 'warning' as const, words: t('disk.failed', { why: why ?? '' }) }] : []),
    ...(dropped > 0 ? [{ key: 'disk dropped', tone: 'warning' as const, words: t('disk.dropped', { count: dropped, size: formatBytes(size) }) }] : []),
    ...(deleted > 0 ? [{ key: 'disk deleted', tone: 'info' as const, words: t('disk.deleted', { count: deleted }) }] : []),
  ];
}

function limitNotices({ limitsReached, limits, dropped }: Overview): Notice[] {
  return limitsReached.map((limit) => ({
    key: `limit ${limit}`,
    tone: 'warning',
    words: limitWords(limit, limits, dropped),
  }));
}

function limitWords(limit: Overview['limitsReached'][number], limits: Overview['limits'], dropped: number): string {
  switch (limit) {
    case 'messages':
      return t('shell.messagesLimit', { count: dropped, limit: limits.messages });
    case 'dataLength':
      return t('shell.dataLimit', { count: dropped, limit: formatBytes(limits.dataLength) });
    case 'attempts':
      return t('shell.attemptsLimit', { limit: limits.attempts });
    case 'rawBytes':
      return t('shell.rawLimit', { limit: formatBytes(limits.rawBytes) });
  }
}

/** Losses other than those by our own limit, which have a notice of their own. */
function lossNotices({ gaps }: Overview): Notice[] {
  const byReason = new Map<LossReason, number>();
  for (const gap of gaps) {
    if (gap.why !== 'limit') byReason.set(gap.why, (byReason.get(gap.why) ?? 0) + gap.lost);
  }
  if (byReason.size === 0) return [];
  // A witness that cannot count what it lost says 0.
  const total = [...byReason.values()].reduce((sum, lost) => sum + lost, 0);
  const isAll = byReason.size === 1 || total === 0;
  const reasons = [...byReason].map(([why, count]) => t(isAll ? 'shell.lossOfAll' : 'shell.lossOf', { count, reason: t(`loss.${why}`) })).join(', ');
  // Dismissed is dismissed until messages are lost for another reason.
  return [
    {
      key: `lost ${[...byReason.keys()].toSorted().join(' ')}`,
      tone: 'warning',
      words: total === 0 ? t('shell.lostUncounted', { reasons }) : t('shell.lostNotice', { count: total, reasons }),
    },
  ];
}
