/** The network log is asked rarely, and without a request log there is nobody else to say how a request went. */
import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { EPOCH } from '../drawing.ts';

const url = 'https://x.test/s';

/** Two documents with a stream of one URL; the first waits to reconnect. */
function twoDocuments(): Capture {
  const capture = createCapture();
  for (const session of ['waits', 'opens']) {
    record(capture, { kind: 'document', session, at: EPOCH, url: 'https://x.test/', title: '', frame: { frameId: 0, documentId: session } });
  }
  const waits = { session: 'waits', source: 1 };
  record(capture, { kind: 'created', ...waits, at: EPOCH, url, withCredentials: false, stack: '' });
  record(capture, { kind: 'opened', ...waits, at: EPOCH + 10 });
  record(capture, { kind: 'failed', ...waits, at: EPOCH + 20, readyState: 0 });
  const opens = { session: 'opens', source: 1 };
  record(capture, { kind: 'created', ...opens, at: EPOCH + 1000, url, withCredentials: false, stack: '' });
  record(capture, { kind: 'opened', ...opens, at: EPOCH + 1100 });
  return capture;
}

const looked = { kind: 'exchange', exchange: 'e', method: 'GET', url, startedAt: EPOCH + 1001, requestHeaders: [] } as const;

test('a look that came before the answer gives the request to nobody, and the next one to whom it belongs', () => {
  const capture = twoDocuments();
  record(capture, { ...looked, revision: 0, seenAt: EPOCH + 1050, status: 0 });
  // The log is silent for long, and is asked again.
  catchUp(capture, EPOCH + 9000);
  const attempts = (): (string | undefined)[][] =>
    [...capture.connections.values()].map(({ connection }) => connection.attempts.map(({ httpVersion, messageCount }) => `${httpVersion} ${messageCount}`));
  expect(attempts()).toEqual([['undefined 0'], ['undefined 0']]);
  record(capture, { ...looked, revision: 1, seenAt: EPOCH + 9000, status: 200, httpVersion: 'h2', timings: { wait: 90 } });
  record(capture, { kind: 'exchange-messages', exchange: 'e', first: 0, messages: [{ at: EPOCH + 1200, type: 'note', lastEventId: '', data: 'x' }] });
  catchUp(capture, EPOCH + 9001);
  expect(attempts()).toEqual([['undefined 0'], ['h2 1']]);
});

test('who has waited for so long stands for the request of the attempt that waits', () => {
  const capture = twoDocuments();
  record(capture, { kind: 'closed', session: 'opens', source: 1, at: EPOCH + 2000, stack: '' });
  record(capture, { ...looked, startedAt: EPOCH + 3000, revision: 0, seenAt: EPOCH + 3600, status: 0 });
  catchUp(capture, EPOCH + 4000);
  const [waits] = capture.connections.values();
  expect(waits!.connection.attempts).toHaveLength(1);
  record(capture, { ...looked, startedAt: EPOCH + 3000, revision: 1, seenAt: EPOCH + 5200, status: 0 });
  catchUp(capture, EPOCH + 5200);
  // Without the request log nobody knows whether it stands in a queue or before a slow server.
  expect(waits!.connection.attempts.map(({ outcome }) => outcome)).toEqual([expect.any(String), 'connecting']);
});
