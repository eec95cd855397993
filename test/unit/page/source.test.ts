import { expect, test } from 'vitest';
import { bare } from '../../../src/page/source.ts';
import { makeSource } from './page-globals.ts';

test('names of the page’s choosing are no more than names', () => {
  const { types, listenedTo, tapped, lifecycleHeard } = makeSource(1);
  for (const table of [types, listenedTo, tapped, lifecycleHeard, bare()]) {
    expect(Object.getPrototypeOf(table)).toBeNull();
    expect('constructor' in table).toBe(false);
  }
});
