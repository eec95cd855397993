import { expect, test } from 'vitest';
import { createPieceText } from '../../../../src/core/journal/piece-text.ts';

test('a piece is full at its length, is taken as one text, and is not kept after that', () => {
  const piece = createPieceText(10);
  piece.add('12345');
  expect(piece.full).toBe(false);
  piece.add('67890');
  expect(piece.full).toBe(true);
  expect(piece.take()).toBe('1234567890');
  expect(piece.take()).toBe('');
});

test('a piece is full of work, too, without any text', () => {
  const piece = createPieceText(10);
  for (let i = 0; i < 19_999; i += 1) piece.step();
  expect(piece.full).toBe(false);
  piece.step();
  expect(piece.full).toBe(true);
});
