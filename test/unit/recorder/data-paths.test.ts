import { expect, test } from 'vitest';
import { createCapture } from '../../../src/core/model/capture.ts';
import { record } from '../../../src/core/model/record.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { dataPaths } from '../../../src/recorder/data-paths.ts';
import { draw, EPOCH } from '../core/drawing.ts';

test('paths of the newest messages, the most frequent first, each of which can be asked for', () => {
  const capture = createCapture();
  for (const observation of draw('a 0ms create https://s.test/a\na 0ms open')) record(capture, observation);
  const send = (data: string): void => record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH, type: 'x', lastEventId: '', data });
  send('{"price":1,"a b":{"c":true},"list":[{"id":1},{"other":2}]}');
  send('{"price":2}');
  send('no json');
  send('{broken');
  send('7');
  expect(dataPaths(capture.log)).toEqual(['.price', '.list[*].id', '["a b"].c']);
  for (const path of dataPaths(capture.log)) expect(parseQuery(`data${path}:1`).fault).toBeNull();
  for (let n = 0; n < 300; n += 1) send('{"newer":1}');
  expect(dataPaths(capture.log)).toEqual(['.newer']);
});
