/** Which recordings are being written: the browser's locks say so, and let go of themselves when a worker ends or the browser crashes. */
import type { RecordingId } from './recording.ts';

const PREFIX = 'sse-scope:recording:';

/** Resolves when it counts as live, with the way to end that. */
export function holdLive(id: RecordingId): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(`${PREFIX}${id}`, () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}

export async function liveRecordings(): Promise<ReadonlySet<RecordingId>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [Number(name.slice(PREFIX.length))] : [])));
}

/** Resolves when it is not written any more; at once, when it is not now. */
export function whenOver(id: RecordingId): Promise<void> {
  return navigator.locks.request(`${PREFIX}${id}`, { mode: 'shared' }, () => undefined);
}
