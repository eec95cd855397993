import { describe, expect, it, vi } from 'vitest';
import { createFollowing } from '../../../../src/panel/parts/grid/following.ts';
import type { DataGridProps, GridList } from '../../../../src/panel/parts/grid/grid-list.ts';
import { createSelection } from '../../../../src/panel/parts/grid/selection.ts';
import { fixedHeights } from '../../../../src/panel/parts/virtual-list/row-heights.ts';

const STAYS = { shift: 0, moved: 0, restarted: false };

/** A list of keys, of which those in `here` have come. Its parent says at once what is selected. */
function setup(keys: number[], here: number[] = keys) {
  const world = { keys, here: new Set(here), shifted: 0, revealed: [] as number[], spans: [] as unknown[] };
  const props = {
    listId: 'a',
    selected: null as number | null,
    follow: true,
    rowKey: (row: number) => row,
    locate: async (key: number) => world.keys.indexOf(key),
    load: async (from: number, to: number) => ({ total: world.keys.length, from, rows: world.keys.slice(from, to) }),
    onSelect: vi.fn((key: number) => void (props.selected = key)),
    onSpan: (ends: unknown) => world.spans.push(ends),
  };
  const list = {
    props: props as unknown as DataGridProps<number>,
    heights: fixedHeights(21, keys.length),
    scroller: { reveal: (row: number) => world.revealed.push(row), shift: (rows: number) => (world.shifted += rows) },
    windows: {
      first: 0,
      answered: true,
      get total() {
        return world.keys.length;
      },
      row: (position: number) => (world.here.has(world.keys[position]!) ? world.keys[position] : undefined),
      find: (key: number) => (world.here.has(key) ? world.keys.indexOf(key) : -1),
    },
    numberAt: (position: number) => position,
    positionOf: (number: number) => number,
  } as unknown as GridList<number>;
  return { world, props, list, selection: createSelection(list, () => false), following: createFollowing(list) };
}

describe('the selection of a grid', () => {
  it('goes to a row, which the parent is told of, and comes into view', () => {
    const { selection, props, world } = setup([10, 20, 30]);
    selection.go(1, 'pointer');
    expect([selection.active.value, selection.activeKey(), world.revealed]).toEqual([1, 20, [1]]);
    expect(props.onSelect).toHaveBeenCalledWith(20, 'pointer');
  });

  it('of a row that is not here yet is told when the row comes', () => {
    const { selection, props, world } = setup([10, 20, 30], [10]);
    selection.go(2, 'key');
    expect([selection.active.value, props.onSelect.mock.calls]).toEqual([2, []]);
    world.here.add(30);
    selection.changed(STAYS);
    expect(props.onSelect.mock.calls).toEqual([[30, 'key']]);
  });

  it('is that of the parent again after a row that came late was selected already', () => {
    const { selection, props, world } = setup([10, 20, 30], [10, 20]);
    props.selected = 30;
    selection.go(2, 'key');
    world.here.add(30);
    selection.changed(STAYS);
    props.selected = 10;
    selection.follow(10);
    expect(selection.active.value).toBe(0);
  });

  it('follows its row when rows before it are dropped, and when nobody knows by how much', async () => {
    const { selection, world } = setup([10, 20, 30]);
    selection.go(2, 'key');
    world.keys = [20, 30];
    selection.changed({ shift: 1, moved: 1, restarted: false });
    expect(selection.active.value).toBe(1);
    world.here.clear();
    world.keys = [5, 6, 7, 30];
    selection.changed({ shift: 0, moved: null, restarted: true });
    await vi.waitFor(() => expect(selection.active.value).toBe(3));
  });

  it('spans rows from where Shift was first held, until a row is gone to without', () => {
    const { selection, world } = setup([10, 20, 30, 40]);
    selection.go(1, 'key');
    selection.go(2, 'key', true);
    selection.go(3, 'key', true);
    expect([0, 1, 2, 3].map((row) => selection.spans(row))).toEqual([false, true, true, true]);
    selection.go(0, 'key');
    expect([0, 1, 2, 3].some((row) => selection.spans(row))).toBe(false);
    expect(world.spans).toEqual([{ anchor: 20, active: 30 }, { anchor: 20, active: 40 }, null]);
  });

  it('goes to where the row stands that was chosen elsewhere', async () => {
    const { selection, world } = setup([10, 20, 30], [10]);
    selection.follow(30);
    await vi.waitFor(() => expect([selection.active.value, selection.goal, world.revealed]).toEqual([2, { key: 30, position: 2 }, [2]]));
  });
});

describe('following the end of a grid', () => {
  it('counts the rows that came since it ended, and holds those that are seen in their place', () => {
    const { following, world } = setup([1, 2, 3]);
    following.set(false);
    world.keys = [2, 3, 4, 5];
    following.changed({ shift: 1, moved: 1, restarted: false });
    expect([following.unseen(), world.shifted]).toEqual([2, 1]);
    following.set(true);
    expect(following.unseen()).toBe(0);
  });

  it('begins anew with another list', () => {
    const { following, world } = setup([1, 2, 3]);
    following.set(false);
    world.keys = [7, 8, 9, 10, 11];
    following.changed({ shift: 0, moved: null, restarted: true });
    expect([following.unseen(), world.shifted]).toEqual([0, 0]);
  });

  it('counts upwards where the newest are at the top', () => {
    const { following, world, props } = setup([1, 2, 3]);
    Object.assign(props, { reversed: true });
    following.changed(STAYS);
    following.set(false);
    world.keys = [1, 2, 3, 4];
    following.changed(STAYS);
    expect([following.unseen(), world.shifted]).toEqual([1, -1]);
  });
});
