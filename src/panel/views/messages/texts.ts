/** The words of the Messages view, in one place for later translation. */
import type { LossReason } from '../../../core/model/observation.ts';
import { formatBytes, formatCount } from '../../parts/format-bytes.ts';
import type { JsonFaultReason } from '../../parts/json-tree/scan-json.ts';

const many = (count: number, one: string, other: string): string => `${formatCount(count)} ${count === 1 ? one : other}`;
const messages = (count: number): string => many(count, 'message', 'messages');

export const texts = {
  list: 'Messages',
  columns: { mark: '★', time: 'Time', connection: '#', type: 'Type', id: 'Id', size: 'Size', data: 'Data' },
  columnEdge: (column: string) => `Width of column ${column}`,
  newMessages: (count: number) => `${formatCount(count)} new ↓`,
  newMessagesAbove: (count: number) => `${formatCount(count)} new ↑`,
  columnMenu: 'Columns of the messages',
  columnNames: { mark: 'Bookmark', time: 'Time', connection: 'Connection', type: 'Type', id: 'Id', size: 'Size', data: 'Data' },
  noDelta: '–',
  bookmark: 'Bookmark this message (B)',
  unbookmark: 'Remove the bookmark (B)',
  bookmarked: 'Bookmarked',
  tooManyBookmarks: (limit: number) => `No more than ${formatCount(limit)} bookmarks can be set.`,
  newPage: (url: string) => `→ ${url}`,
  unheard: 'The page does not listen to this type',
  connectionOf: (id: number) => `#${id}`,

  filterHits: (total: number, of: number) => `${formatCount(total)} of ${messages(of)}`,
  looking: 'still looking …',
  contains: (text: string) => `contain “${text}”`,
  matches: (text: string) => `match ${text}`,
  passes: 'pass the filter',
  reach: (single: number, several: number) =>
    `An expression that repeats something looks at the first ${formatCount(single)} characters of each text, or ${formatCount(several)} if it does so several times.`,
  clearFilter: 'Clear the filter',
  clearRange: 'Show all times',
  lossReasons: {
    'backlog-full': 'came before DevTools was open and did not fit in the backlog',
    overflow: 'came faster than they could be carried here',
    'broken-batch': 'arrived damaged',
    limit: 'the oldest were dropped to stay within the limit',
  } satisfies Record<LossReason, string>,
  failed: (reason: string) => `The recorder could not answer: ${reason}`,

  empty: {
    starting: { title: 'Waiting for the recorder' },
    filtered: {
      title: 'No message passes the filter',
      words: (hidden: number) => `${messages(hidden)} ${hidden === 1 ? 'is' : 'are'} hidden by it.`,
      looking: 'No match so far; older messages are still being looked through.',
    },
    paused: {
      title: 'The view is paused',
      words: 'It shows what was there when you paused it: nothing. Recording goes on meanwhile.',
    },
    file: {
      title: 'No message in this file',
      ofConnection: 'The file holds no message of this connection.',
      ofAll: 'It holds connections, and no message of them.',
    },
    recordingOff: {
      title: 'Recording is off',
      words: (missed: number) =>
        missed === 0 ? 'Messages that come now are not kept.' : `${messages(missed)} came meanwhile and ${missed === 1 ? 'was' : 'were'} not kept.`,
    },
    noStreams: {
      title: 'No event stream yet',
      words: 'This page has not opened an EventSource since it was loaded. Streams appear here as soon as it does.',
    },
    dropped: {
      title: 'The messages are no longer held',
      words: (count: number) => `${messages(count)} came, and ${count === 1 ? 'was' : 'were'} cleared or dropped since.`,
    },
    lost: {
      title: 'The messages were lost',
      words: (count: number, reasons: string) => `${messages(count)} came${reasons}. New ones appear here.`,
    },
    connecting: {
      title: 'Still connecting',
      words: 'The server has not answered yet.',
      queued: (others: number, origin: string) =>
        `${formatCount(others)} other streams to ${origin} are open or connecting in this page. Over HTTP/1.1 a browser opens six to an origin, over all its tabs: this one may be waiting for a free place. Close one, or serve the streams over HTTP/2.`,
    },
    reconnecting: { title: 'Reconnecting', words: 'No message came before the connection ended. The browser tries again by itself.' },
    failed: {
      title: 'The connection failed before any message came',
      words: (why: string) => `${why} The browser does not try again. The Request tab has what is known of it.`,
      status: (status: number) => `The server answered ${status}.`,
      unknown: 'No reason is known.',
    },
    closed: { title: 'Closed before any message came', words: 'The page called close(), or was left.' },
    suspended: { title: 'The page is in the back/forward cache', words: 'Its streams rest until it is shown again.' },
    open: {
      title: 'Open, but no message yet',
      words: 'Only messages of types that the page listens to are seen here. Comments (heartbeats) are no messages.',
    },
    none: {
      title: 'No message yet',
      words: (connections: number, open: number) =>
        `${many(connections, 'connection', 'connections')}, ${formatCount(open)} open. Messages appear here as they come.`,
    },
  },
  actions: {
    clearFilter: 'Clear the filter',
    clearRange: 'Show all times',
    allConnections: 'Show all connections',
    resume: 'Resume',
    record: 'Record',
    reload: 'Reload the page',
    request: 'Show the request',
  },

  detail: {
    label: 'Message',
    split: 'Size of the message',
    tabs: 'Views of the data',
    tree: 'Tree',
    text: 'Text',
    difference: 'Difference',
    close: 'Close',
    copy: 'Copy the data',
    copied: 'Copied',
    notCopied: 'Could not copy',
    expandAll: 'Expand all',
    collapseAll: 'Collapse all',
    expandLimit: (limit: number) => `Expanded as far as ${formatCount(limit)} rows.`,
    gone: 'This message is no longer held',
    goneWords: 'It was dropped to stay within the limits, or cleared.',
    loading: 'Fetching the message',
    id: (id: string) => `id ${id}`,
    noId: 'no id',
    place: (connection: number, seq: number) => `#${connection} · message ${formatCount(seq + 1)}`,
    emptyData: 'The data is empty',
    lines: (lines: number) => many(lines, 'line', 'lines'),
    idCut: (length: number) => `… (${formatCount(length)} characters)`,
  },
  tree: {
    copyValue: 'Copy value (Ctrl+C)',
    copyPath: 'Copy path (Ctrl+Alt+C)',
    level: (level: number) => `${level} ▸`,
    showAll: (length: number) => `show all ${formatCount(length)}`,
    showLess: 'show less',
    more: (left: number) => `${formatCount(left)} more characters: see Text`,
    holdsJson: 'JSON',
  },
  notJson: {
    title: 'Not JSON',
    where: (reason: JsonFaultReason, offset: number, line: number, column: number) =>
      `${FAULTS[reason]} at offset ${formatCount(offset)} (line ${formatCount(line)}, column ${formatCount(column)}).`,
    asText: 'Show as text',
  },
  difference: {
    first: 'Nothing to compare with',
    firstWords: (type: string) => `No earlier message of type “${type}” of this connection is held.`,
    equal: 'No difference',
    equalWords: (at: string) => `The data is the same as in the message before of this type (${at}).`,
    tooLong: 'Too long to compare',
    tooLongWords: (limit: number) => `Both together have more than ${formatBytes(limit)} of text, the limit up to which differences are searched for.`,
    tooDifferent: 'Too different to compare',
    tooDifferentWords: (limit: number) => `More than ${formatCount(limit)} lines were added or removed, the limit up to which differences are searched for.`,
    summary: (removed: number, added: number, at: string) => `−${formatCount(removed)} +${formatCount(added)} since ${at}`,
    asJson: 'JSON, one member a line',
    unchanged: (lines: number) => `⋯ ${many(lines, 'unchanged line', 'unchanged lines')}`,
    removed: 'removed',
    added: 'added',
    more: (left: number) => `… ${formatCount(left)} more characters: see Text`,
  },
};

const FAULTS: Record<JsonFaultReason, string> = {
  empty: 'There is nothing but white space',
  'unexpected-end': 'It ends in the middle of a value',
  'unexpected-character': 'A character that begins no value',
  'expected-key': 'A key in double quotes was expected',
  'expected-colon': 'A colon was expected',
  'expected-comma-or-end': 'A comma or a closing bracket was expected',
  'control-character-in-string': 'A control character that is not escaped',
  'bad-escape': 'An escape that JSON does not have',
  'bad-number': 'A number that JSON does not have',
  'text-after-value': 'Something follows after the value,',
};
