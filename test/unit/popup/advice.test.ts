import { expect, test } from 'vitest';
import { adviceOf } from '../../../src/popup/advice.ts';
import { groupsOf } from '../../../src/popup/groups.ts';
import { NOW, SCENARIOS } from '../../ui/popup-page/scenarios.ts';

const adviceFor = (scenario: string) => {
  const { board, tabs, counts } = SCENARIOS[scenario]!();
  expect(board.at).toBe(NOW);
  return adviceOf(groupsOf(board, tabs, counts));
};

test('nothing is advised where there is nothing', () => {
  expect(adviceFor('empty')).toEqual([]);
});

test('names the tabs that hold the most, and that they could share', () => {
  const advice = adviceFor('many');
  expect(advice.length).toBeGreaterThan(0);
  for (const { queued, holders, shared } of advice) {
    expect(queued).toBeGreaterThan(0);
    expect(holders.map(({ open }) => open)).toEqual(holders.map(({ open }) => open).toSorted((a, b) => b - a));
    expect(shared || holders.length === 1).toBe(true);
  }
});
