/** Keeps a capture on the disk while the user wants that: follows its journal, and says how it stands. */
import { createJournal, type Journal, type JournalPiece } from '../core/journal/journal.ts';
import type { Capture } from '../core/model/types.ts';
import type { EpochMs, Milliseconds } from '../core/units.ts';
import type { DiskStatus, DiskWish } from '../wire/protocol/disk.ts';
import { BLOCK_LENGTH, createRecordingWriter, type RecordingWriter } from './recording-writer.ts';
import type { RecordingStore } from './store.ts';
import type { Recording } from './recording.ts';

/** What is new is written this often: it is what a crash may cost. */
const WRITE_EVERY: Milliseconds = 1000;
/** After a failure it is tried again, with a new recording: a full disk may have been cleared. */
const TRY_AGAIN: Milliseconds = 60_000;

export interface KeeperOptions {
  capture: Capture;
  store: RecordingStore;
  /** Joins what can be joined by now. */
  catchUp(): void;
  now(): EpochMs;
  /** Calls `run` once, no sooner than `after`. */
  schedule(run: () => void, after: Milliseconds): void;
  /** As files name it. */
  browser: string;
  /** How it stands has changed. */
  changed(): void;
}

export interface Keeper {
  wish(wish: DiskWish): void;
  status(): DiskStatus;
  /** The capture is about to forget: what was recorded until now is kept as it is, what comes is another recording. */
  cut(): void;
  /** Nobody records any more, until there is another wish. Resolves when all is on the disk. */
  end(): Promise<void>;
  /** Resolves when all that is known by now is on the disk, or cannot be. */
  flush(): Promise<void>;
}

interface Part {
  journal: Journal;
  writer: RecordingWriter;
  /** Pieces that were taken before the capture forgot them. */
  left: JournalPiece[];
}

export function createKeeper({ capture, store, catchUp, now, schedule, browser, changed }: KeeperOptions): Keeper {
  let wanted: DiskWish | undefined;
  let part: Part | undefined;
  /** Parts that have ended and are not written to their end. */
  const ending: Part[] = [];
  let failure: { why: string; at: EpochMs } | undefined;
  let last = { used: 0, size: 0, dropped: 0, deleted: 0 };
  let working: Promise<void> | undefined;
  let due = false;
  /** The version of the capture that is on the disk. */
  let written = -1;
  let told = '';

  const isWanted = (): boolean => wanted?.on === true && failure === undefined;

  const begin = (wish: DiskWish): Part => ({
    journal: createJournal(capture),
    writer: createRecordingWriter({
      store,
      now,
      browser,
      generator: wish.generator,
      size: () => (wanted ?? wish).size,
      page: () => pageOf(capture, (wanted ?? wish).page),
    }),
    left: [],
  });

  /** All that its journal still has to give. */
  const endPart = (): void => {
    if (part === undefined) return;
    catchUp();
    for (let piece = part.journal.next(BLOCK_LENGTH); piece !== null; piece = part.journal.next(BLOCK_LENGTH)) part.left.push(piece);
    part.journal.end();
    ending.push(part);
    part = undefined;
  };

  const fail = (error: unknown): void => {
    failure = { why: error instanceof Error ? error.message || error.name : String(error), at: now() };
    for (const one of [...ending.splice(0), ...(part === undefined ? [] : [part])]) {
      one.journal.end();
      one.writer.abandon();
    }
    part = undefined;
  };

  const writeEnding = async (): Promise<void> => {
    for (let one = ending[0]; one !== undefined; one = ending[0]) {
      for (let piece = one.left.shift(); piece !== undefined; piece = one.left.shift()) await one.writer.append(piece, one.left.length === 0);
      await one.writer.finish();
      ending.shift();
    }
  };

  const status = (): DiskStatus => {
    const { used, size, dropped, deleted } = last;
    const sums = { used, size: size || (wanted?.size ?? 0), dropped, deleted };
    if (wanted === undefined || !wanted.on) return { state: wanted?.isPrivate === true ? 'private' : 'off', ...sums };
    if (failure !== undefined) return { state: 'failed', why: failure.why, ...sums };
    return { state: part === undefined ? 'waiting' : 'writing', ...sums };
  };

  /** Whoever shows it hears of it when it reads otherwise. */
  const tell = (): void => {
    const standing = JSON.stringify(status());
    if (standing !== told) changed();
    told = standing;
  };

  const work = async (): Promise<void> => {
    if (failure !== undefined && now() - failure.at >= TRY_AGAIN) failure = undefined;
    try {
      for (;;) {
        await writeEnding();
        if (wanted === undefined || !isWanted() || (part === undefined && capture.connections.size === 0)) break;
        catchUp();
        const { version } = capture;
        part ??= begin(wanted);
        const current = part;
        const piece = current.journal.next(BLOCK_LENGTH);
        if (piece === null) {
          written = version;
          break;
        }
        await current.writer.append(piece);
        last = current.writer.status;
      }
    } catch (error) {
      fail(error);
    }
    tell();
  };

  const soon = (after: Milliseconds): void => {
    if (due) return;
    due = true;
    schedule(() => {
      due = false;
      if (wanted === undefined || (!wanted.on && part === undefined && ending.length === 0)) return;
      const isNews = ending.length > 0 || (isWanted() ? capture.version !== written : failure !== undefined && now() - failure.at >= TRY_AGAIN);
      void (isNews ? run() : Promise.resolve()).then(() => soon(WRITE_EVERY));
    }, after);
  };

  const flush = async (): Promise<void> => {
    await working;
    await run();
  };

  const run = (): Promise<void> => (working ??= work().finally(() => (working = undefined)));

  return {
    wish(wish) {
      const before = wanted;
      wanted = wish;
      if (!wish.on) endPart();
      if (before?.on !== wish.on || before.size !== wish.size) failure = undefined;
      tell();
      soon(0);
    },
    status,
    cut() {
      endPart();
      last = { ...last, dropped: 0 };
      void flush();
    },
    end() {
      endPart();
      wanted = undefined;
      return flush();
    },
    flush,
  };
}

/** Of which page a recording is: what DevTools says, unless the tab is further already, or DevTools cannot say. Pure. */
export function pageOf({ sessions }: Pick<Capture, 'sessions'>, told: Recording['page']): Recording['page'] {
  let top: Recording['page'] | undefined;
  for (const { document } of sessions.values()) if (document.frame.frameId === 0 && document.url !== '') top = document;
  if (top === undefined || top.url === told.url) return told;
  // An address without what follows `#` is the same document's.
  return bare(top.url) === bare(told.url) ? told : { url: top.url, title: top.title };
}

function bare(url: string): string {
  return url.replace(/#.*/s, '');
}
