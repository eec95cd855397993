/** What becomes of the documents of a world: they go away, with a word or without, and sleep in the back/forward cache. */
import fc from 'fast-check';
import type { Life, World, WorldAttempt, WorldStream } from './world-model.ts';

/** Documents with higher numbers are those that came after. */
const NEXT = 10;

const span = fc.tuple(fc.nat(8000), fc.integer({ min: 1, max: 3000 })).map(([from, length]) => ({ from, to: from + length }));

/** Of both documents of a world's plans. */
export const lifePlans: fc.Arbitrary<Life[]> = fc.tuple(
  ...[0, 1].map((document) =>
    fc.record({
      document: fc.constant(document),
      ends: fc.oneof(fc.constant(undefined), fc.nat(8000)),
      how: fc.constantFrom('hidden' as const, 'closed' as const, 'gone' as const),
      tail: fc.oneof(fc.constant(0), fc.nat(200)),
      sleeps: fc.array(span, { maxLength: 2 }),
    }),
  ),
);

/** The world as it is when its documents live like that. */
export function withLives(world: World, lives: readonly Life[]): World {
  const streams = world.streams.map((stream): WorldStream => {
    const ends = lives.find(({ document }) => document === stream.document)?.ends ?? Infinity;
    if (stream.created >= ends) return { ...stream, document: stream.document + NEXT };
    return { ...stream, attempts: stream.attempts.flatMap((attempt) => endedAt(attempt, ends)), listens: stream.listens.filter(({ since }) => since < ends) };
  });
  // An awake page made sources, was told of ends, and went away; and it is awake for a while before and after.
  const busy = (document: number): number[] =>
    streams
      .filter((stream) => stream.document === document)
      .flatMap(({ created, listens, attempts }) => [
        created,
        ...listens.map(({ since }) => since),
        ...attempts.flatMap(({ start, end, isCut }) => (end === undefined || isCut === true ? [start] : [start, end])),
      ]);
  return {
    ...world,
    streams,
    lives: lives.map((life) => {
      const moments = busy(life.document);
      const sleeps = life.sleeps
        .toSorted((a, b) => a.from - b.from)
        .filter(
          ({ from, to }, n, all) =>
            to < (life.ends ?? Infinity) - 60 && (n === 0 || from > all[n - 1]!.to + 60) && !moments.some((at) => at > from - 60 && at < to + 60),
        );
      return { ...life, sleeps };
    }),
  };
}

function endedAt(attempt: WorldAttempt, ends: number): WorldAttempt[] {
  if (ends === Infinity) return [attempt];
  if (attempt.start >= ends) return [];
  if (attempt.end !== undefined && attempt.end < ends) return [attempt];
  const answer = attempt.answer < ends ? attempt.answer : Infinity;
  return [{ ...attempt, answer, end: ends, isCut: true, messages: attempt.messages.filter(({ at }) => at < ends) }];
}

/** When a document is told what happens at `at`: not while it sleeps. */
export function toldAt({ lives = [] }: World, document: number, at: number): number {
  const sleep = lives.find((life) => life.document === document)?.sleeps.find(({ from, to }) => at >= from && at < to);
  return sleep === undefined ? at : sleep.to + 0.5;
}
