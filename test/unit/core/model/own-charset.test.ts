/** An XHR may read the stream by a charset of its own: what it reads and what the network log lists are one row each all the same. */
import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { Observation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import { draw, EPOCH } from '../drawing.ts';

const URL = 'https://s.test/stream';

/** Data of the rows of an XHR that read `read`, of which the log lists `listed`, before or after. */
function rows(read: readonly string[], listed: readonly string[], order: 'log first' | 'page first'): string[] {
  const headers = [{ name: 'content-type', value: 'text/event-stream' }];
  const asked = { method: 'GET', url: URL, startedAt: EPOCH + 10, requestHeaders: [], status: 200, responseHeaders: headers };
  const begun: Observation = {
    kind: 'reading',
    session: 'doc',
    source: 1,
    at: EPOCH + 12,
    api: 'xhr',
    format: 'event-stream',
    responseUrl: URL,
    statusText: 'OK',
    bodyLength: 0,
    withCredentials: false,
    stack: '',
    ...asked,
  };
  const page: Observation[] = read.map((data, n) => ({
    kind: 'bytes',
    of: { session: 'doc', source: 1 },
    at: EPOCH + 20 + n,
    offset: new TextEncoder().encode(
      read
        .slice(0, n)
        .map((before) => `data: ${before}\n\n`)
        .join(''),
    ).length,
    bytes: new TextEncoder().encode(`data: ${data}\n\n`),
    decoded: true,
  }));
  const log: Observation[] = [
    { kind: 'exchange', exchange: 'x', revision: 0, seenAt: EPOCH + 5000, ...asked, timings: { wait: 2 } },
    { kind: 'exchange-messages', exchange: 'x', first: 0, messages: listed.map((data, n) => ({ at: EPOCH + 20 + n, type: 'message', lastEventId: '', data })) },
  ];
  const capture = createCapture();
  for (const observation of [...draw('a 0ms show'), begun]) record(capture, observation);
  for (const part of order === 'log first' ? [log, page] : [page, log]) {
    for (const observation of part) record(capture, observation);
    catchUp(capture, EPOCH + 10_000);
  }
  return capture.log.blocks.flatMap((block) => block.data.slice(0, block.rows));
}

const PAIRS = [
  ['Ã¼', 'ü'],
  ['same', 'same'],
  ['same', 'same'],
  ['ð\x9f\x8e‰!', '🎉!'],
  ['ä', '\ufffd'],
] as const;
const READ = PAIRS.map(([read]) => read);
const LISTED = PAIRS.map(([, listed]) => listed);

test.each([
  ['page first', READ],
  ['log first', LISTED],
] as const)('%s', (order, expected) => {
  expect(rows(READ, LISTED, order)).toEqual(expected);
});

test('other characters are other messages', () => {
  expect(rows(['ö'], ['ä', 'ö'], 'page first').toSorted()).toEqual(['ä', 'ö']);
});
