import { describe, expect, it } from 'vitest';
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
