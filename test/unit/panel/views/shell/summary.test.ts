import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../../src/panel/views/shell/summary-line.tsx';
import { overviewOf } from '../../state/fake-host.ts';

const line = (some: Parameters<typeof overviewOf>[0]): string =>
  summaryOf(overviewOf(some))
    .map((part) => part.words)
    .join(' · ');

describe('the summary', () => {
  it('tells what there is', () => {
    const states = { ...overviewOf({}).states, open: 8, failed: 2 };
    expect(line({ connections: 12, states, messages: 4321, dataLength: 1_234_567, lost: 3 })).toBe(
      '12 connections · 8 open · 2 failed · 4,321 messages · 1.2 MB · 3 lost',
    );
  });

  it('is short when there is nothing, and right about one', () => {
    expect(line({})).toBe('0 connections · 0 messages');
    expect(line({ connections: 1, messages: 1 })).toBe('1 connection · 0 open · 1 message');
  });
});
