/** Recordings in IndexedDB. Each write is one transaction: a crash leaves all of it or nothing. */
import type { Bytes } from '../core/units.ts';
import { RECORDINGS_CHANNEL } from '../wire/protocol/disk.ts';
import { completed, openDatabase, resultOf, STORES } from './database.ts';
import { holdLive, liveRecordings, whenOver } from './live.ts';
import type { BlockNumber, Recording, RecordingBlock, RecordingFact, RecordingId } from './recording.ts';

export interface RecordingStore {
  /** Makes a new one, which counts as live until `release` is called or its worker ends. */
  begin(facts: Omit<Recording, 'id'>): Promise<{ id: RecordingId; release(): void }>;
  /** Writes facts, and one block in place of what stood at its number. A name that the user gave meanwhile stays. */
  write(recording: Recording, facts: readonly RecordingFact[], block?: { n: BlockNumber; block: RecordingBlock }): Promise<void>;
  /** Deletes the blocks before `n`. */
  dropBlocks(recording: Recording, n: BlockNumber): Promise<void>;
  list(): Promise<Recording[]>;
  /** Those that are being written, in any tab. */
  live(): Promise<ReadonlySet<RecordingId>>;
  /** Resolves when it is not written any more. */
  whenOver(id: RecordingId): Promise<void>;
  rename(id: RecordingId, name: string): Promise<void>;
  remove(id: RecordingId): Promise<void>;
  /** What the browser lets the recordings take, given what they take; Infinity where it does not say. */
  granted(used: Bytes): Promise<Bytes>;
}

/** Of what the browser still has for us, this much is taken at most: the rest is for what else lives here, and for the disk. */
const SHARE_OF_QUOTA = 0.8;
/** A list is greater than every number: it ends a range of keys. */
const LAST: IDBValidKey = [];

export function createRecordingStore(): RecordingStore {
  const channel = new BroadcastChannel(RECORDINGS_CHANNEL);
  const changed = (): void => channel.postMessage(null);

  const change = async (work: (stores: Record<(typeof STORES)[number], IDBObjectStore>) => void | Promise<void>): Promise<void> => {
    const transaction = (await openDatabase()).transaction(STORES, 'readwrite');
    const done = completed(transaction);
    await Promise.all([
      work({ recordings: transaction.objectStore('recordings'), blocks: transaction.objectStore('blocks'), facts: transaction.objectStore('facts') }),
      done,
    ]);
    changed();
  };

  return {
    async begin(recording) {
      const transaction = (await openDatabase()).transaction('recordings', 'readwrite');
      const [id] = await Promise.all([resultOf(transaction.objectStore('recordings').add(recording)), completed(transaction)]);
      changed();
      return { id: id as RecordingId, release: await holdLive(id as RecordingId) };
    },
    write: (recording, facts, block) =>
      change(async (stores) => {
        const before = (await resultOf(stores.recordings.get(recording.id))) as Recording | undefined;
        stores.recordings.put({ ...recording, name: before?.name ?? recording.name });
        for (const { connection, attempt, line } of facts) {
          const key = [recording.id, connection, attempt];
          if (line === null) stores.facts.delete(key);
          else stores.facts.put(line, key);
        }
        if (block !== undefined) stores.blocks.put(block.block, [recording.id, block.n]);
      }),
    dropBlocks: (recording, n) =>
      change(async (stores) => {
        const before = (await resultOf(stores.recordings.get(recording.id))) as Recording | undefined;
        stores.recordings.put({ ...recording, name: before?.name ?? recording.name });
        stores.blocks.delete(IDBKeyRange.bound([recording.id], [recording.id, n], false, true));
      }),
    list: async () => (await resultOf((await openDatabase()).transaction('recordings').objectStore('recordings').getAll())) as Recording[],
    live: liveRecordings,
    whenOver,
    rename: (id, name) =>
      change(async ({ recordings }) => {
        const recording = (await resultOf(recordings.get(id))) as Recording | undefined;
        if (recording !== undefined) recordings.put({ ...recording, name });
      }),
    remove: (id) =>
      change(({ recordings, blocks, facts }) => {
        recordings.delete(id);
        blocks.delete(allOf(id));
        facts.delete(allOf(id));
      }),
    async granted(used) {
      const { quota, usage } = await navigator.storage.estimate();
      return quota === undefined || usage === undefined ? Infinity : Math.floor(used + Math.max(0, quota - usage) * SHARE_OF_QUOTA);
    },
  };
}

/** The keys of a recording's blocks, or of its facts. */
export const allOf = (id: RecordingId): IDBKeyRange => IDBKeyRange.bound([id], [id, LAST]);
