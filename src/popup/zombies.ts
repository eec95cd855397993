/** Streams that hold a connection and give nobody anything, by what is known of them. Pure. */
import type { StreamRow, TabRow } from '../core/census/board.ts';
import { URL_LISTED } from '../core/census/board.ts';
import type { Milliseconds } from '../core/units.ts';
import type { SourceCount } from '../wire/protocol/counts.ts';
import type { MessageCounts } from './host.ts';

/**
 * - `deaf`: open, and its page listens to no message of it.
 * - `detached`: its document is not the one that the tab shows: the browser keeps it to go back to.
 * - `silent`: open, and no message came for long.
 */
export type ZombieKind = 'deaf' | 'detached' | 'silent';

export interface Zombie {
  kind: ZombieKind;
  /** Of `silent`. */
  quietFor?: Milliseconds;
}

/** Quiet streams are common, and heartbeats are no messages: so only what no user would wait for. */
export const SILENT_AFTER: Milliseconds = 15 * 60_000;
/** A page may make its source first, and listen when its code has come. */
export const DEAF_AFTER: Milliseconds = 10_000;

/** Undefined: it is as it should be, or too little is known. */
export function zombieOf({ url, frameId, documentId, state, since }: StreamRow, tab: TabRow, counts: MessageCounts, now: number): Zombie | undefined {
  if (state !== 'open' || documentId === undefined || now - since < DEAF_AFTER) return undefined;
  const told = counts.get(documentId);
  if (told === undefined) {
    // A tab shows one top document: where another one of it answers, this one is kept for going back.
    const isKept = frameId === 0 && tab.documents.some((other) => other.frameId === 0 && other.documentId !== documentId && counts.has(other.documentId));
    return isKept ? { kind: 'detached' } : undefined;
  }
  const sources = sourcesOf(url, told);
  if (sources.length === 0) return undefined;
  if (sources.every(({ heard }) => !heard)) return { kind: 'deaf' };
  const quietFor = Math.min(quietOf(url, told) ?? 0, now - since);
  return quietFor >= SILENT_AFTER ? { kind: 'silent', quietFor } : undefined;
}

/** Of several to one URL each may be meant: what is said holds for all. */
const sourcesOf = (url: string, told: readonly SourceCount[]): readonly SourceCount[] => told.filter((source) => source.url.slice(0, URL_LISTED) === url);

/** How long nothing has come from any source of that URL; undefined where one of them does not know. */
export function quietOf(url: string, told: readonly SourceCount[]): Milliseconds | undefined {
  const spans = sourcesOf(url, told).map(({ quietFor }) => quietFor);
  return spans.length === 0 || spans.includes(undefined) ? undefined : Math.min(...spans.map(Number));
}
