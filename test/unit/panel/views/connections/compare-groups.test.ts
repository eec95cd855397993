import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { CompareWish, Host } from '../../../../../src/panel/state/host.ts';
import { compareGroups } from '../../../../../src/panel/views/connections/compare-groups.ts';
import type { ConnectionRow } from '../../../../../src/wire/protocol/questions.ts';

const rowOf = (id: number, url = `https://shop.example/${id}`): ConnectionRow => ({ id, url }) as ConnectionRow;

function setup(rows: ConnectionRow[], canCompare = true) {
  const wishes: CompareWish[] = [];
  const host = { page: signal({ url: '', title: 'Shop' }), ...(canCompare && { compare: (wish: CompareWish) => wishes.push(wish) }) } as unknown as Host;
  const groups = compareGroups({ host, connections: signal(rows) }, 1);
  const choose = (label: string): CompareWish => {
    const item = groups[0]?.items.find((one) => one.kind === 'action' && one.label.startsWith(label));
    if (item?.kind !== 'action') throw new Error(`there is no ${label}`);
    item.onChoose();
    return wishes.at(-1)!;
  };
  return { groups, choose, labels: groups.flatMap(({ items }) => items.map((item) => ('label' in item ? item.label : ''))) };
}

describe('what a connection can be compared with', () => {
  it('is another one, of the same URL first, then the newest; a recording, or a file', () => {
    const { labels, groups, choose } = setup([rowOf(1), rowOf(2), rowOf(3, 'https://shop.example/1'), rowOf(4)]);
    expect(groups[0]!.label).toBe('Compare #1 with');
    expect(labels).toEqual(['#3 /1', '#4 /4', '#2 /2', 'A recording or a file…']);
    expect(choose('#2')).toMatchObject({ name: 'Shop', left: 1, right: 2 });
    expect(choose('A recording')).toMatchObject({ left: 1, right: null });
  });

  it('is one of all on the page of the comparison when there are many', () => {
    const { labels, choose } = setup(Array.from({ length: 30 }, (_, n) => rowOf(n + 1)));
    expect(labels).toHaveLength(10);
    expect(labels[8]).toBe('Another of 29…');
    expect(choose('Another')).toMatchObject({ left: 1, right: 30 });
  });

  it('is nothing where nobody can compare, or the connection is gone', () => {
    expect(setup([rowOf(1), rowOf(2)], false).groups).toEqual([]);
    expect(setup([rowOf(2)]).groups).toEqual([]);
  });
});
