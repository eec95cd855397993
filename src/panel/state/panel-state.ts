/**
 * The state of one panel: what is selected, what is filtered, and the newest answers of the recorder that every view needs.
 * It holds no capture. Views read signals and ask for the rows that they show.
 */
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../../core/units.ts';
import type { WitnessName } from '../../wire/protocol/command.ts';
import type { ConnectionRow, MessageFilter, Overview } from '../../wire/protocol/questions.ts';
import type { Host } from './host.ts';
import type { MessageWishes } from './message-wishes.ts';
import type { Settings } from '../../settings/settings.ts';
import type { TabInFront } from './tab-in-front.ts';

export interface PanelState extends MessageWishes {
  readonly host: Host;
  /** Grows when the capture has changed and a redraw is due: at most once a frame, never while hidden, never while paused. */
  readonly version: ReadonlySignal<number>;
  /** Null until the recorder has answered once. */
  readonly overview: ReadonlySignal<Overview | null>;
  readonly connections: ReadonlySignal<ConnectionRow[]>;
  /** The view stands still while recording goes on. */
  readonly paused: Signal<boolean>;
  /** Null: all connections. */
  readonly selectedConnection: Signal<ConnectionId | null>;
  /** Null: the newest attempt. */
  readonly selectedAttempt: Signal<AttemptNumber | null>;
  readonly selectedMessage: Signal<MessageIndex | null>;
  /** The selected message is shown in full, beside or below the list. */
  readonly messageOpen: Signal<boolean>;
  /** The data of message `index` is to be compared with that of `earlier`, not with the one before of its type; null: nothing is. */
  readonly compared: Signal<{ index: MessageIndex; earlier: MessageIndex } | null>;
  /** Where the list of messages begins; null: it follows its end. A list that is made anew begins there if the same message is selected. */
  readonly listTop: Signal<ListTop | null>;
  /** By the key of the findings view; null: the first. */
  readonly selectedFinding: Signal<string | null>;
  /** A line of the raw text of the attempt that is shown; from 1. */
  readonly selectedLine: Signal<number | null>;
  /** The raw text is to show the lines of this row; null once it does, or when it was told that it cannot. */
  readonly sought: Signal<MessageIndex | null>;
  /** A time range selected in the timeline. */
  readonly range: Signal<{ from: EpochMs; to: EpochMs } | null>;
  readonly tab: TabInFront;
  /** What the message list shows: selection, filters, range and pause in one. */
  readonly filter: ReadonlySignal<MessageFilter>;
  /** The moment that ends sparklines and open bars: now, or when the view was paused. Moves with `version` and once a second. */
  readonly now: ReadonlySignal<EpochMs>;
  /** Sizes that the user gave to panes and columns, in CSS pixels, by a name that its view chose ('shell.split'). Outlive the panel. */
  readonly sizes: Signal<Sizes>;
  /** What the user has chosen for good. Outlives the panel. */
  readonly settings: ReadonlySignal<Settings>;
  /** The moment of the first message since the last clear, from which relative times count; null without messages. */
  readonly timeZero: ReadonlySignal<EpochMs | null>;
  /** Why the newest answers could not be had, in the recorder's own words; null while all is well. */
  readonly failure: ReadonlySignal<string | null>;
  /** Changes settings. */
  set(changes: Partial<Settings>): void;
  /** The user's switch of a witness. Remembered, but for the debugger: that is for one tab, and has a banner. */
  setWitness(name: WitnessName, on: boolean): void;
  setRecording(on: boolean): void;
  clear(): void;
}

export interface ListTop {
  first: MessageIndex;
  /** What was selected then. */
  selected: MessageIndex | null;
}

export type Sizes = Readonly<Record<string, number>>;
