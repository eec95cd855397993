/** Asks one thing at a time: at most one question is under way, and of the wishes that come meanwhile only the newest is asked. */

export interface SingleFlight<Wish> {
  want(wish: Wish): void;
}

/**
 * `onAnswer` gets each answer with its wish. A question that fails is told to `onFailure` and is not asked again by itself: the next wish does
 * that. After `signal` nothing is asked and nothing is told.
 */
export function createSingleFlight<Wish, Answer>(
  ask: (wish: Wish) => Promise<Answer>,
  onAnswer: (answer: Answer, wish: Wish) => void,
  onFailure: (reason: unknown) => void,
  signal: AbortSignal,
): SingleFlight<Wish> {
  let busy = false;
  let next: { wish: Wish } | null = null;

  async function run(): Promise<void> {
    busy = true;
    while (next && !signal.aborted) {
      const { wish } = next;
      next = null;
      try {
        const answer = await ask(wish);
        if (!signal.aborted) onAnswer(answer, wish);
      } catch (reason) {
        if (!signal.aborted) onFailure(reason);
      }
    }
    busy = false;
  }

  return {
    want(wish) {
      next = { wish };
      if (!busy) void run();
    },
  };
}
