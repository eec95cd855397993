/**
 * What the sources of one document have had. Asked by the popup of each document that holds streams, with `tabs.sendMessage(tab, …,
 * { documentId })`; answered by its page hook, through the relay. No message is sent for it otherwise.
 */
import type { Milliseconds } from '../../core/units.ts';
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
  /** The page listens to messages of it, of some type. */
  heard: boolean;
  /** Since its last message, or since it was made. Missing: that is not known. */
  quietFor?: Milliseconds;
}

/** Reads the hook's answer: `url count heard quiet` by line, quiet -1 where it is not known. @note A serialized URL has no space in it. */
export function readCounts(text: string): CountsAnswer {
  const lines = text.split('\n').filter(Boolean);
  return {
    kind: 'sse-scope:counts',
    sources: lines.map((line) => {
      const [url = '', messages, heard, quiet] = line.split(' ');
      const quietFor = Number(quiet);
      return { url, messages: Number(messages), heard: heard === '1', ...(quietFor >= 0 && { quietFor }) };
    }),
  };
}

export const isCountsQuestion = (value: unknown): value is CountsQuestion => isRecord(value) && value.kind === 'sse-scope:counts?';

export const isCountsAnswer = (value: unknown): value is CountsAnswer =>
  isRecord(value) && value.kind === 'sse-scope:counts' && Array.isArray(value.sources) && value.sources.every(isSourceCount);

const isSourceCount = (value: unknown): value is SourceCount =>
  isRecord(value) &&
  typeof value.url === 'string' &&
  typeof value.messages === 'number' &&
  Number.isSafeInteger(value.messages) &&
  value.messages >= 0 &&
  typeof value.heard === 'boolean' &&
  (value.quietFor === undefined || (typeof value.quietFor === 'number' && value.quietFor >= 0));
