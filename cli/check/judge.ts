/** Whether what was recorded is as expected: the recorder is asked. */
import { SEVERITIES } from '../../src/core/explain/finding.ts';
import type { Range } from '../../src/core/query/query.ts';
import { inRange } from '../../src/core/query/word-test.ts';
import type { EpochMs } from '../../src/core/units.ts';
import type { Ask } from '../../src/recorder/questions/questions.ts';
import { counted } from '../connection-table.ts';
import { formatDuration } from '../duration.ts';
import { findingLine } from '../findings-report.ts';
import type { Expectation } from './expectation.ts';

export interface Verdict {
  readonly expectation: Expectation;
  readonly met: boolean;
  /** What there was, in a line. */
  readonly found: string;
}

/** @param begun when the page answered */
export async function judge(ask: Ask, expectation: Expectation, begun: EpochMs): Promise<Verdict> {
  switch (expectation.kind) {
    case 'messages': {
      const { query, within, count } = expectation;
      const found = await countMessages(ask, query, within === undefined ? undefined : begun + within);
      const when = within === undefined ? '' : ` within ${formatDuration(within)}`;
      return { expectation, met: inRange(found, count), found: `${counted(found, 'message')}${when}, expected ${rangeText(count)}` };
    }
    case 'reconnects': {
      const rows = await ask('connections', { now: begun });
      const found = rows.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0);
      return { expectation, met: inRange(found, expectation.count), found: `${counted(found, 'reconnect')}, expected ${rangeText(expectation.count)}` };
    }
    default: {
      const { severity, rule } = expectation;
      const severities = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
      const { findings } = await ask('findings', { filter: { severities: [...severities] } });
      const bad = findings.filter((finding) => rule === undefined || finding.rule === rule);
      const [worst] = bad;
      const more = bad.length > 1 ? `, and ${bad.length - 1} more` : '';
      return { expectation, met: worst === undefined, found: worst === undefined ? 'none' : `${findingLine(worst)}${more}` };
    }
  }
}

/** The recorder looks at so many rows and no more before it answers; it goes on when it is asked again. */
async function countMessages(ask: Ask, query: string, to: EpochMs | undefined): Promise<number> {
  for (;;) {
    const { total, complete } = await ask('messages', { filter: { query, kinds: ['message'], to }, from: 0, to: 0 });
    if (complete) return total;
  }
}

function rangeText({ low, high, lowOpen, highOpen }: Range): string {
  if (low === high) return String(low);
  if (high === Infinity) return `${lowOpen ? 'more than' : 'at least'} ${low}`;
  if (low === -Infinity) return `${highOpen ? 'less than' : 'at most'} ${high}`;
  return `${low} to ${high}`;
}
