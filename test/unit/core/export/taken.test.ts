/** What is said of what was taken out. */
import { expect, it } from 'vitest';
import { sumTaken } from '../../../../src/core/export/taken.ts';
import { captureFrom } from '../drawing.ts';
import { exportPieces } from '../../../../src/core/export/export-file.ts';
import { META, ROW_FORMATS } from './round.ts';

it('is summed by place and name, the most frequent first', () => {
  const sums = sumTaken();
  sums.onTaken('header', 'Cookie', 'a');
  sums.onTaken('parameter', 'token', 'b');
  for (const secret of ['c', 'd']) sums.onTaken('parameter', 'token', secret);
  sums.onTaken('login', '@', 'e');
  expect(sums.list()).toEqual([
    { place: 'parameter', name: 'token', count: 3 },
    { place: 'header', name: 'Cookie', count: 1 },
    { place: 'login', name: '@', count: 1 },
  ]);
});

it('is bounded, however many names a page makes up, and none is lost from the sum', () => {
  const sums = sumTaken();
  for (let n = 0; n < 5000; n += 1) sums.onTaken('parameter', `${n} ${'x'.repeat(1000)}`, 's');
  const list = sums.list();
  expect(list.length).toBeLessThanOrEqual(201);
  expect(Math.max(...list.map(({ name }) => name.length))).toBeLessThanOrEqual(80);
  expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
});

it.each(ROW_FORMATS)('says how often something was taken out of a file: %s', (format) => {
  const capture = captureFrom('a 0ms create https://u:p@s.test/a?token=geheim\na 1ms open\na 2ms message x');
  const taken = (redact: boolean) => {
    const pieces = [...exportPieces(capture, { format, meta: META, redact, pieceLength: 1 })];
    return { text: pieces.map(({ text }) => text).join(''), list: pieces.at(-1)!.taken };
  };
  expect(taken(false).list).toEqual([]);
  const { text, list } = taken(true);
  expect(new Set(list.map(({ place, name }) => `${place} ${name}`))).toEqual(new Set(['login @', 'parameter token']));
  // A HAR writes the parameters of a URL twice, and the page's URL only where it has no title.
  if (format !== 'har') expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(text.split('REDACTED').length - 1);
  expect(JSON.stringify(list)).not.toContain('geheim');
});
