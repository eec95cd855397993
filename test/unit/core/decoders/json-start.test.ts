/** The beginning of a JSON text, without writing the rest of it. */
import { expect, test } from 'vitest';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { jsonStart } from '../../../../src/core/decoders/json-start.ts';

test('it is what JSON.stringify begins with', () => {
  const unit = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('😀😀😀😀', '\ud83d', '"\\\n', '__proto__', 'toString'));
  const value = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      unit,
      fc.double(),
      fc.constantFrom(null, true, undefined),
      fc.array(tie('json'), { maxLength: 5 }),
      fc.dictionary(unit, tie('json'), { maxKeys: 5 }),
    ),
  })).json;
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 90 }), (json, most) => {
      expect(jsonStart(json, most)).toBe((JSON.stringify(json) ?? 'null').slice(0, most));
    }),
    { numRuns: sized(1000, 40) },
  );
});

test('no more is read than is written', () => {
  let read = 0;
  const items = Array.from({ length: 1000 }, () => ({
    get name() {
      read += 1;
      return 'a name of some length';
    },
  }));
  expect(jsonStart(items, 61)).toBe(JSON.stringify(items.slice(0, 3)).slice(0, 61));
  // `JSON.stringify` of three is the rest.
  expect(read).toBeLessThanOrEqual(3 + 3);
});
