/** Files that are damaged at random: an error in words or a capture, never a throw; and what is exported of it is read again. */
import { expect, test } from 'vitest';
import { createDiagnosis } from '../../../src/core/explain/diagnosis.ts';
import { EXPORT_FORMATS, EXPORT_FORMAT_NAMES } from '../../../src/core/export/formats.ts';
import fc from '../../property.ts';
import { sized } from '../../sizes.ts';
import { captureFrom } from '../core/drawing.ts';
import { exportText, importText, META } from '../core/export/round.ts';

const capture = captureFrom(`
  a 0ms create https://s.test/a?token=x
  a 1ms open
  a 2ms message one
  a 3ms message two
  a 100ms error
  a 3100ms open
  a 3101ms message three`);
const FILES = EXPORT_FORMAT_NAMES.map((format) => exportText(capture, format));
const WORDS = [
  'null',
  '-1',
  '1e999',
  '1e306',
  '4294967296',
  '9007199254740993',
  '"__proto__"',
  '[]',
  '{}',
  '"',
  '\\ud800',
  '\0',
  '\n',
  '\r',
  '\ufeff',
  ',',
  '}',
  ']',
];

type Damage = readonly [at: number, length: number, put: string];
const damage: fc.Arbitrary<Damage> = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 40 }),
  fc.oneof(fc.constantFrom('', ...WORDS), fc.string({ maxLength: 8 })),
);

test('any damage is an error in words, or a capture that can be looked at, exported and read again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.array(damage, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 500 }), (file, damages, size) => {
      let text = file;
      for (const [at, length, put] of damages) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + length);
      }
      const { capture: read } = importText(text, { size });
      createDiagnosis(read).update(META.createdAt + 1e6);
      for (const format of EXPORT_FORMAT_NAMES) {
        const written = exportText(read, format, { redact: true });
        if (EXPORT_FORMATS[format].lossless) expect(importText(written).error).toBeNull();
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }),
    { numRuns: sized(10_000, 100) },
  );
});
