/** The text itself, for the clipboard and for a file: asked for in pieces, byte for byte as it came. */
import { EXPORT_FORMATS } from '../../../core/export/formats.ts';
import type { AttemptNumber, Bytes, ConnectionId } from '../../../core/units.ts';
import type { Ask } from '../../../recorder/questions/questions.ts';
import { MAX_RAW_PIECE } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

export interface RawSpan {
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** Lines from 0; `to` is exclusive. */
  from: number;
  to: number;
}

/** Null when it is not held any more. Throws with words for people when it is too much for the clipboard. */
export async function copyOf(ask: Ask, span: RawSpan): Promise<string | null> {
  const piece = await ask('rawPiece', { ...span, skip: 0 });
  if (piece === null) return null;
  if (piece.left > 0) throw new Error(t('raw.tooLong', { limit: formatBytes(MAX_RAW_PIECE) }));
  // What is no UTF-8 reads as U+FFFD; the file has the bytes.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece.bytes);
}

/** All that is held of the lines, also beyond the last whole one. Null when it is not held any more. */
export async function fileOf(ask: Ask, span: RawSpan): Promise<Blob | null> {
  const parts: Blob[] = [];
  for (let skip: Bytes = 0; ;) {
    const piece = await ask('rawPiece', { ...span, skip });
    if (piece === null) return null;
    parts.push(new Blob([new Uint8Array(piece.bytes)]));
    skip += piece.bytes.length;
    if (piece.left === 0 || piece.bytes.length === 0) return new Blob(parts, { type: EXPORT_FORMATS.sse.mediaType });
  }
}
