import { describe, expect, it } from 'vitest';
import { nextSort, sortConnections } from '../../../../../src/panel/views/connections/sort-connections.ts';
import { columns } from '../../../../../src/panel/views/connections/columns.ts';
import { rowOf } from '../../state/fake-host.ts';

const rows = [
  rowOf({ id: 1, url: 'http://b/', messages: 5, state: 'open' }),
  rowOf({ id: 2, url: 'http://a/', messages: 5, state: 'failed' }),
  rowOf({ id: 3, url: 'http://c/', messages: 50, state: 'closed' }),
];
const order = (column: string, descending: boolean): number[] => sortConnections(rows, { column, descending }).map(({ id }) => id);

describe('connections', () => {
  it('stand as they came unless sorted, and for a column that is not known', () => {
    expect(sortConnections(rows, null)).toBe(rows);
    expect(order('nonsense', true)).toEqual([1, 2, 3]);
  });

  it('are sorted by what is shown; equal ones stay as they came', () => {
    expect(order('url', false)).toEqual([2, 1, 3]);
    expect(order('messages', true)).toEqual([3, 1, 2]);
    expect(order('messages', false)).toEqual([1, 2, 3]);
    expect(order('state', false)).toEqual([3, 2, 1]);
    expect(order('number', true)).toEqual([3, 2, 1]);
  });

  it('can be sorted by every column', () => {
    for (const { name } of columns) expect(order(name, false)).toHaveLength(3);
  });
});

it('a column is sorted one way, the other way, and not at all', () => {
  const first = nextSort(null, 'messages');
  expect(first).toEqual({ column: 'messages', descending: true });
  expect(nextSort(first, 'messages')).toEqual({ column: 'messages', descending: false });
  expect(nextSort(nextSort(first, 'messages'), 'messages')).toBeNull();
  expect(nextSort(first, 'url')).toEqual({ column: 'url', descending: false });
});
