/** What a decoded stream consists of, and which message brought which piece of it. */
import type { EpochMs } from '../units.ts';

/** Where a piece of a text begins (code units), and the message that brought it; pieces stand in order and touch. */
export interface Piece {
  readonly at: number;
  readonly message: number;
}

/** A text that grew. */
export interface GrownText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Texts a person reads. `choice`: which of several answers. `name`: whose it is, where there are several. */
export interface TextPart extends GrownText {
  readonly kind: 'text' | 'reasoning' | 'refusal';
  readonly choice?: number;
  readonly name?: string;
}

/** A call of a tool or method. */
export interface CallPart {
  readonly kind: 'call';
  readonly name?: string;
  /** The method of a remote call, where `name` is what it calls (a tool, a prompt, a resource). */
  readonly method?: string;
  /** Who calls, where both ends can: the server may ask the page. */
  readonly from?: 'page' | 'server';
  readonly id?: string;
  readonly choice?: number;
  /** Parsed where it parses, else the text. */
  readonly arguments?: unknown;
  /** The same as it came, where it came as text. */
  readonly argumentsText?: GrownText;
  readonly result?: unknown;
  readonly error?: unknown;
  /** What it is at: `streaming`, `called`, `waiting`, `done`, `failed` … */
  readonly state?: string;
  /** Each word on how far it is, in order. */
  readonly progress?: readonly Progress[];
  /** When it was made and answered: where the protocol has calls with answers, and the times are known. */
  readonly askedAt?: EpochMs;
  readonly answeredAt?: EpochMs;
  /** The messages that brought it, in order. */
  readonly messages: readonly number[];
}

/** `progress` of `total`, where that is known, in units of the server's own. */
export interface Progress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** A value that is no text: a citation, a source, a file, an event of an application. */
export interface ValuePart {
  readonly kind: 'value';
  readonly name: string;
  readonly value: unknown;
  /** When it came: of a protocol whose values are lines of a log, where the times are known. */
  readonly at?: EpochMs;
  readonly messages: readonly number[];
}

/** A state that messages change: as it is after the last one. What it was before is what the fold gives of fewer messages. */
export interface StatePart {
  readonly kind: 'state';
  readonly name: string;
  readonly value: unknown;
  /** Each message that changed it, and the paths that it changed (JSON pointers). */
  readonly changes: readonly { readonly message: number; readonly paths: readonly string[] }[];
}

/** Markup for a page: shown as text, never rendered. */
export interface HtmlPart {
  readonly kind: 'html';
  /** What is done with it: `append`, `replace`, `outer` … */
  readonly action: string;
  /** Where: a selector or an id; '' where the markup says it itself. */
  readonly target: string;
  /** What else is said of how: `morph`, `svg`, `view transition`. */
  readonly how?: string;
  readonly text: string;
  readonly messages: readonly number[];
}

export interface ErrorPart {
  readonly kind: 'error';
  readonly text: string;
  /** As it came. */
  readonly value?: unknown;
  readonly messages: readonly number[];
}

export type Part = TextPart | CallPart | ValuePart | StatePart | HtmlPart | ErrorPart;
