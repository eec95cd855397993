/** What a question of the panel is made of: the shape of its arguments, and what answers it. How to add one says CONTRIBUTING.md. */
import { safeParse, unknown, type GenericSchema, type InferInput, type InferOutput } from 'valibot';
import type { ExportFile } from '../../core/export/export-file.ts';
import type { Capture } from '../../core/model/types.ts';
import type { EpochMs } from '../../core/units.ts';
import type { ObeyedSettings } from '../../settings/settings.ts';
import type { Command } from '../../wire/protocol/command.ts';
import type { DiskStatus } from '../../wire/protocol/disk.ts';
import type { ExportId, ExportPiece, ExportRequest } from '../../wire/protocol/questions.ts';
import type { FilterMemo } from '../filter-memo.ts';
import type { FindingDesk } from '../finding-desk.ts';
import type { Pages } from '../pages.ts';
import type { Protocols } from '../protocols.ts';
import type { RawMemo } from '../raw-memo.ts';
import type { WitnessBoard } from '../witness-board.ts';

/** What an answer is made from. */
export interface AnswerContext {
  readonly capture: Capture;
  readonly filters: FilterMemo;
  readonly desk: FindingDesk;
  /** Files that are being written. */
  readonly exports: Map<ExportId, HeldExport>;
  readonly pages: Pages;
  readonly raws: RawMemo;
  readonly protocols: Protocols;
  readonly witnesses: WitnessBoard;
  readonly disk: DiskDoor | undefined;
  /** What the user wants of the recorder; written by `setSettings`. */
  readonly settings: ObeyedSettings;
  now(): EpochMs;
  version(): number;
  /** A new slice of time: says true when it is over. */
  slice(): () => boolean;
  /** Lets an unfinished search go on later. */
  search(): void;
  /** Joins what can be joined by now. That was done before the question was answered; whoever waits for something does it again. */
  join(): void;
  /** Goes on with the diagnosis, for a slice of time. */
  diagnose(): void;
  /** The capture has changed. */
  changed(): void;
  /** Passes a wish down. */
  command(command: Command): void;
}

/** A file that was begun, with what was asked for. */
export interface HeldExport {
  readonly request: ExportRequest;
  /** Missing: the messages that pass the filter are still being looked for. */
  file?: ExportFile;
  /** How far it has come. */
  reached?: Pick<ExportPiece, 'done' | 'total' | 'taken'>;
}

/** As much as the recorder knows of who keeps its capture. */
export interface DiskDoor {
  status(): DiskStatus;
  /** The capture is about to forget. */
  cut(): void;
}

export interface Question<Input, Args, Answer> {
  readonly args: GenericSchema<Input, Args>;
  answer(recorder: AnswerContext, args: Args): Answer;
}

/** A question with arguments: `answer` gets what has passed `args`. Both are plain and can be cloned. */
export function question<Schema extends GenericSchema, Answer>(
  args: Schema,
  answer: (recorder: AnswerContext, args: InferOutput<Schema>) => Answer,
): Question<InferInput<Schema>, InferOutput<Schema>, Answer> {
  return { args, answer };
}

/** A question without arguments: what is given all the same is not looked at. */
export function plainQuestion<Answer>(answer: (recorder: AnswerContext) => Answer): Question<undefined, undefined, Answer> {
  return { args: unknown() as GenericSchema<undefined>, answer };
}

export class RefusedQuestion extends Error {
  override readonly name = 'RefusedQuestion';
}

/** The arguments, when they are as `schema` wants them. Throws `RefusedQuestion` with a reason for people. */
export function readArgs<Args>(schema: GenericSchema<unknown, Args>, args: unknown): Args {
  const { success, output, issues } = safeParse(schema, args ?? {}, { abortEarly: true });
  if (success) return output;
  const { path, message } = issues[0];
  // Of an item of a list the name of the list is told.
  const name = path?.findLast(({ key }) => typeof key === 'string')?.key;
  throw new RefusedQuestion(typeof name === 'string' ? `\`${name}\` ${message}` : message);
}
