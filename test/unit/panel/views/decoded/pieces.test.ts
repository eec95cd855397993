/** Between words and messages, and the blocks in which a text is drawn. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { messageAt, nextMessage, spanOf } from '../../../../../src/panel/views/decoded/piece-at.ts';
import { blocksOf } from '../../../../../src/panel/views/decoded/text-blocks.ts';

const shown = { text: 'High tide', pieces: new Float64Array([0, 7, 5, 9, 8, 12]) };

test('each letter is of the message that brought it', () => {
  expect(Array.from(shown.text, (_, at) => messageAt(shown, at))).toEqual([7, 7, 7, 7, 7, 9, 9, 9, 12]);
  expect(messageAt({ text: '', pieces: new Float64Array() }, 0)).toBeUndefined();
});

test('each message has its span', () => {
  expect([7, 9, 12].map((message) => spanOf(shown, message))).toEqual([
    { from: 0, to: 5 },
    { from: 5, to: 8 },
    { from: 8, to: 9 },
  ]);
  expect(spanOf(shown, 8)).toBeUndefined();
});

describe('from piece to piece', () => {
  it.each([
    [9, 1, 12],
    [9, -1, 7],
    [12, 1, undefined],
    [7, -1, undefined],
    // Something else is selected: it begins at an end.
    [null, 1, 7],
    [99, -1, 12],
  ] as const)('from %s by %d', (from, by, to) => {
    expect(nextMessage(shown, from, by)).toBe(to);
  });
});

test('blocks make up the text, are cut at no character, and stay while it grows', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { maxLength: 6 }), fc.string({ maxLength: 3000 }), (texts, more) => {
      const text = texts.join('\n');
      const blocks = blocksOf(text);
      expect(blocks.map((block) => block.text).join('')).toBe(text);
      expect(blocks.every(({ from, text: part }) => part !== '' && text.startsWith(part, from))).toBe(true);
      expect(blocksOf(text + more).slice(0, Math.max(0, blocks.length - 1))).toEqual(blocks.slice(0, -1));
    }),
  );
  expect(
    blocksOf('😀'.repeat(5000))
      .map((block) => block.text)
      .every((part) => encodeURIComponent(part) !== ''),
  ).toBe(true);
});
