/**
 * How many messages the sources of one document have had. Asked by the popup of each document that holds streams, with
 * `tabs.sendMessage(tab, …, { documentId })`; answered by its page hook, through the relay. No message is sent for it otherwise.
 */
import { isRecord } from './guard.ts';

/** Popup → content script of one document. */
export interface CountsQuestion {
  kind: 'sse-scope:counts?';
}
export const COUNTS_QUESTION: CountsQuestion = { kind: 'sse-scope:counts?' };

/** Its answer: one entry for each `EventSource` that the document has made and not closed. */
export interface CountsAnswer {
  kind: 'sse-scope:counts';
  sources: readonly SourceCount[];
}
export interface SourceCount {
  /** `EventSource.url`. */
  url: string;
  /** Messages since it was made, of the types that the page or we listen to. */
  messages: number;
}

/** Reads the hook's answer: `url count` by line. @note A serialized URL has no space in it. */
export function readCounts(text: string): CountsAnswer {
  const sources = text.split('\n').filter(Boolean);
  return {
    kind: 'sse-scope:counts',
    sources: sources.map((line) => {
      const cut = line.lastIndexOf(' ');
      return { url: line.slice(0, cut), messages: Number(line.slice(cut + 1)) };
    }),
  };
}

export const isCountsQuestion = (value: unknown): value is CountsQuestion => isRecord(value) && value.kind === 'sse-scope:counts?';

export const isCountsAnswer = (value: unknown): value is CountsAnswer =>
  isRecord(value) && value.kind === 'sse-scope:counts' && Array.isArray(value.sources) && value.sources.every(isSourceCount);

const isSourceCount = (value: unknown): value is SourceCount =>
  isRecord(value) && typeof value.url === 'string' && typeof value.messages === 'number' && Number.isSafeInteger(value.messages) && value.messages >= 0;
