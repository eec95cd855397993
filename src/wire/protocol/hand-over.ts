/**
 * How a panel hands what it makes to a page of the viewer that it has opened: over a `BroadcastChannel` of their own, since a page that joined the
 * recorder itself would keep it alive when DevTools is gone.
 */
import type { ConnectionId } from '../../core/units.ts';
import { isRecord } from './guard.ts';

/** @param token both ends know it; nobody else has to guess it, since only pages of the extension are on its channels. */
export const handOverChannel = (token: string): string => `sse-scope:hand-over:${token}`;

/** Viewer → panel: it is there and wants it; or, it no longer does. */
export type HandOverWish = { kind: 'ready' } | { kind: 'cancel' };

/** Panel → viewer. */
export type HandOverNews =
  /** From 0 to 1. */
  | { kind: 'making'; name: string; part: number }
  /** `content` is a `Blob`, a capture file. Without `right`, it is to be compared with something that is chosen there. */
  | { kind: 'made'; name: string; content: unknown; left: ConnectionId; right: ConnectionId | null }
  | { kind: 'failed'; reason: string };

export const isHandOverWish = (value: unknown): value is HandOverWish => isRecord(value) && (value.kind === 'ready' || value.kind === 'cancel');

export function isHandOverNews(value: unknown): value is HandOverNews {
  if (!isRecord(value)) return false;
  if (value.kind === 'failed') return typeof value.reason === 'string';
  if (typeof value.name !== 'string') return false;
  if (value.kind === 'making') return typeof value.part === 'number';
  return value.kind === 'made' && typeof value.left === 'number' && (value.right === null || typeof value.right === 'number');
}
