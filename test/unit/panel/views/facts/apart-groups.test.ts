import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createPanelState } from '../../../../../src/panel/state/create-panel-state.ts';
import type { PanelState } from '../../../../../src/panel/state/panel-state.ts';
import { apartGroups } from '../../../../../src/panel/views/facts/apart-groups.ts';
import { fakeHost, rowOf } from '../../state/fake-host.ts';

test('a stream that the page reads itself can be split, and put together again; an EventSource cannot', () => {
  const end = new AbortController();
  const fake = fakeHost();
  const rows = [rowOf({ id: 1, api: 'eventsource' }), rowOf({ id: 2, api: 'fetch' }), rowOf({ id: 3, api: 'xhr', apart: true })];
  const state: PanelState = { ...createPanelState(fake.host, end.signal), connections: signal(rows) };
  end.abort();
  expect([apartGroups(state, 1), apartGroups(state, 9)]).toEqual([[], []]);
  const items = [2, 3].map((id) => apartGroups(state, id)[0]!.items[0]!);
  expect(items.map((item) => item.kind === 'check' && item.checked)).toEqual([false, true]);
  for (const item of items) if (item.kind === 'check') item.onChoose();
  expect(fake.asked.filter(({ name }) => name === 'setApart').map(({ args }) => args)).toEqual([
    { connection: 2, on: true },
    { connection: 3, on: false },
  ]);
});
