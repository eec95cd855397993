import { expect, test } from 'vitest';
import { mixedLineEnds } from '../../../../../src/core/explain/rules/mixed-line-ends.ts';
import { strayCr } from '../../../../../src/core/explain/rules/stray-cr.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found, and is no harmless mixture', () => {
  const progress = factsOf({}, {}, { text: textFrom('data: fetching 10%\rfetching 15%\rfetching 19%\n\n'.repeat(3)) });
  expect(strayCr.ofAttempt(progress)).toEqual({ params: {}, line: 3, count: 6 });
  expect(mixedLineEnds.ofAttempt(progress)).toBe(undefined);
  // Also where more lines end in CR than in LF.
  const fast = factsOf({}, {}, { text: textFrom(`data: ${Array.from({ length: 40 }, (_, n) => `${n}%`).join('\r')}\n\n`) });
  expect(strayCr.ofAttempt(fast)).toMatchObject({ count: 39 });
  expect(mixedLineEnds.ofAttempt(fast)).toBe(undefined);
  const forged = factsOf({}, {}, { text: textFrom('event: time-update\ndata: Left\r\rdata: Right\n\n') });
  expect(strayCr.ofAttempt(forged)).toEqual({ params: {}, line: 2, count: 2 });
});

test('is silent of all else', () => {
  expect(strayCr.ofAttempt(factsOf())).toBe(undefined);
  for (const text of ['data: 1\n\n', 'data: 1\r\r', 'data: 1\r\n\r\n', 'data: 1\n\ndata: 2\r\n\r\n', 'data: 1\r\rdata: 2\r\rdata: 3\n\n']) {
    expect(strayCr.ofAttempt(factsOf({}, {}, { text: textFrom(text) })), text).toBe(undefined);
  }
  // A line end that is cut in two is one.
  expect(strayCr.ofAttempt(factsOf({}, {}, { text: textFrom(['data: 1\r', '\n\r', '\ndata: 2\n\n']) }))).toBe(undefined);
});
