/** What a page listened to and has done with was not missed: findings about listening count what came while nobody listened. */
import { expect, test } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import { createStory, type StreamStory } from '../../../workbench/story.ts';
import { START } from './attempt-facts.ts';

const NOW = START + 100_000;

/** What is found of a stream with listeners for `types`; `drops` takes one away. */
function found(types: string[], tell: (stream: StreamStory, drops: (at: number, type: string) => void) => void): [rule: string, count: number][] {
  const capture = createCapture();
  const story = createStory(START);
  const stream = story.document('https://shop.example/orders').stream(1, 'https://shop.example/stream', { types });
  stream.opens(1);
  tell(stream, (at, type) => story.tell(at, { kind: 'unlistening', session: 'session-1', source: 1, at: story.time(at), type }));
  for (const observation of story.observations()) record(capture, observation);
  catchUp(capture, NOW);
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(NOW);
  return diagnosis.findings().map(({ rule, count }) => [rule, count]);
}

const prices = (stream: StreamStory, from: number, count = 5): void => {
  for (let n = 0; n < count; n += 1) stream.says(from + n, `price ${n}`, { type: 'price' });
};

test.each([
  ['a component takes its listener away and closes', 8.001],
  ['it leaves the stream open, and nothing comes', undefined],
])('%s', (_, closed) => {
  const said = found(['price'], (stream, drops) => {
    prices(stream, 2);
    drops(8, 'price');
    if (closed !== undefined) stream.closed(closed);
  });
  expect(said).toEqual([]);
});

test('the first message is listened to once, the others are of another type', () => {
  const said = found(['init', 'price'], (stream, drops) => {
    stream.says(1.5, '{}', { type: 'init' });
    drops(1.501, 'init');
    prices(stream, 2);
  });
  expect(said).toEqual([]);
});

test('`onmessage` is set to null, and named types go on', () => {
  const said = found(['message', 'price'], (stream, drops) => {
    stream.says(2, 'hello');
    drops(3, 'message');
    prices(stream, 4);
  });
  expect(said).toEqual([]);
});

test('what goes on coming is counted from then on', () => {
  const said = found(['price'], (stream, drops) => {
    prices(stream, 2);
    drops(8, 'price');
    prices(stream, 9, 4);
  });
  expect(said).toEqual(
    expect.arrayContaining([
      ['no-listener', 4],
      ['unheard-type', 4],
    ]),
  );
});
