/** Writes one recording: gathers what its journal gives into blocks, and keeps all recordings within what they may take. */
import type { JournalPiece } from '../core/journal/journal.ts';
import type { Bytes, CodeUnits, EpochMs } from '../core/units.ts';
import { isFull } from './database.ts';
import { gzip } from './gzip.ts';
import { makeRoom } from './make-room.ts';
import type { BlockNumber, Recording, RecordingBlock, RecordingId } from './recording.ts';
import type { RecordingStore } from './store.ts';

/**
 * Text of a block: until it is full it is written anew with what has come, so that a quiet stream does not make a block each second.
 * Some 5 ms of packing, a few KB to 50 KB on the disk.
 */
export const BLOCK_LENGTH: CodeUnits = 256 * 1024;
/** How much is written before the sum of all recordings is looked at again. */
const LOOK_AFTER: Bytes = 1024 * 1024;

export interface WriterStatus {
  used: Bytes;
  size: Bytes;
  dropped: number;
  deleted: number;
}

export interface RecordingWriter {
  /** Resolves when it is on the disk. Rejects when it cannot be; the piece is lost then. `last`: nothing more will come. */
  append(piece: JournalPiece, last?: boolean): Promise<void>;
  /** Nothing more will come: ended in order. */
  finish(): Promise<void>;
  /** Nothing more is written, whatever is there. */
  abandon(): void;
  readonly status: WriterStatus;
}

export interface WriterOptions {
  store: RecordingStore;
  now(): EpochMs;
  /** Read with each write. */
  size(): Bytes;
  page(): Recording['page'];
  generator: string;
  browser: string;
}

export function createRecordingWriter({ store, now, size, page, generator, browser }: WriterOptions): RecordingWriter {
  const status: WriterStatus = { used: 0, size: size(), dropped: 0, deleted: 0 };
  const facts: Omit<Recording, 'id'> = {
    name: '',
    startedAt: now(),
    endedAt: now(),
    page: page(),
    generator,
    browser,
    connections: 0,
    messages: 0,
    dropped: 0,
    bytes: 0,
    length: 0,
    complete: false,
  };
  let begun: { id: RecordingId; release(): void } | undefined;
  /** The block that is not full yet. */
  let n: BlockNumber = 0;
  let text = '';
  let open = { messages: 0, from: undefined as EpochMs | undefined };
  /** What blocks and facts take, and hold. The oldest blocks may be gone. */
  const blocks = new Map<BlockNumber, { bytes: Bytes; messages: number; length: CodeUnits }>();
  const lines = new Map<string, number>();
  let lookAt: Bytes = 0;

  const recording = (): Recording => {
    facts.endedAt = now();
    facts.page = page();
    facts.dropped = status.dropped;
    return { ...facts, id: begun!.id };
  };

  const countLine = (key: string, line: string | null): void => {
    const change = (line?.length ?? 0) - (lines.get(key) ?? 0);
    facts.bytes += change;
    facts.length += change;
    if (line === null) lines.delete(key);
    else lines.set(key, line.length);
  };

  const countBlock = (place: BlockNumber, next: { bytes: Bytes; messages: number; length: CodeUnits } | null): void => {
    const before = blocks.get(place) ?? { bytes: 0, messages: 0, length: 0 };
    facts.bytes += (next?.bytes ?? 0) - before.bytes;
    facts.messages += (next?.messages ?? 0) - before.messages;
    facts.length += (next?.length ?? 0) - before.length;
    if (next === null) blocks.delete(place);
    else blocks.set(place, next);
  };

  /** Gives at least `give` bytes of its own oldest blocks; the one that is being filled stays. */
  const giveOwn = async (give: Bytes): Promise<boolean> => {
    let given = 0;
    let first: BlockNumber | undefined;
    for (const [place, { bytes, messages }] of blocks) {
      if (given >= give || place >= n) break;
      given += bytes;
      first = place + 1;
      status.dropped += messages;
      countBlock(place, null);
    }
    if (first !== undefined) await store.dropBlocks(recording(), first);
    return first !== undefined;
  };

  const keepWithin = async (): Promise<void> => {
    const [all, live] = await Promise.all([store.list(), store.live()]);
    const used = all.reduce((sum, { bytes }) => sum + bytes, 0);
    status.size = Math.min(size(), await store.granted(used));
    const { remove, give } = makeRoom(all, live, begun!.id, status.size);
    for (const id of remove) await store.remove(id);
    status.deleted += remove.length;
    if (give > 0) await giveOwn(give);
    status.used = all.reduce((sum, { id, bytes }) => sum + (id === begun!.id ? facts.bytes : remove.includes(id) ? 0 : bytes), 0);
    lookAt = facts.bytes + LOOK_AFTER;
  };

  /** The browser says that there is no room: the oldest recording goes, or the oldest half of this one. */
  const makeSome = async (): Promise<boolean> => {
    const [all, live] = await Promise.all([store.list(), store.live()]);
    const oldest = all.filter(({ id }) => id !== begun!.id && !live.has(id)).toSorted((a, b) => a.startedAt - b.startedAt)[0];
    if (oldest === undefined) return giveOwn(facts.bytes / 2);
    await store.remove(oldest.id);
    status.deleted += 1;
    return true;
  };

  const write = async (piece: Pick<JournalPiece, 'facts'>, block?: { n: BlockNumber; block: RecordingBlock }): Promise<void> => {
    for (;;) {
      try {
        await store.write(recording(), piece.facts, block);
        return;
      } catch (error) {
        if (!isFull(error) || !(await makeSome())) throw error;
      }
    }
  };

  return {
    status,
    async append(piece, last = false) {
      begun ??= await store.begin(facts);
      facts.complete = last;
      for (const { connection, attempt, line } of piece.facts) {
        const key = `${connection} ${attempt}`;
        if (attempt === 0 && !lines.has(key)) facts.connections += 1;
        countLine(key, line);
      }
      status.dropped += piece.missed;
      text += piece.lines;
      open.messages += piece.messages;
      open.from ??= piece.from;
      if (text === '') await write(piece);
      else {
        const block = { bytes: await gzip(text), length: text.length, messages: open.messages, from: open.from };
        countBlock(n, { bytes: block.bytes.length, messages: block.messages, length: block.length });
        await write(piece, { n, block });
        if (text.length >= BLOCK_LENGTH) {
          n += 1;
          text = '';
          open = { messages: 0, from: undefined };
        }
      }
      if (facts.bytes >= lookAt) await keepWithin();
    },
    async finish() {
      if (begun === undefined) return;
      if (!facts.complete) {
        facts.complete = true;
        await write({ facts: [] });
      }
      begun.release();
    },
    abandon: () => begun?.release(),
  };
}
