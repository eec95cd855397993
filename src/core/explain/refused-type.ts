/** The content type for which an answer was refused, as browsers read it. */
import type { Attempt } from '../model/connection.ts';
import { mediaTypeOf } from '../model/media-type.ts';
import { responseHeader } from './facts.ts';

export interface RefusedType {
  /** As it was sent; of several headers all, joined by commas. */
  written: string;
  /** What counts of it, in lower case, without parameters; '' where it is no type at all. */
  essence: string;
}

/** Undefined where the answer was not refused for its type, or has none. */
export function refusedType(attempt: Readonly<Attempt>): RefusedType | undefined {
  const written = responseHeader(attempt, 'content-type') ?? '';
  if (attempt.outcome !== 'bad-type' || written === '') return undefined;
  return { written, essence: mediaTypeOf(written)?.essence ?? '' };
}
