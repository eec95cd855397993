import { expect, test } from 'vitest';
import { chosenAttempt, chosenConnection } from '../../../../../src/panel/views/facts/chosen-connection.ts';
import type { ConnectionRow } from '../../../../../src/wire/protocol/questions.ts';

const row = (id: number) => ({ id }) as ConnectionRow;

test('the one that is selected; the only one without being asked', () => {
  expect(chosenConnection([row(1), row(2)], 2)).toEqual(row(2));
  expect(chosenConnection([row(1), row(2)], null)).toBeUndefined();
  expect(chosenConnection([row(1), row(2)], 3)).toBeUndefined();
  expect(chosenConnection([row(1)], null)).toEqual(row(1));
  expect(chosenConnection([], null)).toBeUndefined();
});

test('the attempt that is shown: the chosen one as long as there is one, else the newest', () => {
  const of = { attempts: 3 } as ConnectionRow;
  expect([null, 2, 3, 4].map((chosen) => chosenAttempt(of, chosen))).toEqual([3, 2, 3, 3]);
});
