/** The words of a list that is empty, which are loaded with the view that tells them. */
import { t } from '../../../words/t.ts';

const messages = (count: number): string => t('count.messages', { count });

export const texts = {
  empty: {
    starting: { title: t('waitingForRecorder') },
    filtered: {
      title: t('messages.empty.filtered.title'),
      words: (hidden: number) => t('messages.empty.filtered.words', { count: hidden }),
      looking: t('messages.empty.filtered.looking'),
    },
    paused: {
      title: t('messages.empty.paused.title'),
      words: t('messages.empty.paused.words'),
    },
    file: {
      title: t('messages.empty.file.title'),
      ofConnection: t('messages.empty.file.ofConnection'),
      ofAll: t('messages.empty.file.ofAll'),
    },
    recordingOff: {
      title: t('messages.empty.recordingOff.title'),
      words: (missed: number) => (missed === 0 ? t('messages.empty.recordingOff.nothing') : t('messages.empty.recordingOff.words', { count: missed })),
    },
    noStreams: {
      title: t('noStreamYet'),
      words: t('messages.empty.noStreams.words'),
    },
    dropped: {
      title: t('messages.empty.dropped.title'),
      words: (count: number) => t('messages.empty.dropped.words', { count }),
    },
    lost: {
      title: t('messages.empty.lost.title'),
      words: (count: number, reasons: string) =>
        reasons === ''
          ? t('messages.empty.lost.words', { messages: messages(count) })
          : t('messages.empty.lost.because', { messages: messages(count), reasons }),
    },
    connecting: {
      title: t('messages.empty.connecting.title'),
      words: t('messages.empty.connecting.words'),
      queued: (others: number, origin: string) => t('messages.empty.connecting.queued', { others, origin }),
    },
    waitingSlot: { title: t('messages.empty.waitingSlot.title'), words: t('messages.empty.waitingSlot.words') },
    reconnecting: { title: t('messages.empty.reconnecting.title'), words: t('messages.empty.reconnecting.words') },
    failed: {
      title: t('messages.empty.failed.title'),
      words: (why: string) => t('messages.empty.failed.words', { why }),
      status: (status: number) => t('messages.empty.failed.status', { status: String(status) }),
      unknown: t('messages.empty.failed.unknown'),
    },
    closed: { title: t('messages.empty.closed.title'), words: t('messages.empty.closed.words') },
    suspended: { title: t('messages.empty.suspended.title'), words: t('messages.empty.suspended.words') },
    open: {
      title: t('messages.empty.open.title'),
      words: t('messages.empty.open.words'),
      read: t('messages.empty.open.read'),
    },
    none: {
      title: t('noMessageYet'),
      words: (connections: number, open: number) => t('messages.empty.none.words', { connections: t('count.connections', { count: connections }), open }),
    },
  },
  actions: {
    clearFilter: t('clearFilter'),
    clearRange: t('allTimes'),
    allConnections: t('allConnections'),
    resume: t('messages.actions.resume'),
    record: t('messages.actions.record'),
    reload: t('reloadThePage'),
    request: t('showRequest'),
  },
};
