import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { MatchPlace } from '../../../../src/panel/state/message-wishes.ts';
import type { DetailTab } from '../../../../src/panel/state/tab-in-front.ts';
import { stepMatch } from '../../../../src/panel/state/step-match.ts';
import type { MessageFilter } from '../../../../src/wire/protocol/questions.ts';
import { fakeHost } from './fake-host.ts';

/** A list of these indexes. */
const setup = (passing: number[]) => {
  const { host } = fakeHost();
  host.ask = ((name: string, args: { index: number; from: number; to: number }) =>
    Promise.resolve(
      name === 'position'
        ? passing.indexOf(args.index)
        : { total: passing.length, complete: true, from: args.from, rows: passing.slice(args.from, args.to).map((index) => ({ index })) },
    )) as typeof host.ask;
  return {
    host,
    filter: signal<MessageFilter>({ text: 'x' }),
    selectedMessage: signal<number | null>(null),
    matchPlace: signal<MatchPlace | null>(null),
    tab: signal<DetailTab>('timeline'),
  };
};

describe('from match to match', () => {
  it('goes on, and round', async () => {
    const state = setup([4, 8, 9]);
    const went: (number | null)[] = [];
    for (const by of [1, 1, 1, 1, -1, -1] as const) {
      await stepMatch(state, by);
      went.push(state.selectedMessage.value);
    }
    expect(went).toEqual([4, 8, 9, 4, 9, 8]);
    expect(state.matchPlace.value).toEqual({ index: 8, position: 2, total: 3, complete: true });
    expect(state.tab.value).toBe('messages');
  });

  it('begins at the end when it goes back, also from a message that does not pass', async () => {
    const state = setup([4, 8, 9]);
    state.selectedMessage.value = 5;
    await stepMatch(state, -1);
    expect(state.selectedMessage.value).toBe(9);
  });

  it('leaves all as it is where nothing passes, and when the user was quicker', async () => {
    const none = setup([]);
    await stepMatch(none, 1);
    expect([none.selectedMessage.value, none.tab.value]).toEqual([null, 'timeline']);
    const state = setup([4]);
    const stepping = stepMatch(state, 1);
    state.filter.value = { text: 'y' };
    await stepping;
    expect(state.selectedMessage.value).toBeNull();
  });
});
