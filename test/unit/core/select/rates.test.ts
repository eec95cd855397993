import { expect, test } from 'vitest';
import { rates } from '../../../../src/core/select/rates.ts';
import fc from '../../../property.ts';
import { captureOf, draw, EPOCH } from '../drawing.ts';

const types = ['a', 'b', 'c', 'd'];

test('counts as a plain loop does, whatever lies in which block', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.integer({ min: 0, max: 5000 }), type: fc.constantFrom(...types) }), { maxLength: 300 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(5000),
      fc.integer({ min: 1, max: 6000 }),
      // Above the rows of a block: each message stands for many, so that whole blocks fall into one bucket.
      fc.constantFrom(1, 400),
      (drawn, buckets, from, span, times) => {
        const messages = drawn.toSorted((one, other) => one.at - other.at).flatMap((message) => Array.from({ length: times }, () => message));
        const capture = captureOf([
          ...draw('a 0ms create\na 0ms open'),
          ...messages.map(({ at, type }) => ({ kind: 'message' as const, session: 'doc', source: 1, at, type, lastEventId: '', data: '' })),
        ]);
        const got = rates(capture, from, from + span, buckets, 2);
        const named = got.types.map(({ type }) => type);
        expect(named).toEqual(named.toSorted());
        const plain = new Map([...named, ''].map((type) => [type, new Uint32Array(buckets)]));
        for (const { at, type } of messages) {
          if (at < from || at >= from + span) continue;
          plain.get(named.includes(type) ? type : '')![Math.min(buckets - 1, Math.floor((at - from) * (buckets / span)))]! += 1;
        }
        for (const { type, counts } of got.types) expect(counts).toEqual(plain.get(type));
        expect(got.others).toEqual(plain.get(''));
      },
    ),
    { numRuns: 40 },
  );
});

test('attempts where they began, failures where they ended', () => {
  const capture = captureOf(
    draw('a 0ms create\na 1ms request r1\na 9ms response r1\na 10ms open\na 20ms message tick\na 30ms cut r1\na 31ms error\na 95ms close'),
  );
  const got = rates(capture, EPOCH, EPOCH + 100, 10, 4);
  expect([...got.attempts]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...got.failures]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(got.types.map(({ type, counts }) => [type, counts[2]])).toEqual([['tick', 1]]);
});

test('an end that may have been a clean one is no failure; one before it opened is', () => {
  const failures = (drawing: string): number[] => [...rates(captureOf(draw(drawing)), EPOCH, EPOCH + 100, 2, 4).failures];
  expect(failures('a 0ms create\na 10ms open\na 30ms error')).toEqual([0, 0]);
  expect(failures('a 0ms create\na 30ms error')).toEqual([1, 0]);
});
