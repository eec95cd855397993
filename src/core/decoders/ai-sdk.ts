/** Vercel's AI SDK: the stream of UI messages of 5, 6 and 7 (events), and the data stream of 3 and 4 (lines of `code:JSON`). Source: the npm package `ai`. */
import { foldLine, startLines, linesResult, recogniseLine, type LineState } from './ai-sdk-lines.ts';
import { foldChunk, startChunks, chunksResult, recogniseChunk } from './ai-sdk-chunks.ts';
import type { ChunkState } from './ai-sdk-state.ts';
import type { Decoder } from './decoder.ts';

type State = { readonly lines: LineState } | { readonly chunks: ChunkState };

export const aiSdk: Decoder<State> = {
  id: 'ai-sdk',
  name: 'AI SDK',

  recognise(head, message) {
    if (head.responseHeader('x-vercel-ai-ui-message-stream') !== undefined || head.responseHeader('x-vercel-ai-data-stream') !== undefined) return 'certain';
    if (message === undefined) return undefined;
    return head.format === 'lines' ? recogniseLine(message) : recogniseChunk(head, message);
  },

  start: (head) => (head.format === 'lines' ? { lines: startLines(head) } : { chunks: startChunks(head) }),
  fold: (state, message) => ('lines' in state ? foldLine(state.lines, message) : foldChunk(state.chunks, message)),
  result: (state, end) => ('lines' in state ? linesResult(state.lines, end) : chunksResult(state.chunks, end)),
};
