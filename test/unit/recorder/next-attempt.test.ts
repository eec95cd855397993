/** When the next attempt of a connection is due, and where that is known from. */
import { expect, it } from 'vitest';
import { createCapture } from '../../../src/core/model/capture.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { createStory, type StreamStory } from '../../workbench/story.ts';

const START = 1_700_000_000_000;

function rowAfter(tell: (stream: StreamStory) => void, dialect?: 'firefox') {
  const capture = createCapture({ defaultRetry: 3000, ...(dialect && { dialect }) });
  const recorder = createRecorder({ now: () => START + 60_000, schedule: () => undefined, capture });
  const story = createStory(START);
  tell(story.document('https://shop.example/orders').stream(1, 'https://shop.example/a'));
  recorder.observe(story.observations());
  return recorder.ask('connections', { now: START + 60_000 })[0]!;
}

it('is the end of the last one and the browser’s own delay, where no other is known', () => {
  const row = rowAfter((stream) => {
    stream.opens(1);
    stream.ends(2);
  });
  expect(row).toMatchObject({ state: 'waiting', retry: { ms: 3000, from: 'default' } });
  expect(row.nextAt! - START).toBeCloseTo(5000, -2);
});

it('is what was observed before', () => {
  const row = rowAfter((stream) => {
    stream.opens(1);
    stream.ends(2);
    stream.opens(3);
    stream.ends(4);
  });
  expect(row.retry?.from).toBe('observed');
  expect(row.nextAt! - START).toBeCloseTo(4000 + row.retry!.ms, -2);
});

it.each(['open', 'failed', 'closed'] as const)('is not told of a connection that is %s', (state) => {
  const row = rowAfter((stream) => {
    if (state === 'failed') return stream.fails(1, 500);
    stream.opens(1);
    if (state === 'closed') stream.closed(2);
  });
  expect(row).toMatchObject({ state });
  expect(row.nextAt).toBeUndefined();
});

it('is what this browser makes of what the server wrote, and what that was is told', () => {
  const told = (stream: StreamStory): void => {
    stream.opens(1);
    stream.sends(1.1, 'retry: 100\ndata: x\n\n');
    stream.ends(2);
  };
  expect(rowAfter(told).retry).toEqual({ ms: 100, from: 'wire' });
  const raised = rowAfter(told, 'firefox');
  expect(raised.retry).toEqual({ ms: 500, from: 'wire', written: 100 });
  expect(raised.nextAt! - START).toBeCloseTo(2500, -2);
});
