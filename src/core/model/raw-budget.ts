/** The raw texts of a capture, which keep within `Limits.rawBytes` together: the oldest pieces of the oldest texts go first. */
import { appendRaw, heldBytes } from './raw-text.ts';
import type { Capture, RawChunk, RawText } from './types.ts';

/** Adds a piece that begins at, or after, the end of what came before; and makes room for it where that is needed. */
export function addRaw(capture: Capture, raw: RawText, chunk: RawChunk): void {
  capture.rawTexts.add(raw);
  appendRaw(raw, { ...chunk, nth: capture.rawPieces });
  capture.rawPieces += 1;
  capture.rawHeld += chunk.bytes.length;
  if (capture.rawHeld > capture.limits.rawBytes) keepRawWithinLimit(capture);
}

/** The newest piece of all stays. */
export function keepRawWithinLimit(capture: Capture): void {
  for (const raw of capture.rawTexts) {
    const isNewest = capture.rawTexts.size === 1;
    let count = 0;
    while (capture.rawHeld > capture.limits.rawBytes && count < raw.chunks.length - (isNewest ? 1 : 0)) {
      const { length } = raw.chunks[count]!.bytes;
      raw.dropped += length;
      capture.rawHeld -= length;
      count += 1;
    }
    if (count > 0) capture.limitsReached.add('rawBytes');
    raw.chunks.splice(0, count);
    if (raw.chunks.length > 0) return;
    capture.rawTexts.delete(raw);
  }
}

/** Its attempt is forgotten. */
export function forgetRaw(capture: Capture, raw: RawText): void {
  capture.rawHeld -= capture.rawTexts.has(raw) ? heldBytes(raw) : 0;
  capture.rawTexts.delete(raw);
}
