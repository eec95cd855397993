/** The text of an attempt, in pieces. */
import { encodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8, wholeSequences } from '../bytes/utf8.ts';
import type { RawRecord } from '../capture-file/format.ts';
import { heldBytes } from '../model/raw-text.ts';
import type { RawChunk, RawText } from '../model/types.ts';
import type { Bytes } from '../units.ts';
import { attemptAt, attemptsOf } from './attempts.ts';
import type { ExportJob, Extent } from './job.ts';
import { partitionPoint } from './partition-point.ts';

/** Bytes of one record or step: a millisecond of work. */
const RAW_PIECE: Bytes = 64 * 1024;
/** A piece that holds no part of a character, and no part of a group of Base64. */
const GROUP = 3;

/** Undefined where the text of the attempt is not known from its first byte to its last. */
export function exactText(job: ExportJob, raw: RawText | undefined): RawText | undefined {
  if (raw === undefined || job.isPart || !raw.complete || raw.dropped > 0 || heldBytes(raw) !== raw.length) return undefined;
  return raw;
}

/** The next bytes from `from` on, at most `most`: cut where a character ends, unless it is the end of all. */
export function nextBytes(raw: RawText, from: Bytes, most: Bytes = RAW_PIECE): Uint8Array {
  const bytes = new Uint8Array(Math.min(most, raw.length - from));
  let filled = 0;
  for (let place = chunkAt(raw, from); place < raw.chunks.length && filled < bytes.length; place += 1) {
    const chunk = raw.chunks[place]!;
    const part = chunk.bytes.subarray(from + filled - chunk.offset, from + bytes.length - chunk.offset);
    bytes.set(part, filled);
    filled += part.length;
  }
  return from + filled === raw.length ? bytes.subarray(0, filled) : wholePart(bytes.subarray(0, filled));
}

/** As `nextBytes`, for Base64: what is not the end is a multiple of three. */
export function nextGroups(raw: RawText, from: Bytes): Uint8Array {
  const most = RAW_PIECE - (RAW_PIECE % GROUP);
  const bytes = new Uint8Array(Math.min(most, raw.length - from));
  for (let filled = 0; filled < bytes.length;) {
    const part = nextBytes(raw, from + filled, bytes.length - filled);
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}

/** Whether it ends with an empty line: nothing of what follows would become part of its last block. */
export function endsWithBlock(raw: RawText): boolean {
  const { text } = decodeUtf8(nextBytes(raw, Math.max(0, raw.length - 4)));
  return raw.length === 0 || text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').endsWith('\n\n');
}

/** How many of its pieces were there when the export began. */
export function piecesUntil({ chunks }: RawText, { endPiece }: Pick<Extent, 'endPiece'>): number {
  return partitionPoint(chunks.length, (place) => (chunks[place]!.nth ?? -1) < endPiece);
}

/** The records of the texts of all wanted attempts, each as `line` writes it. */
export function* rawRecords(job: ExportJob, line: (record: RawRecord) => string): Generator<string, void, void> {
  if (job.isPart) return;
  for (const name of attemptsOf(job)) {
    yield '';
    let offset: Bytes = 0;
    for (;;) {
      const raw = attemptAt(job, name)?.slot.raw;
      const chunk = raw?.chunks[chunkAt(raw, offset)];
      if (chunk === undefined || (chunk.nth ?? -1) >= job.extent.endPiece) break;
      const { record, end } = nextRawRecord({ ...name, offset: Math.max(offset, chunk.offset) }, chunk);
      offset = end;
      yield line(record);
    }
  }
}

/** The record of a piece of `chunk` from `of.offset` on, which lies in it, and where the next piece begins. */
export function nextRawRecord(of: RawPlace, chunk: RawChunk): { record: RawRecord; end: Bytes } {
  const rest = chunk.bytes.subarray(of.offset - chunk.offset);
  const bytes = rest.length > RAW_PIECE ? wholePart(rest.subarray(0, RAW_PIECE)) : rest;
  return { record: rawRecord(of, chunk, bytes), end: of.offset + bytes.length };
}

/** A byte of the text of an attempt. */
type RawPlace = Pick<RawRecord, 'connection' | 'attempt' | 'offset'>;

function rawRecord({ connection, attempt, offset }: RawPlace, { at, whole }: RawChunk, bytes: Uint8Array): RawRecord {
  const { text, valid } = decodeUtf8(bytes);
  return { kind: 'raw', connection, attempt, offset, at, text: valid ? text : undefined, bytes: valid ? undefined : encodeBase64(bytes), whole };
}

/** The first chunk that ends after `from`. */
export function chunkAt({ chunks }: RawText, from: Bytes): number {
  return partitionPoint(chunks.length, (place) => chunks[place]!.offset + chunks[place]!.bytes.length <= from);
}

function wholePart(bytes: Uint8Array): Uint8Array {
  const end = wholeSequences(bytes);
  return end === 0 ? bytes : bytes.subarray(0, end);
}
