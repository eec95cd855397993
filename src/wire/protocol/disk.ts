/** Recordings on disk: what the user wishes, what the DevTools page tells the recorder of it, and how it stands. */
import type { Bytes } from '../../core/units.ts';
import { isRecord } from './guard.ts';

/** Under this name the settings are in the extension's storage: one value for all tabs. */
export const DISK_SETTING = 'recordings';

export interface DiskSettings {
  on: boolean;
  /** Whether the user has said so. Recordings hold credentials, so nothing is written unasked, and who has answered is not asked again. */
  chosen: boolean;
  /** What all recordings may take together. */
  size: Bytes;
  /** Whether private windows are recorded too. */
  inPrivate: boolean;
}

export const DEFAULT_DISK: DiskSettings = { on: false, chosen: false, size: 500_000_000, inPrivate: false };
/** Below, a busy page has no place for a minute; above, no browser grants it. */
export const DISK_SIZE = { least: 10_000_000, most: 100_000_000_000 } as const satisfies Record<string, Bytes>;

/** Whatever is not right is what it was at first; never throws. */
export function readDiskSettings(saved: unknown): DiskSettings {
  if (!isRecord(saved)) return DEFAULT_DISK;
  const { on, size, inPrivate } = saved;
  return { on: on === true, chosen: typeof on === 'boolean', size: isDiskSize(size) ? size : DEFAULT_DISK.size, inPrivate: inPrivate === true };
}

export const isDiskSize = (size: unknown): size is Bytes =>
  typeof size === 'number' && Number.isSafeInteger(size) && size >= DISK_SIZE.least && size <= DISK_SIZE.most;

/** What the recorder of one tab is to do. */
export interface DiskWish {
  on: boolean;
  /** It is off since the window is a private one. */
  isPrivate: boolean;
  size: Bytes;
  /** The inspected page, as of now. */
  page: { url: string; title: string };
  /** The program that records, with its version. */
  generator: string;
}

export const isDiskWish = (value: unknown): value is DiskWish =>
  isRecord(value) &&
  typeof value.on === 'boolean' &&
  typeof value.isPrivate === 'boolean' &&
  isDiskSize(value.size) &&
  typeof value.generator === 'string' &&
  isRecord(value.page) &&
  typeof value.page.url === 'string' &&
  typeof value.page.title === 'string';

/**
 * - `off`: the user's choice, or nobody has said yet. `private`: a private window, where it is off unless the user turned it on.
 * - `waiting`: there is nothing to keep yet. `writing`: what is recorded is on the disk within a second or so.
 * - `failed`: the browser did not let it, for `why`; recording in memory goes on.
 */
export interface DiskStatus {
  state: 'off' | 'private' | 'waiting' | 'writing' | 'failed';
  /** The browser's own words. */
  why?: string;
  /** Of all recordings, as far as it is known. */
  used: Bytes;
  /** What they may take: the user's wish, or less where the browser grants less. */
  size: Bytes;
  /** Messages of this recording that are not on the disk any more, since it alone is larger than that. */
  dropped: number;
  /** Older recordings that were deleted to make room for this one. */
  deleted: number;
}

/** Name of the `BroadcastChannel` on which is said that the list of recordings has changed. */
export const RECORDINGS_CHANNEL = 'sse-scope:recordings';
