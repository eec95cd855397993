/** The recorder of the inspected tab, asked through the extension's DevTools page. */
import type { Answer, Ask, QuestionArgs, QuestionName } from '../src/recorder/questions/questions.ts';
import type { ExportPiece, ExportRequest } from '../src/wire/protocol/questions.ts';

export interface Question {
  name: QuestionName;
  args: unknown;
}

/**
 * @param put calls `globalThis.sseScope.ask` in our DevTools page: the extension of the same build, so its answers are taken as typed.
 * @returns a function that asks the recorder; it rejects when the browser is gone.
 */
export function askThrough(put: (question: Question) => Promise<unknown>): Ask {
  return async <K extends QuestionName>(name: K, args?: QuestionArgs<K>): Promise<Answer<K>> => (await put({ name, args })) as Answer<K>;
}

/** A file, piece by piece: the next piece is asked for when the last one has been taken. */
export async function* exportPieces(ask: Ask, request: ExportRequest): AsyncGenerator<string, void> {
  const id = await ask('beginExport', request);
  for (let finished = false; !finished;) {
    const piece: ExportPiece = await ask('exportPiece', { id });
    if (piece.text !== '') yield piece.text;
    ({ finished } = piece);
  }
}
