/** The words of the timeline, in one place for later translation. */
const many = (count: number, one: string, other: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : other}`;

export const texts = {
  timeline: 'Timeline',
  messages: (count: number) => many(count, 'message', 'messages'),
  connections: (count: number) => many(count, 'connection', 'connections'),
  attempts: (count: number) => many(count, 'attempt', 'attempts'),
  status: (status: number) => `status ${status}`,
  notHeld: 'no longer held',

  fit: 'Fit',
  fitLabel: 'Show everything',
  fitKeys: '0 or double click',
  live: 'Live',
  liveLabel: 'Follow the present',
  end: 'End',
  endLabel: 'Go to the end',
  table: 'Table',
  tableLabel: 'Show as a table',
  legend: 'Legend',
  shapes: { connecting: 'connecting', open: 'open', message: 'messages', wait: 'waiting', expected: 'expected reconnect', error: 'error', close: 'closed' },

  picture: (count: number) => `Attempts of ${many(count, 'connection', 'connections')} over time`,
  keys:
    'Arrow keys move between attempts and connections, Shift with left or right pans, plus and minus zoom, 0 shows everything, ' +
    'Enter selects, Escape lets the selected range go, T shows the same facts as a table.',
  inView: (shown: number, all: number) => `${shown} of ${many(all, 'attempt', 'attempts')}: those in view. Press T for the table of all.`,
  hint: 'Click a bar, or use the arrow keys, to see an attempt. Drag on the axis to select a range of time.',
  noAnswer: (reason: string) => `The recorder did not answer: ${reason}`,
  range: (from: string, to: string, span: string) => `${from} – ${to}, ${span}`,

  attempt: (n: number) => `Attempt ${n}`,
  hiddenAttempts: (from: number, to: number) => `Attempts ${from}–${to}, too short for this scale`,
  facts: { outcome: 'Outcome', connecting: 'Connecting', open: 'Open for', messages: 'Messages', expected: 'Retry expected', observed: 'Delay observed' },
  inColumn: (messages: string, span: string) => `${messages} in the ${span} here`,
  dragHint: 'Drag to select a range of time',
  cut: 'More attempts than pixels: zoom in to see each',

  detail: {
    unknownConnection: (id: number) => `connection ${id}`,
    attempt: (n: number, of: number | undefined) => `attempt ${n}${of === undefined ? '' : ` of ${of}`}`,
    dropped: 'no longer held, to stay within the limit of attempts',
    started: (offset: string, clock: string) => `started ${offset} (${clock})`,
    connecting: (span: string) => `connecting ${span}`,
    open: (span: string) => `open ${span}`,
  },

  grid: 'Attempts',
  columns: {
    connection: 'Connection',
    attempt: 'Attempt',
    started: 'Started',
    connecting: 'Connecting',
    open: 'Open for',
    outcome: 'Outcome',
    messages: 'Messages',
    expected: 'Retry expected',
    observed: 'Delay observed',
    error: 'Error',
  },

  waitingTitle: 'Waiting for the recorder',
  waitingWords: 'The timeline appears as soon as it has answered.',
  emptyTitle: 'No connections yet',
  emptyWords: 'This page has not opened an event stream since it was loaded. Each stream that it opens gets a lane here, and each of its attempts a bar.',
  reload: 'Reload page',
};
