import { expect, test } from 'vitest';
import { chosenConnection } from '../../../../../src/panel/views/facts/chosen-connection.ts';
import type { ConnectionRow } from '../../../../../src/wire/protocol/questions.ts';

const row = (id: number) => ({ id }) as ConnectionRow;

test('the one that is selected; the only one without being asked', () => {
  expect(chosenConnection([row(1), row(2)], 2)).toEqual(row(2));
  expect(chosenConnection([row(1), row(2)], null)).toBeUndefined();
  expect(chosenConnection([row(1), row(2)], 3)).toBeUndefined();
  expect(chosenConnection([row(1)], null)).toEqual(row(1));
  expect(chosenConnection([], null)).toBeUndefined();
});
