import { describe, expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { clearCapture } from '../../../../src/core/model/clear.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { Observation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import { createStory, type StreamStory } from '../../../workbench/story.ts';
import fc from '../../../property.ts';
import { START } from './attempt-facts.ts';

/** One thing that a server may do with a stream; each takes a few seconds. */
const STEPS: Record<string, (stream: StreamStory, at: number) => void> = {
  talk(stream, at) {
    stream.opens(at);
    for (let n = 0; n < 3; n += 1) stream.says(at + 0.5 + n / 10, `message ${n}`, { id: `${at}.${n}`, type: n === 1 ? 'tick' : 'message' });
    stream.ends(at + 1);
  },
  cut(stream, at) {
    stream.opens(at);
    stream.says(at + 0.5, 'before the cut', { id: String(at) });
    stream.cut(at + 1);
  },
  refuse: (stream, at) => stream.refused(at),
};

const LAST: Record<string, (stream: StreamStory, at: number) => void> = {
  none: () => undefined,
  busy: (stream, at) => stream.fails(at, 503),
  html: (stream, at) => stream.fails(at, 200),
  stop: (stream, at) => stream.fails(at, 204, []),
};

const streams = fc.array(
  fc.record({ steps: fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 12 }), last: fc.constantFrom(...Object.keys(LAST)) }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

function tell(plan: { steps: string[]; last: string }[]): Observation[] {
  const story = createStory(START);
  const page = story.document('https://shop.example/orders');
  plan.forEach(({ steps, last }, n) => {
    const stream = page.stream(1 + n / 10, `https://shop.example/stream/${n}`, { types: ['tick'] });
    steps.forEach((step, place) => STEPS[step]!(stream, 1 + n / 10 + place * 4));
    LAST[last]!(stream, 1 + n / 10 + steps.length * 4);
  });
  return story.observations();
}

const NOW = START + 100_000;

describe('the diagnosis', () => {
  it('says after each piece what it would say of the whole at once', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 5, max: 60 }), (plan, step, attempts) => {
        const capture = createCapture({ limits: { attempts } });
        const live = createDiagnosis(capture);
        const observations = tell(plan);
        for (let from = 0; from < observations.length; from += step) {
          for (const observation of observations.slice(from, from + step)) record(capture, observation);
          catchUp(capture, START + from);
          live.update(START + from);
        }
        catchUp(capture, NOW);
        live.update(NOW);
        const fresh = createDiagnosis(capture);
        for (const entry of capture.connections.values()) entry.changedFrom = 0;
        fresh.update(NOW);
        expect(live.findings()).toEqual(fresh.findings());
      }),
    );
  });

  it('finds what a story holds, once with a count, and looks at rows a slice at a time', () => {
    const capture = createCapture();
    for (const observation of tell([{ steps: ['talk', 'refuse', 'refuse'], last: 'busy' }])) record(capture, observation);
    catchUp(capture, NOW);
    const diagnosis = createDiagnosis(capture);
    expect(diagnosis.update(NOW, () => true)).toBe(true);
    const failures = diagnosis.findings().filter(({ group }) => group === 'failure');
    expect(failures).toMatchObject([
      { rule: 'connection-refused', attempt: 3, count: 2, params: { error: 'net::ERR_CONNECTION_REFUSED' } },
      { rule: 'server-busy', attempt: 4, count: 1, params: { status: 503 } },
    ]);
    expect(diagnosis.ofAttempt(1, 2)).toMatchObject([{ rule: 'connection-refused', attempt: 2, count: 1 }]);
  });

  it('has nothing to say of a stream that is as it should be', () => {
    const capture = createCapture();
    const story = createStory(START);
    const stream = story.document('https://shop.example/orders').stream(1, 'https://shop.example/stream', { types: ['message', 'tick'] });
    stream.opens(1);
    for (let n = 0; n < 90; n += 1) stream.says(2 + n, `message ${n}`, { id: String(n), type: n % 2 ? 'tick' : 'message' });
    stream.closed(95);
    for (const observation of story.observations()) record(capture, observation);
    catchUp(capture, NOW);
    const diagnosis = createDiagnosis(capture);
    diagnosis.update(NOW);
    expect(diagnosis.findings()).toEqual([]);
  });

  it('forgets what was cleared away', () => {
    const capture = createCapture();
    for (const observation of tell([{ steps: ['talk'], last: 'html' }])) record(capture, observation);
    catchUp(capture, NOW);
    const diagnosis = createDiagnosis(capture);
    diagnosis.update(NOW);
    expect(diagnosis.findings().length).toBeGreaterThan(0);
    clearCapture(capture);
    diagnosis.forget();
    diagnosis.update(NOW);
    expect(diagnosis.findings()).toEqual([]);
  });
});
