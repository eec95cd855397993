import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../../../src/core/model/connection.ts';
import { generalFacts } from '../../../../../src/panel/views/request/facts.ts';
import { timingOf } from '../../../../../src/panel/views/request/timing.ts';
import { rowOf } from '../../state/fake-host.ts';

const attemptOf = (some: Partial<Attempt>): Attempt => ({ n: 1, startedAt: 1000, outcome: 'open', messageCount: 0, ...some });
const fact = (some: Partial<Attempt>, name: string) => generalFacts(rowOf({}), attemptOf(some), 5000).find((one) => one.name === name);

describe('facts of an attempt', () => {
  it('tell why the request log knows nothing', () => {
    for (const name of ['Status', 'Method', 'Remote address', 'Last-Event-ID sent']) {
      expect(fact({}, name)?.note).toContain('before the extension started');
      expect(fact({}, name)?.value).toBeUndefined();
    }
  });

  it('tell what is known', () => {
    const seen = { n: 2, request: '7', method: 'GET', status: 200, statusLine: 'HTTP/1.1 200 OK', lastEventIdSent: '41' };
    expect(fact(seen, 'Status')?.value).toBe('HTTP/1.1 200 OK');
    expect(fact(seen, 'Last-Event-ID sent')?.value).toBe('41');
    expect(fact({ ...seen, lastEventIdSent: undefined }, 'Last-Event-ID sent')?.note).toBe('None was sent.');
    expect(fact({ ...seen, n: 1, lastEventIdSent: undefined }, 'Last-Event-ID sent')?.note).toContain('first attempt');
  });

  it('say of a refused connection what this browser does then', () => {
    const refused = attemptOf({ n: 2, outcome: 'refused' });
    const note = (some: Parameters<typeof rowOf>[0]) => generalFacts(rowOf(some), refused, 5000).find(({ name }) => name === 'Outcome')?.note;
    expect(note({ state: 'waiting', attempts: 2 })).toContain('tries again');
    expect(note({ state: 'failed', attempts: 2 })).toContain('has given up');
    expect(note({ state: 'failed', attempts: 3 })).toContain('tries again');
  });

  it('say of an end that only the page saw that the browser reconnects, and of one for good that it has given up', () => {
    const unseen = attemptOf({ n: 2, outcome: 'failed', openedAt: 1005, endedAt: 2000 });
    const note = (some: Parameters<typeof rowOf>[0]) => generalFacts(rowOf(some), unseen, 5000).find(({ name }) => name === 'Outcome')?.note;
    expect(note({ state: 'waiting', attempts: 2 })).toContain('reconnects after both');
    expect(note({ state: 'failed', attempts: 3 })).toContain('reconnects after both');
    expect(note({ state: 'failed', attempts: 2 })).toContain('gave up');
  });

  it('do not draw a normal end as an error', () => {
    expect(fact({ outcome: 'ended' }, 'Outcome')?.tone).toBeUndefined();
    expect(fact({ outcome: 'closed-by-page' }, 'Outcome')?.tone).toBeUndefined();
    expect(fact({ outcome: 'cut' }, 'Outcome')?.tone).toBe('error');
  });
});

describe('timing of an attempt', () => {
  const phases = (some: Partial<Attempt>, now = 5000): string[] =>
    timingOf(attemptOf(some), now).phases.map(({ name, from, span, running }) => `${name} ${from}+${span}${running ? '…' : ''}`);

  it('has a wait, the way to the head, to open, and the time open', () => {
    expect(phases({ reconnectDelay: 300, respondedAt: 1040, openedAt: 1045, endedAt: 3000 })).toEqual([
      'wait 0+300',
      'head 300+40',
      'to-open 340+5',
      'open 345+1955',
    ]);
  });

  it('runs to now while it is open', () => {
    expect(phases({ openedAt: 1045 })).toEqual(['head 0+45', 'open 45+3955…']);
  });

  it('tells a failure with and without an answer', () => {
    expect(phases({ respondedAt: 1040, endedAt: 1050, outcome: 'http-error' })).toEqual(['head 0+40', 'failed 40+10']);
    expect(phases({ endedAt: 1004, outcome: 'refused' })).toEqual(['failed 0+4']);
    expect(phases({ outcome: 'connecting' })).toEqual(['failed 0+4000…']);
  });

  it('is never negative when two witnesses disagree about the order', () => {
    for (const phase of timingOf(attemptOf({ respondedAt: 1060, openedAt: 1045, endedAt: 900, reconnectDelay: 0 }), 5000).phases) {
      expect(phase.from).toBeGreaterThanOrEqual(0);
      expect(phase.span).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('what only the wire knows', () => {
  it('says from whom each value is', () => {
    expect(fact({ httpVersion: 'h2', connectionId: '7' }, 'HTTP version')?.note).toBe('from the network log');
    expect(fact({ httpVersion: 'HTTP/1.1' }, 'HTTP version')?.note).toBe('from the request log');
    expect(fact({}, 'Connection id')?.note).toContain('only the network log');
  });
  it('tells the retry as it was written, or why it is not known', () => {
    const raw = { length: 9, from: 'har', complete: true, chunks: 1, dropped: 0 } as const;
    expect(fact({ retryWritten: 1500, raw }, 'Retry written')).toMatchObject({
      value: '1.50 s',
      note: expect.stringContaining('from the network log') as string,
    });
    expect(fact({ retryWritten: 100, retryApplied: 500, raw }, 'Retry written')).toMatchObject({
      value: '100 ms',
      note: expect.stringContaining('This browser raised it to 500 ms.') as string,
    });
    expect(fact({ raw }, 'Retry written')?.note).toContain('None stands in the text');
    expect(fact({}, 'Retry written')?.note).toContain('Not known');
  });
  it('names the script of a worker', () => {
    const facts = generalFacts(rowOf({ context: 'worker', frameUrl: 'https://a.test/w.js' }), attemptOf({}), 5000);
    expect(facts.find(({ name }) => name === 'Opened by')?.value).toBe('worker');
    expect(facts.find(({ name }) => name === 'Worker script')?.value).toBe('https://a.test/w.js');
    expect(generalFacts(rowOf({}), attemptOf({}), 5000).some(({ name }) => name === 'Opened by')).toBe(false);
  });
});
