/** Which tab stands in front of which connection. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createTabs, type DetailTab } from '../../../../src/panel/state/tab-in-front.ts';
import type { Certainty } from '../../../../src/core/decoders/decoder.ts';
import { rowOf } from './fake-host.ts';

const of = (id: number, certainty?: Certainty) => rowOf({ id, protocol: certainty && { id: 'mcp', name: 'MCP', certainty } });

function setup() {
  const connections = signal([of(1), of(2, 'certain'), of(3, 'certain'), of(4, 'likely')]);
  const selected = signal<number | null>(null);
  const tabs = createTabs(connections, selected);
  /** The tab that is seen when `id` is chosen. */
  const choose = (id: number | null): DetailTab => {
    selected.value = id;
    return tabs.tab.value;
  };
  return { ...tabs, connections, choose };
}

test('only a connection whose protocol is certain opens on what it means; the others on the tab that was used last', () => {
  const { tab, choose, usualTab } = setup();
  expect([null, 1, 2, 4, 3, null].map(choose)).toEqual(['messages', 'messages', 'decoded', 'messages', 'decoded', 'messages']);
  choose(1);
  tab.value = 'raw';
  expect([2, 4, null].map(choose)).toEqual(['decoded', 'raw', 'raw']);
  // What opens by itself is not what the next panel opens with.
  expect(usualTab.value).toBe('raw');
});

test('the tab that was taken for it stays, and is not that of others', () => {
  const { tab, choose } = setup();
  choose(2);
  tab.value = 'request';
  expect([3, 1, 2].map(choose)).toEqual(['decoded', 'messages', 'request']);
  choose(4);
  tab.value = 'decoded';
  expect([1, 4].map(choose)).toEqual(['messages', 'decoded']);
});

test('a tab taken before the protocol was known stays', () => {
  const { tab, choose, connections } = setup();
  choose(1);
  connections.value = [of(1, 'certain'), of(5, 'certain')];
  expect(tab.value).toBe('decoded');
  choose(5);
  connections.value = [of(5)];
  tab.value = 'timeline';
  connections.value = [of(5, 'certain')];
  expect(tab.value).toBe('timeline');
});
