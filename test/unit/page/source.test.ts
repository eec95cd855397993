import { expect, test } from 'vitest';
import { bare } from '../../../src/page/source.ts';
import { makeSource } from './page-globals.ts';

test('names of the page’s choosing are no more than names', () => {
  const { listenerCounts, signalled, tapped, toldTypes } = makeSource(1);
  for (const table of [listenerCounts, signalled, tapped, toldTypes, bare()]) {
    expect(Object.getPrototypeOf(table)).toBeNull();
    expect('constructor' in table).toBe(false);
  }
});
