/** The words of a list that is empty, which are loaded with the view that tells them. */
import { say, sayCount } from '../../../words/say.ts';

const messages = (count: number): string => sayCount('messages_messages', count);

export const texts = {
  empty: {
    starting: { title: say('messages_empty_starting_title') },
    filtered: {
      title: say('messages_empty_filtered_title'),
      words: (hidden: number) => sayCount('messages_empty_filtered_words', hidden),
      looking: say('messages_empty_filtered_looking'),
    },
    paused: {
      title: say('messages_empty_paused_title'),
      words: say('messages_empty_paused_words'),
    },
    file: {
      title: say('messages_empty_file_title'),
      ofConnection: say('messages_empty_file_ofConnection'),
      ofAll: say('messages_empty_file_ofAll'),
    },
    recordingOff: {
      title: say('messages_empty_recordingOff_title'),
      words: (missed: number) => (missed === 0 ? say('messages_empty_recordingOff_nothing') : sayCount('messages_empty_recordingOff_words', missed)),
    },
    noStreams: {
      title: say('messages_empty_noStreams_title'),
      words: say('messages_empty_noStreams_words'),
    },
    dropped: {
      title: say('messages_empty_dropped_title'),
      words: (count: number) => sayCount('messages_empty_dropped_words', count),
    },
    lost: {
      title: say('messages_empty_lost_title'),
      words: (count: number, reasons: string) =>
        reasons === '' ? say('messages_empty_lost_words', messages(count)) : say('messages_empty_lost_because', messages(count), reasons),
    },
    connecting: {
      title: say('messages_empty_connecting_title'),
      words: say('messages_empty_connecting_words'),
      queued: (others: number, origin: string) => say('messages_empty_connecting_queued', others, origin),
    },
    waitingSlot: { title: say('messages_empty_waitingSlot_title'), words: say('messages_empty_waitingSlot_words') },
    reconnecting: { title: say('messages_empty_reconnecting_title'), words: say('messages_empty_reconnecting_words') },
    failed: {
      title: say('messages_empty_failed_title'),
      words: (why: string) => say('messages_empty_failed_words', why),
      status: (status: number) => say('messages_empty_failed_status', String(status)),
      unknown: say('messages_empty_failed_unknown'),
    },
    closed: { title: say('messages_empty_closed_title'), words: say('messages_empty_closed_words') },
    suspended: { title: say('messages_empty_suspended_title'), words: say('messages_empty_suspended_words') },
    open: {
      title: say('messages_empty_open_title'),
      words: say('messages_empty_open_words'),
      read: say('messages_empty_open_read'),
    },
    none: {
      title: say('messages_empty_none_title'),
      words: (connections: number, open: number) => say('messages_empty_none_words', sayCount('messages_connections', connections), open),
    },
  },
  actions: {
    clearFilter: say('messages_actions_clearFilter'),
    clearRange: say('messages_actions_clearRange'),
    allConnections: say('messages_actions_allConnections'),
    resume: say('messages_actions_resume'),
    record: say('messages_actions_record'),
    reload: say('messages_actions_reload'),
    request: say('messages_actions_request'),
  },
};
