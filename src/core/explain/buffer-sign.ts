/**
 * Whether heaps of messages were made by a buffer. Time and size alone do not tell: an application that sends rounds looks the same. What tells:
 * - `cut`: one heap after the other breaks off within a line, where no application stops to wait.
 * - `uneven`: where only messages are known: heaps of one size, made of very different numbers of messages. Rounds grow with what is in them.
 */
import type { Bytes } from '../units.ts';
import { isEventSource, type AttemptFacts } from './facts.ts';
import { isModelAnswer } from './model-answers.ts';
import { RUNS } from './row-facts.ts';
import { HEAPS } from './text-heaps.ts';

export interface BufferSign {
  sign: 'cut' | 'uneven';
  /** Of a heap, on average. */
  size: Bytes;
}

/** Fewer in a heap are no heap. */
const MESSAGES = 5;
/** By chance a full buffer ends with a line, now and then. */
const WHOLE_HEAPS = 1;
/** The smallest buffers are of 4 KB; fields and line ends take their share of them. */
const SMALLEST: Bytes = 2500;
/** Heaps of one buffer differ by less than this, also where it is the buffer of a compressor, whose text is larger the better it is compressed. */
const ALIKE = 1.3;
const ALIKE_COMPRESSED = 2;
/** Where nothing else is known, sizes must be of one buffer, and the numbers of messages must not. */
const SAME_SIZE = 1.1;
const OTHER_NUMBER = 1.5;
/** A page that reads slowly gets what its browser has collected meanwhile: pieces as large as the browser's own buffers say nothing of the network. */
const OWN_BUFFER: Bytes = 32 * 1024;
const SILENCE = 500;

export function bufferSign({ attempt, connection, decoded, rows, text }: AttemptFacts, compressed: boolean): BufferSign | undefined {
  if (attempt.untimed === true) return undefined;
  const heaps = text?.heaps;
  if (heaps !== undefined) {
    if (heaps.length < HEAPS || heaps.filter(({ cut }) => !cut).length > WHOLE_HEAPS) return undefined;
    const sizes = heaps.map(({ size }) => size);
    if (heaps.some(({ messages }) => messages < MESSAGES) || Math.min(...sizes) < SMALLEST) return undefined;
    if (ratio(sizes) > (compressed ? ALIKE_COMPRESSED : ALIKE)) return undefined;
    if (!isEventSource(connection) && Math.max(...sizes) >= OWN_BUFFER) return undefined;
    return { sign: 'cut', size: mean(sizes) };
  }
  // A filter for contents lets the text of a model pass in blocks, by design.
  if (isModelAnswer(decoded?.protocol)) return undefined;
  // The newest may not be whole yet.
  const runs = rows.runs.slice(0, -1);
  if (rows.runCount < RUNS || runs.some((run, at) => at > 0 && run.from - runs[at - 1]!.to < SILENCE)) return undefined;
  const sizes = runs.map(({ size }) => size);
  const counts = runs.map(({ messages }) => messages);
  if (Math.min(...counts) < MESSAGES || Math.min(...sizes) < SMALLEST) return undefined;
  return ratio(sizes) <= SAME_SIZE && ratio(counts) >= OTHER_NUMBER ? { sign: 'uneven', size: mean(sizes) } : undefined;
}

const ratio = (values: readonly number[]): number => Math.max(...values) / Math.min(...values);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
