import { describe, expect, test } from 'vitest';
import { createCapture, type CaptureOptions } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import { retryInForce } from '../../../../src/core/model/derive-attempt.ts';
import type { NetworkObservation } from '../../../../src/core/model/observation.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { draw, EPOCH } from '../drawing.ts';
import { shownRows } from '../rows-of.ts';

const OPEN = 'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\n';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const came = (at: number, offset: number, text: string, request = 'r1'): NetworkObservation => ({
  kind: 'bytes',
  of: { request },
  at: EPOCH + at,
  offset,
  bytes: encode(text),
});
const captured = (drawing: string, network: readonly NetworkObservation[], more: CaptureOptions = {}): Capture => {
  const capture = createCapture(more);
  for (const observation of [...draw(drawing), ...network]) {
    record(capture, observation);
    if (observation.kind === 'bytes') catchUp(capture);
  }
  catchUp(capture);
  return capture;
};
const rows = (capture: Capture): [string, string, string][] => shownRows(capture, 1).map(({ kind, type, data }) => [kind, type, data]);

describe('bytes of an attempt', () => {
  test('become messages, comments and retries, where they end', () => {
    const capture = captured(OPEN, [came(5, 0, 'retry: 0250\n: hi\nda'), came(7, 19, 'ta: one\n\nevent: tick\nda')]);
    expect(rows(capture)).toEqual([
      ['retry', '', '0250'],
      ['comment', '', ' hi'],
      ['message', 'message', 'one'],
    ]);
    expect(capture.connections.get(1)!.connection.attempts[0]).toMatchObject({
      retryWritten: 250,
      messageCount: 1,
      raw: { length: 42, from: 'wire', complete: false, chunks: 2, dropped: 0 },
    });
  });

  test('a clean end makes the text complete', () => {
    const capture = captured(OPEN, [came(5, 0, 'data: a\n\n'), { kind: 'bytes-ended', of: { request: 'r1' }, at: EPOCH + 6, clean: true }]);
    expect(capture.connections.get(1)!.connection.attempts[0]!.raw).toMatchObject({ complete: true, length: 9 });
  });

  test('a body that ended cleanly without a byte is an empty text; one that was cut is none', () => {
    const ended = (clean: boolean): NetworkObservation => ({ kind: 'bytes-ended', of: { request: 'r1' }, at: EPOCH + 9, clean });
    const rawOf = (clean: boolean) => captured(OPEN, [ended(clean)]).connections.get(1)!.connection.attempts[0]!.raw;
    expect(rawOf(true)).toEqual({ length: 0, from: 'wire', complete: true, chunks: 0, dropped: 0 });
    expect(rawOf(false)).toBeUndefined();
  });

  test('after a hole the next whole block is read, and the text is not complete', () => {
    const capture = captured(OPEN, [
      came(5, 0, 'data: a\n\ndata: b'),
      { kind: 'bytes-lost', of: { request: 'r1' }, at: EPOCH + 6, offset: 16, length: 100 },
      came(7, 116, 'rest\nid: 9\n'),
      came(8, 127, '\r\ndata: c\n\n'),
      { kind: 'bytes-ended', of: { request: 'r1' }, at: EPOCH + 9, clean: true },
    ]);
    expect(rows(capture).map(([, , data]) => data)).toEqual(['a', 'c']);
    expect(capture.gaps).toEqual([{ connection: 1, at: EPOCH + 6, lost: 0, why: 'overflow' }]);
    expect(capture.connections.get(1)!.connection.attempts[0]!.raw).toMatchObject({ complete: false, length: 138 });
  });

  test('the retry that was written is in force, and not what was observed', () => {
    const again = `${OPEN}a 10ms end r1\na 11ms error\na 1263ms request r2\na 1265ms response r2\na 1266ms open\na 1270ms end r2\na 1271ms error\n`;
    const capture = captured(again, [came(5, 0, 'retry: 1250\n\n')]);
    const entry = capture.connections.get(1)!;
    expect(entry.connection.attempts[1]).toMatchObject({ retryInForce: 1250, retryFrom: 'wire', reconnectDelay: 1253 });
    expect(retryInForce(entry, 3000)).toEqual({ ms: 1250, from: 'wire' });
  });

  test('another delay than the one that was written is what counts', () => {
    const again = `${OPEN}a 10ms end r1\na 11ms error\na 1263ms request r2\na 1265ms response r2\na 1266ms open\na 1270ms end r2\na 1271ms error\na 1471ms request r3\na 1475ms response r3\na 1476ms open\n`;
    const capture = captured(again, [came(5, 0, 'retry: 1250\n\n')]);
    expect(retryInForce(capture.connections.get(1)!, 3000)).toEqual({ ms: 201, from: 'observed' });
  });

  test('Firefox raises what is below 500', () => {
    const capture = captured(OPEN, [came(5, 0, 'retry: 100\n\n')], { dialect: 'firefox' });
    expect(capture.connections.get(1)!.connection.attempts[0]!.retryWritten).toBe(100);
    expect(retryInForce(capture.connections.get(1)!, 5000)).toEqual({ ms: 500, from: 'wire', written: 100 });
  });

  test('the oldest go when there is no room, and that is said', () => {
    const capture = captured(OPEN, [came(5, 0, `data: ${'a'.repeat(60)}\n\n`), came(6, 68, `data: ${'b'.repeat(60)}\n\n`)], { limits: { rawBytes: 100 } });
    expect([...capture.limitsReached]).toEqual(['rawBytes']);
    expect(capture.rawHeld).toBe(68);
    expect(capture.connections.get(1)!.connection.attempts[0]!.raw).toMatchObject({ length: 136, dropped: 68 });
    expect(rows(capture)).toHaveLength(2);
  });

  test('bytes of a request that nobody knows are kept until it is known', () => {
    const capture = createCapture();
    record(capture, came(5, 0, 'data: a\n\n'));
    for (const observation of draw(OPEN)) record(capture, observation);
    catchUp(capture);
    expect(rows(capture)).toEqual([['message', 'message', 'a']]);
  });
});
