/** What goes out by a port for what came in: answers to questions, and new versions. */
import type { RecorderOutput } from '../wire/protocol/recorder-messages.ts';
import { VERSION } from '../wire/protocol/version.ts';
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

/** From now on tells of each new version of the capture; a page of another version of the extension is told that instead. */
export function watch(recorder: Pick<Recorder, 'onVersion'> | undefined, { version }: { version?: unknown }, post: (message: RecorderOutput) => void): void {
  if (version !== VERSION) post({ kind: 'other-version' });
  else recorder?.onVersion((now) => post({ kind: 'version', version: now }));
}
