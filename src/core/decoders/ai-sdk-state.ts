/** What is kept between the chunks of a UI message, and what is said of chunks that make no sense. */
import type { Answer, GrowingTextPart, GrowingValue } from './answer.ts';
import type { GrowingCall } from './growing-call.ts';
import { short } from './says.ts';

export interface ChunkState {
  readonly answer: Answer;
  readonly asked: string | undefined;
  id?: string;
  metadata?: unknown;
  stopReason?: string;
  /** A chunk type that only 7 knows. */
  newest?: string;
  /** `start` was seen: a chunk that was never started is then a fault, not a beginning that was missed. */
  started: boolean;
  /** It is known that nothing came before: the same. */
  readonly fromStart: boolean;
  done: boolean;
  steps: number;
  /** Texts and reasoning that are open, by kind and id. */
  readonly open: Map<string, GrowingTextPart>;
  /** The last call of an id, of any step; and those of this step. */
  readonly calls: Map<string, GrowingCall>;
  readonly approvals: Map<string, GrowingCall>;
  /** Parts of the application that later ones replace, by name and id. */
  readonly data: Map<string, GrowingValue>;
  /** What began in this step, which a retry makes void. */
  step: { from: number; calls: Map<string, GrowingCall>; data: string[] };
}

/** A delta or end of something that is not open. It is folded all the same: the client gives up there. */
export function missing({ answer, started, fromStart }: ChunkState, type: string, id: string, index: number): void {
  if (started || fromStart) answer.fault('never-started', `${type} for ${JSON.stringify(short(id))}, which was never started or is over`, index);
  else answer.fault('begins-late', 'The beginning of the stream is missing', index);
}

export function notUnderstood({ answer }: ChunkState, type: string, index: number): undefined {
  answer.fault('not-understood', `The chunk type ${JSON.stringify(short(type))} is not known, or has not what it needs`, index);
}
