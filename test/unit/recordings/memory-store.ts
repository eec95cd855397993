/** A store of recordings in memory, which can be told to be full or broken. */
import { gunzip } from '../../../src/recordings/gzip.ts';
import type { Recording, RecordingBlock } from '../../../src/recordings/recording.ts';
import type { RecordingStore } from '../../../src/recordings/store.ts';

interface Kept {
  recording: Recording;
  blocks: Map<number, RecordingBlock>;
  facts: Map<string, string>;
}

export interface MemoryStore extends RecordingStore {
  readonly kept: Map<number, Kept>;
  readonly alive: Set<number>;
  /** Thrown by every write. */
  broken: Error | null;
  /** Bytes above which the browser says that there is no more room. */
  quota: number;
  /** Lines of a recording: facts, then blocks in their order. */
  linesOf(id: number): Promise<string[]>;
}

export function createMemoryStore(): MemoryStore {
  const kept = new Map<number, Kept>();
  const alive = new Set<number>();
  let next = 1;
  const sum = (): number => [...kept.values()].reduce((bytes, { recording }) => bytes + recording.bytes, 0);
  const store: MemoryStore = {
    kept,
    alive,
    broken: null,
    quota: Infinity,
    async begin(facts) {
      if (store.broken !== null) throw store.broken;
      const id = next++;
      kept.set(id, { recording: { ...facts, id }, blocks: new Map(), facts: new Map() });
      alive.add(id);
      return { id, release: () => alive.delete(id) };
    },
    async write(recording, facts, block) {
      if (store.broken !== null) throw store.broken;
      const before = kept.get(recording.id);
      if (sum() - (before?.recording.bytes ?? 0) + recording.bytes > store.quota) throw new DOMException('no room', 'QuotaExceededError');
      const one = before ?? { recording, blocks: new Map(), facts: new Map() };
      one.recording = { ...recording, name: one.recording.name };
      for (const { connection, attempt, line } of facts) {
        if (line === null) one.facts.delete(`${connection} ${attempt}`);
        else one.facts.set(`${connection} ${attempt}`, line);
      }
      if (block !== undefined) one.blocks.set(block.n, block.block);
      kept.set(recording.id, one);
    },
    async dropBlocks(recording, n) {
      const one = kept.get(recording.id)!;
      one.recording = recording;
      for (const place of one.blocks.keys()) if (place < n) one.blocks.delete(place);
    },
    list: async () => [...kept.values()].map(({ recording }) => ({ ...recording })),
    whenOver: async () => undefined,
    live: async () => new Set(alive),
    rename: async (id, name) => void (kept.get(id)!.recording.name = name),
    remove: async (id) => void kept.delete(id),
    granted: async () => Infinity,
    async linesOf(id) {
      const { blocks, facts } = kept.get(id)!;
      const texts = await Promise.all([...blocks].toSorted(([a], [b]) => a - b).map(async ([, { bytes }]) => new TextDecoder().decode(await gunzip(bytes))));
      return [...facts.values(), ...texts].join('').trimEnd().split('\n');
    },
  };
  return store;
}
