import { describe, expect, it } from 'vitest';
import { agoText } from '../../../../../src/panel/views/connections/ago.ts';
import { splitPath } from '../../../../../src/panel/views/connections/connection-cells.tsx';
import { shownState } from '../../../../../src/panel/views/connections/shown-state.ts';
import { sparkPath } from '../../../../../src/panel/views/connections/spark-line.tsx';
import { rowOf } from '../../state/fake-host.ts';

describe('cells', () => {
  it.each([
    [-500, 'now'],
    [999, 'now'],
    [1000, '1 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_600_000, '1 h ago'],
    [172_800_000, '2 d ago'],
  ])('%d ms ago reads %s', (ms, text) => {
    expect(agoText(0, ms)).toBe(text);
  });

  it.each([
    ['/', '', '/'],
    ['/stream', '', '/stream'],
    ['/a/b/c', '/a/b', '/c'],
    ['/a/b/', '/a', '/b/'],
    ['/a/b?next=/c/d', '/a', '/b?next=/c/d'],
    ['/?x=/y', '', '/?x=/y'],
  ])('%s is cut into %s and %s', (path, head, tail) => {
    expect(splitPath(path)).toEqual({ head, tail });
  });

  it('call a connection queued only while it waits', () => {
    expect(shownState(rowOf({ state: 'connecting', outcome: 'queued' }))).toBe('queued');
    expect(shownState(rowOf({ state: 'closed', outcome: 'queued' }))).toBe('closed');
  });

  it('draw one box for each second with messages, and keep a lone one visible', () => {
    expect(sparkPath([0, 10_000, 1], 10_000)).toBe('M1 14v-14h1v14zM2 14v-2h1v2z');
  });
});
