import '../../fixtures/english.ts';
import { expect, test } from 'vitest';
import { atLeast, findingLine } from '../../../cli/findings-report.ts';
import type { Finding } from '../../../src/core/explain/finding.ts';

const finding = (some: Partial<Finding>): Finding => ({
  rule: 'wrong-type',
  severity: 'error',
  group: 'failure',
  connection: 1,
  attempt: 2,
  at: 0,
  params: { type: 'text/plain' },
  count: 1,
  ...some,
});

test('what is as bad as asked for, or worse', () => {
  const all = [finding({}), finding({ severity: 'warning' }), finding({ severity: 'note' })];
  expect([atLeast(all, 'error').length, atLeast(all, 'warning').length, atLeast(all, 'note').length]).toEqual([1, 2, 3]);
});

test('one line, whatever a server has put into it', () => {
  expect(findingLine(finding({ params: { type: '\u001b[31mred\nx' }, count: 3 }))).toBe(
    'error: The answer has the Content-Type “\uFFFD[31mred\uFFFDx” instead of text/event-stream. The browser gives up. (wrong-type, connection 1, attempt 2, 3 times)',
  );
  expect(findingLine(finding({ attempt: undefined }))).toContain('(wrong-type, connection 1)');
});
