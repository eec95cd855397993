/** The recorder of the inspected tab, asked through the extension's DevTools page. */
import type { Frame } from 'playwright-core';
import type { Answer, Ask, ExportPiece, ExportRequest, QuestionArgs, QuestionName } from '../src/wire/protocol/questions.ts';

/** What the DevTools page has for whoever drives it from outside. */
interface DevtoolsGlobal {
  sseScope: { ask(name: QuestionName, args: unknown): Promise<unknown> };
}

/**
 * @param devtoolsPage the frame that has `globalThis.sseScope`: the extension of the same build, so its answers are taken as typed.
 * @returns a function that asks the recorder; it rejects when the browser is gone.
 */
export function askThrough(devtoolsPage: Frame): Ask {
  return async <K extends QuestionName>(name: K, args?: QuestionArgs<K>): Promise<Answer<K>> => {
    const question: { name: QuestionName; args: unknown } = { name, args };
    return (await devtoolsPage.evaluate((asked) => (globalThis as unknown as DevtoolsGlobal).sseScope.ask(asked.name, asked.args), question)) as Answer<K>;
  };
}

/** A file, piece by piece: the next piece is asked for when the last one has been taken. */
export async function* exportPieces(ask: Ask, request: Omit<ExportRequest, 'cursor'>): AsyncGenerator<string, void> {
  for (let cursor: ExportRequest['cursor'] = null; ;) {
    const piece: ExportPiece = await ask('exportPiece', { ...request, cursor });
    if (piece.text !== '') yield piece.text;
    if (piece.finished) return;
    cursor = piece.next;
  }
}
