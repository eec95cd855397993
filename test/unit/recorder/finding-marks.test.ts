import { expect, it } from 'vitest';
import { createFindingMarks, type PinnedRemark } from '../../../src/recorder/finding-marks.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { createStory } from '../../workbench/story.ts';

const START = 1_700_000_000_000;

const remark = (id: PinnedRemark['rule']['id'], severity: PinnedRemark['severity'], at: Partial<PinnedRemark> = {}): PinnedRemark => ({
  rule: { id },
  severity,
  ...at,
});

it('name the worst of an attempt, a message, a line, and how many are beside it; each attempt is asked for once', () => {
  const asked: string[] = [];
  const marks = createFindingMarks((connection, n) => {
    asked.push(`${connection}.${n}`);
    return n === 1 ? [] : [remark('cacheable', 'note'), remark('torn-json', 'warning', { message: 7, line: 3 }), remark('bad-retry', 'warning', { line: 3 })];
  });
  expect(marks.attempt(1, 1)).toBeUndefined();
  expect(marks.attempt(1, 2)).toEqual({ rule: 'torn-json', severity: 'warning', others: 2 });
  expect(marks.message(1, 2, 7)).toEqual({ rule: 'torn-json', severity: 'warning', others: 0 });
  expect(marks.message(1, 2, 8)).toBeUndefined();
  expect(marks.line(1, 2, 3)).toEqual({ rule: 'torn-json', severity: 'warning', others: 1 });
  expect(marks.line(1, 2, 4)).toBeUndefined();
  expect(asked).toEqual(['1.1', '1.2']);
});

function setup() {
  const recorder = createRecorder({ now: () => START + 60_000, schedule: () => undefined });
  const story = createStory(START);
  const stream = story.document('https://shop.example/orders').stream(1, 'https://shop.example/a');
  stream.opens(1);
  stream.says(1.5, 'odd', { type: 'error' });
  stream.ends(2);
  stream.opens(6);
  stream.cut(7);
  stream.opens(11);
  recorder.observe(story.observations());
  recorder.ask('overview');
  return recorder;
}

const WHOLE = { connections: [1], from: START, to: START + 60_000, buckets: 1000 };

it('come with attempts, messages and lanes', () => {
  const recorder = setup();
  const attempts = recorder.ask('attempts', { connection: 1, from: 1, to: 9 });
  expect(attempts.map(({ finding }) => finding?.rule)).toEqual(['reserved-type', 'cut-off', undefined]);
  expect(recorder.ask('timeline', WHOLE)[0]?.attempts.map(({ finding }) => finding?.severity)).toEqual(['warning', 'warning', undefined]);
  const [row] = recorder.ask('messages', { filter: {}, from: 0, to: 9 }).rows;
  expect(row?.finding).toEqual({ rule: 'reserved-type', severity: 'warning', others: 0 });
  expect(recorder.ask('message', { index: row!.index })?.finding).toEqual(row?.finding);
});

it('are not drawn of rules that are off', () => {
  const recorder = setup();
  recorder.ask('setSettings', { settings: { rulesOff: [{ origin: 'https://shop.example', rule: 'cut-off' }] } });
  expect(recorder.ask('attempts', { connection: 1, from: 2, to: 3 })[0]?.finding).toBeUndefined();
  expect(recorder.ask('attempts', { connection: 1, from: 1, to: 2 })[0]?.finding?.rule).toBe('reserved-type');
});
