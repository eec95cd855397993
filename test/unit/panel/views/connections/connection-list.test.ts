import { describe, expect, it } from 'vitest';
import { stepOfKey, stepTo } from '../../../../../src/panel/parts/list-steps.ts';
import { listRows } from '../../../../../src/panel/views/connections/connection-list.ts';
import { rowOf } from '../../state/fake-host.ts';

const connections = [
  rowOf({ id: 1, origin: 'http://a', state: 'open' }),
  rowOf({ id: 2, origin: 'http://b', state: 'closed' }),
  rowOf({ id: 3, origin: 'http://a', state: 'failed' }),
];
const shape = (collapsed: string[] = []): string[] =>
  listRows(connections, new Set(collapsed)).map((row) =>
    row.kind === 'group' ? `${row.origin} ${row.open}/${row.count}${row.expanded ? '' : ' closed'}` : `#${row.row.id}`,
  );

describe('the list of connections', () => {
  it('groups by origin, in the order in which origins and connections were met', () => {
    expect(shape()).toEqual(['http://a 1/2', '#1', '#3', 'http://b 0/1', '#2']);
  });

  it('leaves out the members of a group that is closed', () => {
    expect(shape(['http://a'])).toEqual(['http://a 1/2 closed', 'http://b 0/1', '#2']);
  });

  it('gives every row a key of its own', () => {
    const keys = listRows(connections, new Set()).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('steps of the keyboard', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 4, 4],
    ['ArrowUp', -1, 4],
    ['ArrowUp', 0, 0],
    ['PageDown', 1, 3],
    ['PageUp', 1, 0],
    ['Home', 3, 0],
    ['End', 0, 4],
  ])('%s from %d leads to %d', (key, at, to) => {
    const step = stepOfKey(key);
    expect(step === undefined ? undefined : stepTo(step, at, 5, 2)).toBe(to);
  });

  it('are none of other keys', () => {
    expect(stepOfKey('a')).toBeUndefined();
    expect(stepOfKey('toString')).toBeUndefined();
  });
});
