/** Asks documents how many messages they have had. Only while somebody looks, and nothing is counted for it that is not counted anyway. */
import { isCountsAnswer, COUNTS_QUESTION, type SourceCount } from '../wire/protocol/counts.ts';
import type { Board } from '../core/census/board.ts';
import type { DocumentId, Milliseconds, TabId } from '../core/units.ts';
import type { MessageCounts } from './host.ts';

/** `tabs.sendMessage` to one document. Rejects when nobody there answers. */
export type AskDocument = (tabId: TabId, documentId: DocumentId, question: unknown) => Promise<unknown>;

/** A page that is kept to go back to is frozen: it answers when it is shown again, which may be never. Others answer within milliseconds. */
const PATIENCE: Milliseconds = 800;

/** @returns the answers of all documents of the board that gave a good one. Never rejects. */
export async function askCounts(board: Board, ask: AskDocument, patience = PATIENCE): Promise<MessageCounts> {
  const asked = board.tabs.filter(({ tabId }) => tabId >= 0).flatMap(({ tabId, documents }) => documents.map(({ documentId }) => ({ tabId, documentId })));
  const answers = await Promise.all(
    asked.map(async ({ tabId, documentId }): Promise<[DocumentId, readonly SourceCount[]] | undefined> => {
      const answer = await within(patience, ask(tabId, documentId, COUNTS_QUESTION)).catch(() => undefined);
      return isCountsAnswer(answer) ? [documentId, answer.sources] : undefined;
    }),
  );
  return new Map(answers.filter((answer) => answer !== undefined));
}

const within = (patience: Milliseconds, answer: Promise<unknown>): Promise<unknown> =>
  Promise.race([answer, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience))]);
