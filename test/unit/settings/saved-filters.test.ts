import { describe, expect, it } from 'vitest';
import { MAX_SAVED, SAVED_FILTERS, withSaved } from '../../../src/settings/saved-filters.ts';

const big = { name: 'big', query: 'size:>1MB' };

describe('saved filters', () => {
  it('come back, but for those that are not right', () => {
    const saved = [
      big,
      { name: 'big', query: 'other' },
      { name: ' ', query: 'x' },
      { name: 'x', query: '' },
      { name: 'x' },
      null,
      7,
      { name: 'y'.repeat(200), query: 'x' },
    ];
    expect(SAVED_FILTERS.keep?.(saved)).toEqual([big]);
    expect(SAVED_FILTERS.keep?.('x')).toEqual([]);
    expect(SAVED_FILTERS.keep?.(Array.from({ length: 99 }, (_, n) => ({ name: String(n), query: 'x' })))).toHaveLength(MAX_SAVED);
  });

  it('take the place of the one with the same name', () => {
    const two = withSaved([big], { name: ' pings ', query: ' type:ping ' });
    expect(two).toEqual([big, { name: 'pings', query: 'type:ping' }]);
    expect(withSaved(two, { name: 'big', query: 'size:>2MB' })).toEqual([{ name: 'big', query: 'size:>2MB' }, two[1]]);
    expect(withSaved(two, { name: '', query: 'x' })).toBe(two);
  });

  it('are so many and no more', () => {
    const full = Array.from({ length: MAX_SAVED }, (_, n) => ({ name: String(n), query: 'x' }));
    expect(withSaved(full, big)).toBe(full);
    expect(withSaved(full, { name: '3', query: 'y' })[3]).toEqual({ name: '3', query: 'y' });
  });
});
