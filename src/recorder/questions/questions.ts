/**
 * All questions that may be asked of the recorder, by name. The panel imports this map as a type only: what `ask` takes and gives follows from it.
 * Some answers are promises.
 */
import type { Question } from './question.ts';
import { attempts } from './attempts.ts';
import { beginExport } from './begin-export.ts';
import { clear } from './clear.ts';
import { connection } from './connection.ts';
import { connections } from './connections.ts';
import { copyAs } from './copy-as.ts';
import { copyMessages } from './copy-messages.ts';
import { dataPaths } from './data-paths.ts';
import { decoded } from './decoded.ts';
import { endExport } from './end-export.ts';
import { exportPiece } from './export-piece.ts';
import { findings } from './findings.ts';
import { headline } from './headline.ts';
import { message } from './message.ts';
import { messages } from './messages.ts';
import { overview } from './overview.ts';
import { position } from './position.ts';
import { protocols } from './protocols.ts';
import { rates } from './rates.ts';
import { raw } from './raw.ts';
import { rawPiece } from './raw-piece.ts';
import { rawPlace } from './raw-place.ts';
import { setApart } from './set-apart.ts';
import { setRecording } from './set-recording.ts';
import { setSettings } from './set-settings.ts';
import { setWitness } from './set-witness.ts';
import { timeline } from './timeline.ts';
import { types } from './types.ts';
import { undecided } from './undecided.ts';

export const QUESTIONS = {
  attempts,
  beginExport,
  clear,
  connection,
  connections,
  copyAs,
  copyMessages,
  dataPaths,
  decoded,
  endExport,
  exportPiece,
  findings,
  headline,
  message,
  messages,
  overview,
  position,
  protocols,
  rates,
  raw,
  rawPiece,
  rawPlace,
  setApart,
  setRecording,
  setSettings,
  setWitness,
  timeline,
  types,
  undecided,
};

type Questions = typeof QUESTIONS;
export type QuestionName = keyof Questions;
/** Undefined for a question without arguments. */
export type QuestionArgs<K extends QuestionName> = Questions[K] extends Question<infer Input, infer _Args, infer _Answer> ? Input : never;
/** What the recorder gives at once: for some questions a promise, since the code that answers is loaded first. */
export type DirectAnswer<K extends QuestionName> = ReturnType<Questions[K]['answer']>;
export type Answer<K extends QuestionName> = Awaited<DirectAnswer<K>>;
export type AskArgs<K extends QuestionName> = undefined extends QuestionArgs<K> ? [] : [args: QuestionArgs<K>];

/** Asks the recorder. Rejects with the recorder's own words when a question is refused. */
export type Ask = <K extends QuestionName>(name: K, ...args: AskArgs<K>) => Promise<Answer<K>>;
