/** The next piece of a file that was begun: of what the capture held when its first text was written. */
import type { ExportPiece } from '../../wire/protocol/questions.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const exportPiece = question(fields({ id: count }), async (recorder, { id }): Promise<ExportPiece> => {
  const { nextPiece } = await import('../files-and-copies.ts');
  recorder.join();
  return nextPiece(recorder, id);
});
