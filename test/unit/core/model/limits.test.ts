import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { clearCapture } from '../../../../src/core/model/clear.ts';
import { BLOCK_ROWS } from '../../../../src/core/model/message-block.ts';
import { firstIndex, heldMessages } from '../../../../src/core/model/message-log.ts';
import { record } from '../../../../src/core/model/record.ts';
import { setLimits } from '../../../../src/core/model/set-limits.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { captureFrom, connectionOf, draw, EPOCH } from '../drawing.ts';
import { rowsOf, shownIndexes } from '../rows-of.ts';

const streaming = (
  limits: Partial<Capture['limits']>,
): { capture: Capture; send: (count: number, of?: { id?: (n: number) => string; data?: string; source?: number }) => void } => {
  const capture = createCapture({ limits });
  for (const observation of draw('a 0ms create https://s.test/a\nb 0ms create https://s.test/b\na 1ms open\nb 1ms open')) record(capture, observation);
  let n = 0;
  return {
    capture,
    send(count, { id = () => '', data = 'x', source = 1 } = {}) {
      for (let i = 0; i < count; i += 1, n += 1)
        record(capture, { kind: 'message', session: 'doc', source, at: EPOCH + 2 + n, type: 'tick', lastEventId: id(n), data });
    },
  };
};

test('the oldest messages go, a block at a time, and are counted', () => {
  const { capture, send } = streaming({ messages: 10_000 });
  send(5000, { source: 2 });
  send(20_000);
  expect(heldMessages(capture.log)).toBeLessThanOrEqual(10_000);
  expect(heldMessages(capture.log)).toBeGreaterThan(10_000 - BLOCK_ROWS);
  expect(capture.dropped).toBe(25_000 - heldMessages(capture.log));
  expect(capture.lost).toBe(capture.dropped);
  expect(capture.gaps).toMatchObject([{ lost: capture.dropped, why: 'limit' }]);
  expect([...capture.limitsReached]).toEqual(['messages']);
  expect([connectionOf(capture, 2).lost, connectionOf(capture, 2).messageCount]).toEqual([5000, 5000]);
  expect(shownIndexes(capture, 2)).toHaveLength(0);
  expect(shownIndexes(capture, 1)).toHaveLength(heldMessages(capture.log));
});

test('a lower limit drops at once, and counts what it dropped', () => {
  const { capture, send } = streaming({});
  send(20_000);
  setLimits(capture, { messages: 5000 });
  expect(heldMessages(capture.log)).toBeLessThanOrEqual(5000);
  expect(capture.dropped).toBe(20_000 - heldMessages(capture.log));
  expect([...capture.limitsReached]).toEqual(['messages']);
  expect(capture.limits).toMatchObject({ messages: 5000, attempts: 10_000 });
  send(10_000);
  expect(heldMessages(capture.log)).toBeLessThanOrEqual(5000);
});

test('big messages are bounded by their text', () => {
  const { capture, send } = streaming({ dataLength: 20_000_000 });
  const data = 'y'.repeat(1_000_000);
  send(100, { data });
  expect(capture.log.textLength).toBeLessThanOrEqual(20_000_000);
  expect(heldMessages(capture.log)).toBeGreaterThan(10);
  expect(heldMessages(capture.log) + capture.dropped).toBe(100);
});

test('one message above the limit is held all the same', () => {
  const { capture, send } = streaming({ dataLength: 1000 });
  send(1, { data: 'z'.repeat(10_000_000) });
  expect(heldMessages(capture.log)).toBe(1);
});

test('ids count as text, and one that stays is held once in a block', () => {
  const { capture, send } = streaming({ dataLength: 50_000_000 });
  const long = 'i'.repeat(100_000);
  send(4000, { id: () => long });
  expect(capture.log.textLength).toBeLessThan(200_000);
  send(2000, { id: (n) => `${long}${n}` });
  expect(capture.log.textLength).toBeLessThanOrEqual(50_000_000);
  expect(capture.dropped).toBeGreaterThan(0);
});

test('a connection that is silent keeps no block alive', () => {
  const { capture, send } = streaming({ messages: 5000 });
  send(1, { source: 2, id: () => 'last' });
  send(20_000);
  expect(JSON.stringify(capture.connections.get(2)!.idPlace)).toBe('{"block":0,"place":0,"value":"last"}');
});

test('a message of a source that is not known is counted as lost', () => {
  const capture = captureFrom('a 0ms create');
  record(capture, { kind: 'message', session: 'nobody', source: 9, at: EPOCH, type: 'x', lastEventId: '', data: '' });
  expect(capture.lost).toBe(1);
});

test('the oldest attempts go, and connections that are over with them', () => {
  const capture = createCapture({ limits: { attempts: 20 } });
  const drawing = ['a 0ms create https://s.test/a', 'a 1ms open'];
  for (let n = 0; n < 30; n += 1) drawing.push(`a ${10 + n * 10}ms error`, `a ${15 + n * 10}ms open`);
  for (let n = 0; n < 10; n += 1) drawing.push(`c${n} ${500 + n}ms create https://s.test/c`, `c${n} ${600 + n}ms fatal`);
  for (const observation of draw(drawing.join('\n'))) record(capture, observation);
  const a = connectionOf(capture);
  expect(capture.attempts).toBe(20);
  expect(a.attempts.length + a.droppedAttempts).toBe(31);
  expect(a.attempts[0]!.n).toBe(a.droppedAttempts + 1);
  expect(capture.limitsReached.has('attempts')).toBe(true);
  const many: string[] = [];
  for (let n = 0; n < 100; n += 1) many.push(`later/d${n} ${1000 + n}ms create https://s.test/d`, `later/d${n} ${1000 + n}ms fatal`);
  for (const observation of draw(many.join('\n'))) record(capture, observation);
  expect(capture.attempts).toBe(20);
  // The one that lives stays with its newest attempt.
  expect(connectionOf(capture).attempts.map((attempt) => attempt.n)).toEqual([31]);
  expect(capture.connections.size).toBe(20);
  expect([...capture.join.groups.values()].reduce((sum, group) => sum + group.slots.length, 0)).toBeLessThanOrEqual(22);
});

test('the ledger does not grow for ever', () => {
  const capture = createCapture({ limits: { attempts: 100 } });
  const drawing = ['a 0ms create', 'a 1ms open'];
  for (let n = 0; n < 10_000; n += 1) drawing.push(`a ${10 + n * 10}ms error`, `a ${15 + n * 10}ms open`);
  for (const observation of draw(drawing.join('\n'))) record(capture, observation);
  expect(capture.ledger.entries.length).toBeLessThan(5000);
  expect(capture.ledger.entries[0]!.fact.kind).toBe('connection');
});

test('clear forgets what is over and keeps what lives', () => {
  const capture = captureFrom(
    'a 0ms create https://s.test/a\na 1ms open\na 2ms message tick #5 x\na 3ms error\na 1003ms open\na 1004ms message tick #6 y\nb 5ms create https://s.test/b\nb 6ms fatal\na 1005ms lost 3 overflow',
  );
  clearCapture(capture);
  expect(capture.connections.size).toBe(1);
  expect(connectionOf(capture)).toMatchObject({
    state: 'open',
    messageCount: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '6',
    droppedAttempts: 1,
    attempts: [{ n: 2, messageCount: 0 }],
  });
  expect([heldMessages(capture.log), firstIndex(capture.log), capture.lost, capture.gaps.length]).toEqual([0, 2, 0, 0]);
  record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2000, type: 'tick', lastEventId: '6', data: 'z' });
  expect(rowsOf(capture)).toMatchObject([{ index: 2, seq: 0, lastEventId: '6' }]);
  expect(capture.log.textLength).toBe('tick6z'.length); // of all that went nothing is held
  // The delay observed before is still known.
  expect(connectionOf(capture).attempts[0]).toMatchObject({ reconnectDelay: 1000 });
});
