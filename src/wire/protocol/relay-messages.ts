/**
 * What is said to the background where the DevTools page cannot reach a content script itself (Firefox has no `tabs.connect` there):
 * the background joins a port of the DevTools page to one of a document, and passes announcements on.
 */
import type { DocumentId, FrameId, SessionId, TabId } from '../../core/units.ts';
import { isCall } from './envelope.ts';
import { isRecord } from './guard.ts';

/**
 * Name of the port on which the DevTools page hears of announcements, and has the roll called: what it says there is a `RollCall`, for the tab whose id follows
 * a colon. @note Open ports do not keep Firefox's event page awake; messages do, if no 30 s pass between them.
 */
export const RELAY_PORT = 'sse-scope:relay';
/** Name of a port that is to be joined to one of a document; a `Destination` follows a colon, as JSON. */
const THROUGH_PORT = 'sse-scope:through';

/** A document, in the browser's own words. */
export interface Frame {
  frameId: FrameId;
  documentId?: DocumentId;
  /** Where it was when it announced itself. */
  url?: string;
}

/** Of what a browser says of a sender. */
export function frameOf({ frameId = 0, documentId, url }: { frameId?: FrameId; documentId?: DocumentId; url?: string }): Frame {
  return { frameId, ...(documentId === undefined ? {} : { documentId }), ...(url === undefined ? {} : { url }) };
}

/** The document, and the name that the port there is to have. */
export interface Destination {
  tabId: TabId;
  frame: Frame;
  name: string;
}

/** Background → DevTools page: a document of the tab has announced itself. */
export interface Announced {
  kind: 'announced';
  session: SessionId;
  frame: Frame;
  /** As in the announcement. */
  call?: number;
}
/** Background → DevTools page: that roll call has been passed to the tab. Without it, the port is dead, though nobody said so. */
export interface Called {
  kind: 'called';
  call: number;
}
/** Background → DevTools page, at once and whenever it changes: whether the extension may see what pages do. A user can take that away. */
export interface Access {
  kind: 'access';
  granted: boolean;
}
/** Panel → background, which alone can: show this page of the extension in a tab. */
export interface OpenPage {
  kind: 'sse-scope:open';
  /** As `runtime.getURL` gave it. */
  url: string;
}
/** DevTools page, or panel → background: what the browser knows of a tab. Answered by `TabFacts`; by nothing, where there is no such tab. */
export interface AskTab {
  kind: 'sse-scope:tab?';
  tabId: TabId;
}
/**
 * As the browser has it: the page itself is not asked, since a page can notice when its `document.title` is read.
 * URL and title are missing where the extension has no permission for the page (`data:` and the browser's own).
 */
export interface TabFacts {
  incognito: boolean;
  url?: string;
  title?: string;
}
/** Background → either end of a joined port, right before it is closed: the other end has gone. Without it, the background itself has. */
export interface Parting {
  kind: 'parting';
}

export const throughPort = (to: Destination): string => `${THROUGH_PORT}:${JSON.stringify(to)}`;

/** The destination in a port's name; undefined if it is no such port. */
export function destinationOf(name: string): Destination | undefined {
  if (!name.startsWith(`${THROUGH_PORT}:`)) return undefined;
  let to: unknown;
  try {
    to = JSON.parse(name.slice(THROUGH_PORT.length + 1));
  } catch {
    return undefined;
  }
  return isRecord(to) && typeof to.tabId === 'number' && typeof to.name === 'string' && isFrame(to.frame) ? (to as unknown as Destination) : undefined;
}

export const isAnnounced = (value: unknown): value is Announced =>
  isRecord(value) && value.kind === 'announced' && typeof value.session === 'string' && isFrame(value.frame) && isCall(value.call);

export const isAccess = (value: unknown): value is Access => isRecord(value) && value.kind === 'access' && typeof value.granted === 'boolean';

export const isOpenPage = (value: unknown): value is OpenPage => isRecord(value) && value.kind === 'sse-scope:open' && typeof value.url === 'string';

export const isAskTab = (value: unknown): value is AskTab => isRecord(value) && value.kind === 'sse-scope:tab?' && typeof value.tabId === 'number';

export const isTabFacts = (value: unknown): value is TabFacts =>
  isRecord(value) &&
  typeof value.incognito === 'boolean' &&
  (value.url === undefined || typeof value.url === 'string') &&
  (value.title === undefined || typeof value.title === 'string');

export const isParting = (value: unknown): value is Parting => isRecord(value) && value.kind === 'parting';

export const isFrame = (value: unknown): value is Frame =>
  isRecord(value) &&
  typeof value.frameId === 'number' &&
  (value.documentId === undefined || typeof value.documentId === 'string') &&
  (value.url === undefined || typeof value.url === 'string');
