import { expect, test } from 'vitest';
import { DEFAULT_DISK, readDiskSettings } from '../../../src/wire/protocol/disk.ts';

test('nothing is written to the disk unasked; who has answered is not asked again', () => {
  for (const nothing of [undefined, null, 'on', {}, { on: 'yes' }]) expect(readDiskSettings(nothing)).toMatchObject({ on: false, chosen: false });
  expect(readDiskSettings({ on: false })).toMatchObject({ on: false, chosen: true });
});

test('what an earlier version has saved holds', () => {
  const saved = { on: true, size: 20_000_000, inPrivate: true };
  expect(readDiskSettings(saved)).toEqual({ ...saved, chosen: true });
  expect(readDiskSettings({ on: true, size: 1 })).toEqual({ ...DEFAULT_DISK, on: true, chosen: true });
});
