/** The words of the shell, in one place for later translation. */
import type { LossReason } from '../../../core/model/observation.ts';
import { formatBytes, formatCount } from '../../parts/format-bytes.ts';

const many = (count: number, one: string, other: string): string => `${formatCount(count)} ${count === 1 ? one : other}`;

export const texts = {
  panel: 'SSE Scope',
  toolbar: 'Recording and filter',
  record: 'Record messages',
  recording: 'Stop recording messages',
  clear: 'Clear',
  pause: 'Pause the view (recording goes on)',
  resume: 'Resume the view',
  filter: 'Filter',
  filterLabel: 'Filter messages by text in type, id or data',
  filterClear: 'Clear the filter',
  notices: 'Notices',
  dismiss: 'Dismiss',
  tabs: 'Details',
  messages: 'Messages',
  timeline: 'Timeline',
  request: 'Request',
  split: 'Width of the connections',
  splitNarrow: 'Height of the connections',
  scope: 'What the details are limited to',
  onlyConnection: (path: string) => `Only ${path}`,
  allConnections: 'Show all connections',
  onlyRange: (from: string, to: string) => `${from} – ${to}`,
  allTimes: 'Show all times',

  connections: (count: number) => many(count, 'connection', 'connections'),
  open: (count: number) => `${formatCount(count)} open`,
  failed: (count: number) => `${formatCount(count)} failed`,
  messageCount: (count: number) => many(count, 'message', 'messages'),
  dataLength: (length: number) => formatBytes(length),
  lost: (count: number) => `${formatCount(count)} lost`,

  pausedNotice: (recording: boolean) => (recording ? 'The view stands still. Recording goes on.' : 'The view stands still.'),
  notRecordingNotice: (missed: number) => (missed === 0 ? 'Not recording.' : `Not recording. ${many(missed, 'message', 'messages')} came meanwhile.`),
  lostNotice: (count: number, reasons: string) => `${many(count, 'message is', 'messages are')} missing: ${reasons}.`,
  lostUncounted: (reasons: string) => `Messages are missing, how many is not known: ${reasons}.`,
  lossOf: (count: number, reason: string) => `${formatCount(count)} ${reason}`,
  lossOfAll: (count: number, reason: string) => `${count === 1 ? 'it' : 'they'} ${reason}`,
  lossReasons: {
    'backlog-full': 'came before DevTools was open, and did not fit in the backlog',
    overflow: 'came faster than could be carried here',
    'broken-batch': 'arrived damaged',
    limit: 'had to make room for newer ones',
  } satisfies Record<LossReason, string>,
  messagesLimit: (dropped: number, limit: number) => `${many(dropped, 'message', 'messages')} dropped, oldest first: ${formatCount(limit)} are kept.`,
  dataLimit: (dropped: number, limit: number) => `${many(dropped, 'message', 'messages')} dropped, oldest first: ${formatBytes(limit)} of data are kept.`,
  attemptsLimit: (limit: number) => `The oldest attempts were dropped: ${formatCount(limit)} are kept for each connection.`,
  recorderGone: (detail: string) => `The recorder is not running: ${detail}. Close DevTools and open it again.`,
  recorderFailed: (detail: string) => `The recorder could not answer: ${detail}`,
  plainTab: (detail: string) => `Opened outside DevTools: shows what DevTools on ${detail} records, if it is open there.`,

  emptyTitle: 'No event stream yet',
  emptyWords: [
    'Every EventSource of this page and its frames appears here as soon as it is made.',
    'A stream that was opened before the extension was installed or enabled cannot be seen: reload the page.',
  ],
  reload: 'Reload page',

  broken: 'This view has failed',
  brokenWords: 'The rest of the panel works on, and nothing that was recorded is lost.',
  unknownError: 'What was thrown is not an error.',
  retry: 'Show it again',
  copyError: 'Copy details',

  noHost: 'Open DevTools to see event streams',
  noHostWords: 'SSE Scope is a panel of DevTools. Open DevTools on the page (F12), then choose the panel “SSE Scope”.',
};
