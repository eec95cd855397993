/** The way to the decoders, whose code is loaded when there is a message to decode: nothing is paid where nothing streams. */
import type { Judge } from '../core/decoders/judge.ts';
import type { Capture, ConnectionEntry } from '../core/model/types.ts';
import type { ProtocolChoice } from '../settings/settings.ts';
import type { ProtocolMark } from '../wire/protocol/decoded.ts';
import type { MessageRow } from '../wire/protocol/questions.ts';
import type { Decodings } from './decodings.ts';

export interface Protocols {
  /** The protocol of a connection; undefined: none is recognised, or nobody knows yet. */
  markOf(entry: ConnectionEntry): ProtocolMark | undefined;
  /** What these rows of one connection say, put into them. What is not folded by `isOver` comes with a later version. */
  addMeanings(rows: readonly MessageRow[], isOver: () => boolean): void;
  decodings(): Promise<Decodings>;
  /** Undefined: not yet. Then they are on their way, and `changed` says when they are there. */
  loaded(): Decodings | undefined;
}

/** `choices` of the user; `changed` is called when marks can be had that could not; `judgeBy` once, when the decoders are there. */
export function createProtocols(capture: Capture, choices: () => readonly ProtocolChoice[], changed: () => void, judgeBy: (judge: Judge) => void): Protocols {
  let loaded: Decodings | undefined;
  let loading: Promise<Decodings> | undefined;
  const load = async (): Promise<Decodings> => {
    const { createDecodings } = await import('./decodings.ts');
    loaded = createDecodings(capture, choices);
    judgeBy(loaded.judge);
    changed();
    return loaded;
  };
  const decodings = (): Promise<Decodings> => (loading ??= load());
  const now = (): Decodings | undefined => {
    // Where the code cannot be loaded there are no marks; who asks for more than a mark hears why.
    if (loaded === undefined) decodings().catch(() => undefined);
    return loaded;
  };
  return {
    loaded: now,
    markOf(entry) {
      if (entry.connection.messageCount === 0) return undefined;
      return now()?.markOf(entry);
    },
    addMeanings(rows, isOver) {
      const [first] = rows;
      const entry = first && capture.connections.get(first.connection);
      if (loaded === undefined || entry === undefined || loaded.markOf(entry) === undefined) return;
      let isWhole = true;
      // A window has rows of few attempts: each is looked up once.
      for (const n of new Set(rows.map(({ attempt }) => attempt))) {
        const slot = entry.slots[n - 1 - entry.connection.droppedAttempts];
        if (slot === undefined) continue;
        const found = loaded.meanings(entry, slot, isOver);
        for (const row of rows) {
          const says = row.attempt === n ? found.says.get(row.index) : undefined;
          if (says !== undefined) row.meaning = says;
        }
        isWhole &&= found.isWhole;
      }
      if (!isWhole) changed();
    },
    decodings,
  };
}
