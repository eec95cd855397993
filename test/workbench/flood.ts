/** A stream that never rests, for the scenario `flood`. */
import type { Observation } from '../../src/core/model/observation.ts';
import type { EpochMs } from '../../src/core/units.ts';

/** As the hook does it: a batch now and then, not a call for each message. */
const BATCH_MS = 50;

/** Adds `rate` messages a second to the first stream of the first document, until the page goes away. */
export function startFlood(observe: (observations: readonly Observation[]) => void, now: () => EpochMs, rate: number): void {
  let n = 0;
  let owed = 0;
  let last = now();
  setInterval(() => {
    const at = now();
    owed += ((at - last) * rate) / 1000;
    const batch: Observation[] = [];
    for (; owed >= 1; owed--) {
      n++;
      batch.push({
        kind: 'message',
        session: 'session-1',
        source: 1,
        at: at - owed / rate,
        type: n % 5 ? 'tick' : 'tock',
        lastEventId: String(n),
        data: `{"n":${n},"text":"${'x'.repeat(n % 200)}"}`,
      });
    }
    last = at;
    observe(batch);
  }, BATCH_MS);
}
