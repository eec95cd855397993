/** A hook that listens to types because it was asked to, while the network log goes on to list them. */
import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { EPOCH } from '../drawing.ts';
import { shownRows } from '../rows-of.ts';

const url = 'https://x.test/s';

/** One open stream with its exchange; the page listens to `message` alone. */
function opened() {
  const capture = createCapture();
  const page = { session: 's', source: 1 };
  record(capture, { kind: 'document', session: 's', at: EPOCH, url: 'https://x.test/', title: '', frame: { frameId: 0 } });
  record(capture, { kind: 'created', ...page, at: EPOCH, url, withCredentials: false, stack: '' });
  record(capture, { kind: 'listening', ...page, at: EPOCH, type: 'message' });
  record(capture, { kind: 'opened', ...page, at: EPOCH + 10 });
  record(capture, { kind: 'exchange', exchange: 'e', revision: 0, seenAt: EPOCH + 20, method: 'GET', url, startedAt: EPOCH, requestHeaders: [], status: 200 });
  let listed = 0;
  const lists = (...messages: [at: number, type: string, data: string][]): void => {
    const told = messages.map(([at, type, data]) => ({ at: EPOCH + at, type, lastEventId: '', data }));
    record(capture, { kind: 'exchange-messages', exchange: 'e', first: listed, messages: told });
    listed += told.length;
    catchUp(capture, EPOCH + 10_000);
  };
  const tells = (at: number, type: string, data: string): void => {
    record(capture, { kind: 'message', ...page, at: EPOCH + at, type, lastEventId: '', data });
    catchUp(capture, EPOCH + 10_000);
  };
  return { capture, lists, tells };
}

const rows = (capture: Capture): [string, string, boolean][] => {
  const [first] = capture.connections.keys();
  return shownRows(capture, first!).map(({ type, data, heard }) => [type, data, heard]);
};

test('what the log listed before the hook told it is one row, and nobody hears it', () => {
  const { capture, lists, tells } = opened();
  lists([100, 'note', 'a']);
  expect(capture.commands).toEqual([{ kind: 'hear', session: 's', source: 1, type: 'note' }]);
  lists([1000, 'note', 'b'], [1001, 'note', 'b']);
  tells(1000.5, 'note', 'b');
  tells(1001.5, 'note', 'b');
  expect(rows(capture)).toEqual([
    ['note', 'a', false],
    ['note', 'b', false],
    ['note', 'b', false],
  ]);
});

test('what the hook told before the log listed it is one row', () => {
  const { capture, lists, tells } = opened();
  lists([100, 'note', 'a']);
  tells(1000.5, 'note', 'b');
  tells(1001.5, 'message', 'c');
  lists([1000, 'note', 'b'], [1001, 'message', 'c'], [1002, 'note', 'd']);
  expect(rows(capture)).toEqual([
    ['note', 'a', false],
    ['note', 'b', false],
    ['message', 'c', true],
    ['note', 'd', false],
  ]);
});

test('one that reads the same and came long before is another one', () => {
  const { capture, lists, tells } = opened();
  lists([100, 'note', 'a']);
  tells(5000, 'note', 'a');
  lists([2000, 'note', 'a'], [4999, 'note', 'a']);
  expect(rows(capture)).toHaveLength(3);
});

test('the hook always tells of messages of type open and error: they are not asked for, and stand once', () => {
  const { capture, lists, tells } = opened();
  lists([100, 'error', 'e'], [101, 'open', 'o']);
  tells(100.5, 'error', 'e');
  tells(101.5, 'open', 'o');
  tells(200, 'error', 'e');
  lists([199.5, 'error', 'e']);
  expect(capture.commands).toEqual([]);
  expect(rows(capture).map(([type]) => type)).toEqual(['error', 'open', 'error']);
});

test('what is named as an event of the EventSource itself is heard by who listens for that, and by nobody else', () => {
  const { capture, lists, tells } = opened();
  lists([1000, 'error', 'a']);
  tells(1000.5, 'error', 'a');
  tells(2000.5, 'open', 'b');
  // The hook says that the page listens when it finds that out: when such a message comes.
  record(capture, { kind: 'listening', session: 's', source: 1, at: EPOCH + 3000.5, type: 'error' });
  lists([2000, 'open', 'b'], [3000, 'error', 'c'], [3001, 'error', 'd'], [3002, 'open', 'e']);
  tells(3000.5, 'error', 'c');
  expect(capture.commands).toEqual([]);
  expect(rows(capture)).toEqual([
    ['error', 'a', false],
    ['open', 'b', false],
    ['error', 'c', true],
    ['error', 'd', true],
    ['open', 'e', false],
  ]);
});

test('what the page does not listen to any more is told, and not heard; what the log lists late is heard where it was then', () => {
  const { capture, lists, tells } = opened();
  const page = { session: 's', source: 1 };
  record(capture, { kind: 'listening', ...page, at: EPOCH + 50, type: 'tick' });
  tells(100, 'tick', 'a');
  record(capture, { kind: 'unlistening', ...page, at: EPOCH + 150, type: 'tick' });
  record(capture, { kind: 'unlistening', ...page, at: EPOCH + 160, type: 'message' });
  record(capture, { kind: 'unlistening', ...page, at: EPOCH + 170, type: 'never' });
  expect([...capture.connections.values()][0]?.connection.heardTypes).toEqual([]);
  tells(200, 'tick', 'b');
  tells(210, 'message', 'c');
  record(capture, { kind: 'listening', ...page, at: EPOCH + 2000, type: 'tick' });
  tells(2100, 'tick', 'd');
  // The log goes over the same, after the page has begun anew: each is one row.
  lists([100, 'tick', 'a'], [200, 'tick', 'b'], [210, 'message', 'c'], [2100, 'tick', 'd']);
  expect(rows(capture)).toEqual([
    ['tick', 'a', true],
    ['tick', 'b', false],
    ['message', 'c', false],
    ['tick', 'd', true],
  ]);
  expect(capture.commands).toEqual([]);
});
