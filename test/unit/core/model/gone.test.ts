import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import { EPOCH } from '../drawing.ts';

test('messages of an attempt that went with its document before the hook told that it had opened', () => {
  const capture = createCapture();
  const url = 'https://x.test/s';
  const page = { session: 's', source: 1 };
  record(capture, { kind: 'document', session: 's', at: EPOCH, url: 'https://x.test/', title: '', frame: { frameId: 0 } });
  record(capture, { kind: 'created', ...page, at: EPOCH, url, withCredentials: false, stack: '' });
  record(capture, { kind: 'opened', ...page, at: EPOCH + 10 });
  record(capture, { kind: 'failed', ...page, at: EPOCH + 100, readyState: 0 });
  record(capture, { kind: 'document-gone', session: 's', at: EPOCH + 3200 });
  const exchange = { kind: 'exchange', revision: 0, seenAt: EPOCH + 4000, method: 'GET', url, requestHeaders: [], status: 200, timings: { wait: 5 } } as const;
  record(capture, { ...exchange, exchange: 'e1', startedAt: EPOCH, endedAt: EPOCH + 100 });
  record(capture, { ...exchange, exchange: 'e2', startedAt: EPOCH + 3100, endedAt: EPOCH + 3200 });
  record(capture, { kind: 'exchange-messages', exchange: 'e2', first: 0, messages: [{ at: EPOCH + 3150, type: 'message', lastEventId: '', data: 'late' }] });
  catchUp(capture, EPOCH + 20_000);
  const [entry] = capture.connections.values();
  expect(entry!.connection.attempts.map(({ messageCount }) => messageCount)).toEqual([0, 1]);
  expect(entry!.connection.state).toBe('closed');
});
