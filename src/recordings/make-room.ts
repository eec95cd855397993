/** What has to go so that all recordings together keep within what they may take. Pure. */
import type { Bytes } from '../core/units.ts';
import type { Recording, RecordingId } from './recording.ts';

export interface Room {
  /** Recordings to be deleted, the oldest first. */
  remove: RecordingId[];
  /** What the recording that asks has to give of its own oldest blocks. */
  give: Bytes;
}

/**
 * @param own the recording that asks; it is never deleted, and neither are others that are being written.
 * @param live those that are being written.
 */
export function makeRoom(
  recordings: readonly Pick<Recording, 'id' | 'startedAt' | 'bytes'>[],
  live: ReadonlySet<RecordingId>,
  own: RecordingId,
  size: Bytes,
): Room {
  let over = recordings.reduce((sum, { bytes }) => sum + bytes, 0) - size;
  const remove: RecordingId[] = [];
  for (const { id, bytes } of recordings.toSorted((a, b) => a.startedAt - b.startedAt || a.id - b.id)) {
    if (over <= 0) break;
    if (id === own || live.has(id)) continue;
    remove.push(id);
    over -= bytes;
  }
  return { remove, give: Math.max(0, over) };
}
