/** Answers one question that came by a port. */
import type { RecorderOutput } from '../wire/protocol/recorder-messages.ts';
import type { Recorder } from './recorder.ts';

/** A refusal is an answer, too: nobody waits for ever. What is answered at once is posted before the next question is read. */
export async function reply(
  recorder: Pick<Recorder, 'answer'>,
  question: { id: number; name?: unknown; args?: unknown },
  post: (message: RecorderOutput) => void,
): Promise<void> {
  try {
    post({ kind: 'answer', id: question.id, value: await recorder.answer(question.name, question.args) });
  } catch (error) {
    post({ kind: 'refusal', id: question.id, reason: error instanceof Error ? error.message : String(error) });
  }
}
