/** The words of the board, in one place for later translation. */
import type { ColumnName } from './sort-groups.ts';

const streams = (count: number): string => (count === 1 ? '1 stream' : `${count} streams`);
const tabs = (count: number): string => (count === 1 ? '1 tab' : `${count} tabs`);

export const texts = {
  heading: 'Event streams',
  summary: (count: number, tabCount: number) => `${streams(count)} in ${tabs(tabCount)}`,
  openFile: 'Open a capture file',
  openFileHint: 'Shows a file that SSE Scope or a browser wrote (.ndjson, .json, .har, .sse)',
  openAsPage: 'Open as page',
  openAsPageHint: 'The same board in a tab, where it stays',
  columns: {
    name: 'Tab',
    open: 'Open',
    connecting: 'Connecting',
    waiting: 'Waiting',
    messages: 'Messages',
    age: 'Age',
  } satisfies Record<ColumnName, string>,
  columnHints: {
    name: 'Tab, and below it the origins that its streams lead to',
    open: 'Streams that messages can arrive on',
    connecting: 'Asked for and not answered yet, or queued for a free connection',
    waiting: 'Ended, and the browser is about to reconnect: inferred, because nothing says so',
    messages: 'Messages since the streams were made, as their pages tell',
    age: 'Since when the oldest stream is open',
  } satisfies Record<ColumnName, string>,
  slots: 'Connections',
  slotsHint: 'Of the six that the browser opens to one HTTP/1.1 origin, for all tabs of one site together',
  unknownCount: '—',
  unknownCountHint: 'Not known: the page does not tell',
  goTo: (title: string) => `Go to ${title}`,
  untitled: (url: string, tabId: number) => (url === '' ? `Tab ${tabId}` : url),
  workers: 'Shared and service workers',
  workersHint: 'Their streams belong to no tab',
  private: 'private',
  discarded: 'unloaded',
  /** Beside an origin. */
  crossSite: 'frame',
  crossSiteHint: 'Opened by a frame of another site than the page around it: such frames have connections of their own',
  groupSum: (count: number, origins: number) => `${streams(count)}, ${origins} origins`,
  slotCount: (used: number, all: number) => `${used}/${all}`,
  perhaps: '*',
  queued: (count: number) => `+${count} queued`,
  noLimit: (count: number) => `${count}, no limit`,
  noLimitHint: 'HTTP/2 or 3: all streams share one connection',
  slotsOfPool: (origin: string, used: number, all: number, queued: number, tabCount: number) =>
    `${used} of ${all} connections to ${origin} are taken by streams${tabCount > 1 ? ` of ${tabs(tabCount)}` : ''}${queued > 0 ? `, ${queued} more in the queue` : ''}`,
  mine: (mine: number, others: number) => `${mine} by this tab, ${others} by others`,
  perhapsHint: 'if the server speaks HTTP/1.1',
  fullHint: 'While all are taken, every other request to this origin has to wait too',
  footnote: '* if the server speaks only HTTP/1.1. Over HTTP/2 there is no such limit; the browser does not tell extensions which it is.',
  loading: 'Counting…',
  empty: 'No event streams are open',
  emptyWords:
    'A page shows up here as soon as it opens an EventSource, or asks by fetch for text/event-stream. Streams are counted in all tabs, also while DevTools is closed.',
  notPrivate: 'Private windows are not counted: allow SSE Scope there in the browser’s page of extensions.',
  fresh: 'Streams that were open before SSE Scope was installed or updated are counted when they reconnect.',
};
