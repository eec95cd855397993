import { expect, test } from 'vitest';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { draw, EPOCH } from '../core/drawing.ts';

test('paths of the newest messages, the most frequent first, each of which can be asked for', () => {
  const recorder = createRecorder({ now: () => EPOCH, schedule: () => undefined });
  recorder.observe(draw('a 0ms create https://s.test/a\na 0ms open'));
  const send = (data: string): void => recorder.observe({ kind: 'message', session: 'doc', source: 1, at: EPOCH, type: 'x', lastEventId: '', data });
  send('{"price":1,"a b":{"c":true},"list":[{"id":1},{"other":2}]}');
  send('{"price":2}');
  send('no json');
  send('{broken');
  send('7');
  expect(recorder.ask('dataPaths')).toEqual(['.price', '.list[*].id', '["a b"].c']);
  for (const path of recorder.ask('dataPaths')) expect(parseQuery(`data${path}:1`).fault).toBeNull();
  for (let n = 0; n < 300; n += 1) send('{"newer":1}');
  expect(recorder.ask('dataPaths')).toEqual(['.newer']);
});
