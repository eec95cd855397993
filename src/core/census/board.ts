/** The board: what the census shows. Plain and cloneable, for it travels to the popup. */
import type { DocumentId, EpochMs, FrameId, TabId } from '../units.ts';

/** Connections to one HTTP/1.1 origin that Chromium and Firefox allow at a time. */
export const CONNECTIONS_PER_ORIGIN = 6;

export interface Counts {
  readonly open: number;
  readonly connecting: number;
  readonly waiting: number;
}

export interface Board {
  readonly at: EpochMs;
  readonly tabs: readonly TabRow[];
  readonly pools: readonly PoolRow[];
  /** When the next wait is over, and the board must be made anew though nothing has happened. */
  readonly staleAt?: EpochMs;
}

export interface TabRow extends Counts {
  /** -1: shared and service workers, which are no tab's. */
  readonly tabId: TabId;
  readonly incognito: boolean;
  readonly origins: readonly OriginRow[];
  /** Those that have streams now: who can be asked for their messages. */
  readonly documents: readonly { readonly documentId: DocumentId; readonly frameId: FrameId }[];
}

export interface OriginRow extends Counts {
  readonly origin: string;
  /** `PoolRow.key`. */
  readonly pool: string;
  /** When the oldest of its streams was opened, or asked for. */
  readonly since: EpochMs;
  /** One by one, in the order in which they began; at most `STREAMS_LISTED`. */
  readonly streams: readonly StreamRow[];
}

/** Streams of one tab to one origin that are named; beyond it they are counted. More connections than this no origin serves to one tab but over HTTP/2. */
export const STREAMS_LISTED = 20;
/** Code units of a URL that a board carries. */
export const URL_LISTED = 300;

/** `queued`: asked for, while all connections that the browser allows are taken. Which of those that connect, is told by who asked first. */
export type StreamState = 'open' | 'connecting' | 'queued' | 'waiting';

export interface StreamRow {
  /** As the page asked for it, cut to `URL_LISTED`. */
  readonly url: string;
  readonly frameId: FrameId;
  /** Missing: of no document that is known. */
  readonly documentId?: DocumentId;
  readonly state: StreamState;
  /** When it was opened; else when it was asked for. */
  readonly since: EpochMs;
}

/**
 * Whether the six connections are a limit here.
 * - `yes`: `http:`, for browsers speak HTTP/2 and 3 over TLS alone; or the browser told that it is HTTP/1.1.
 * - `perhaps`: `https:`, and the browser does not tell which HTTP it speaks (Chromium).
 * - `no`: the browser told, or more than six are open.
 */
export type Limited = 'yes' | 'perhaps' | 'no';

export interface PoolRow {
  readonly key: string;
  readonly origin: string;
  readonly site: string;
  readonly incognito: boolean;
  /** It belongs to frames of another site than the page around them. */
  readonly crossSite: boolean;
  readonly open: number;
  /** Asked and not answered: they connect, or queue. */
  readonly connecting: number;
  readonly tabs: number;
  readonly limited: Limited;
}

/** How the requests in flight of a pool fill its connections. */
export function slotsOf({ open, connecting, limited }: Pick<PoolRow, 'open' | 'connecting' | 'limited'>): { open: number; connecting: number; queued: number } {
  if (limited === 'no') return { open, connecting, queued: 0 };
  const free = Math.max(0, CONNECTIONS_PER_ORIGIN - open);
  return { open, connecting: Math.min(free, connecting), queued: Math.max(0, connecting - free) };
}
