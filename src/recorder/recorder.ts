/** The recorder of one tab: takes what the witnesses tell, answers what the panel asks, and says when something is new. */
import { createCapture, type CaptureOptions } from '../core/model/capture.ts';
import { catchUp, isUndecided } from '../core/model/join/catch-up.ts';
import { leavePage } from '../core/model/clear.ts';
import type { Observation } from '../core/model/observation.ts';
import { record } from '../core/model/record.ts';
import type { Capture } from '../core/model/types.ts';
import type { EpochMs, Milliseconds } from '../core/units.ts';
import { defaultSettings, type ObeyedSettings } from '../settings/settings.ts';
import type { Command, WitnessState } from '../wire/protocol/command.ts';
import { createFilterMemo } from './filter-memo.ts';
import { createFindingDesk } from './finding-desk.ts';
import { createPages } from './pages.ts';
import { createProtocols } from './protocols.ts';
import { createRawMemo } from './raw-memo.ts';
import { readArgs, RefusedQuestion, type AnswerContext, type DiskDoor, type Question } from './questions/question.ts';
import { QUESTIONS, type AskArgs, type DirectAnswer, type QuestionName } from './questions/questions.ts';
import { createWitnessBoard } from './witness-board.ts';

/** Listeners hear of new versions at most this often: twenty times a second looks live, and leaves time for the rest. */
export const VERSION_INTERVAL: Milliseconds = 50;
/** How often what waits to be placed is looked at when nothing else happens: what it waits for is counted in seconds. */
const LOOK_AGAIN: Milliseconds = 1000;
/** How long a search may work before it lets others have their turn; an answer takes this much longer at most. */
export const SEARCH_SLICE: Milliseconds = 10;

export interface RecorderOptions extends CaptureOptions {
  /** The one to write: that of a file, or an empty one. Without it, an empty one is made by the other options. */
  capture?: Capture;
  /** The capture was read from a file, which holds the findings of its time. */
  fromFile?: true;
  now(): EpochMs;
  /** Calls `run` once, no sooner than `after`; in the browser, `setTimeout`. */
  schedule(run: () => void, after: Milliseconds): void;
  /** Keeps the capture on the disk. Missing: nobody does. */
  disk?: DiskDoor;
}

export interface Recorder {
  /** Adds facts. Those of one page session must come in their order. */
  observe(observations: Observation | readonly Observation[]): void;
  /**
   * Answers a question, at once but for those for files and copies, whose code is loaded first: they are answered of the capture as it is by then, and
   * reject when it cannot be loaded. Throws `RefusedQuestion` with a reason for people when it is not one.
   */
  ask<K extends QuestionName>(name: K, ...args: AskArgs<K>): DirectAnswer<K>;
  /** The same for a question from outside, of which nothing is known yet: its answer, or a promise of it. */
  answer(name: unknown, args: unknown): unknown;
  /** How a witness stands. */
  witness(state: WitnessState): void;
  /** What is shown beside the capture has changed. */
  refresh(): void;
  /** Joins what can be joined by now. */
  catchUp(): void;
  /** Calls `listener` with each wish of the recorder, for the DevTools page. */
  onCommand(listener: (command: Command) => void): void;
  /** Calls `listener` with the version soon after it has changed. */
  onVersion(listener: (version: number) => void, signal?: AbortSignal): void;
}

export function createRecorder({ now, schedule, capture: given, fromFile, disk, ...captureOptions }: RecorderOptions): Recorder {
  const capture = given ?? createCapture(captureOptions);
  const listeners = new Set<(version: number) => void>();
  const commanded = new Set<(command: Command) => void>();
  const witnesses = createWitnessBoard();
  /** Grows when a search has found more, or what stands beside the capture has changed: of that the capture knows nothing. */
  let others = 0;
  /** The version that was told last. */
  let told = 0;
  let noticeDue = false;
  let searchDue = false;
  let lookDue = false;

  const version = (): number => capture.version + others;

  const command = (wish: Command): void => {
    for (const listener of commanded) listener(wish);
  };
  /**
   * Joins what can be joined by now, and passes down what that makes the recorder wish.
   * @note Whoever asks, or writes to the disk, joins too: what changes by that is news for all others.
   */
  const join = (): void => {
    catchUp(capture, now());
    for (const wish of capture.commands.splice(0)) command(wish);
    if (version() !== told) changed();
  };
  /** Goes on with the diagnosis, a slice at a time: what is left waits for the next. */
  const diagnose = (): void => {
    if (!desk.update(now(), slice())) schedule(changed, 0);
  };

  const changed = (): void => {
    if (noticeDue) return;
    noticeDue = true;
    schedule(() => {
      // Also when nobody listens: what is joined is what the capture no longer has to keep loose.
      try {
        join();
      } finally {
        noticeDue = false;
      }
      diagnose();
      told = version();
      for (const listener of listeners) listener(told);
      lookAgain();
    }, VERSION_INTERVAL);
  };

  /** What waits to be placed does not wait for somebody to say more. */
  const lookAgain = (): void => {
    if (lookDue || !isUndecided(capture)) return;
    lookDue = true;
    schedule(() => {
      lookDue = false;
      join();
      lookAgain();
    }, LOOK_AGAIN);
  };

  const slice = (): (() => boolean) => {
    const end = now() + SEARCH_SLICE;
    return () => now() >= end;
  };

  const search = (): void => {
    if (searchDue) return;
    searchDue = true;
    schedule(() => {
      searchDue = false;
      const working = filters.unfinished() ?? raws.unfinished();
      if (working === undefined) return;
      working.step(slice());
      others += 1;
      changed();
      search();
    }, 0);
  };

  const desk = createFindingDesk(capture, fromFile === true);
  const raws = createRawMemo(capture.dialect);
  const pages = createPages(capture);
  const settings: ObeyedSettings = { ...defaultSettings };
  const protocols = createProtocols(
    capture,
    () => settings.protocols,
    () => {
      others += 1;
      changed();
    },
    (judge) => desk.judgeBy(judge),
  );
  const filters = createFilterMemo(capture, protocols);
  const context: AnswerContext = {
    capture,
    filters,
    desk,
    exports: new Map(),
    pages,
    raws,
    protocols,
    settings,
    witnesses,
    disk,
    now,
    version,
    slice,
    search,
    join,
    diagnose,
    changed,
    command,
  };

  const take = (observation: Observation): void => {
    if (pages.isNavigation(observation)) {
      if (settings.preserve) pages.mark(observation);
      else {
        disk?.cut();
        leavePage(capture, observation.at);
        filters.forgetAll();
        raws.forgetAll();
        desk.forget();
        pages.forget();
      }
    }
    record(capture, observation);
  };

  const answer = (name: unknown, args: unknown): unknown => {
    const asked = questionOf(name);
    const read = readArgs(asked.args, args);
    join();
    return asked.answer(context, read);
  };

  return {
    observe(observations) {
      if (isOne(observations)) take(observations);
      else for (const observation of observations) take(observation);
      changed();
    },
    // The guard has proved the arguments, and the map is typed by the same names.
    ask: ((name: QuestionName, args?: unknown) => answer(name, args)) as Recorder['ask'],
    answer,
    witness(state) {
      witnesses.put(state);
      capture.version += 1;
      changed();
    },
    refresh() {
      others += 1;
      changed();
    },
    catchUp: join,
    onCommand: (listener) => void commanded.add(listener),
    onVersion(listener, signal) {
      if (signal?.aborted === true) return;
      listeners.add(listener);
      signal?.addEventListener('abort', () => listeners.delete(listener));
    },
  };
}

function isOne(observations: Observation | readonly Observation[]): observations is Observation {
  return !Array.isArray(observations);
}

/** Each answer takes the arguments that its own guard has let pass. */
function questionOf(name: unknown): Question<unknown, unknown, unknown> {
  if (typeof name !== 'string' || !Object.hasOwn(QUESTIONS, name)) throw new RefusedQuestion(`there is no question ${JSON.stringify(name)}`);
  return QUESTIONS[name as QuestionName];
}
