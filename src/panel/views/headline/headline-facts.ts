/** What a stream means, in one line. Pure. */
import { t, type TextKey } from '../../../words/t.ts';
import type { Verdict } from '../../../core/decoders/decoder.ts';
import type { DecodedHeadline } from '../../../wire/protocol/decoded.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { formatSpan } from '../facts/durations.ts';

/** Shape first, then colour: for those who do not see the colour. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  open: '●',
  complete: '✓',
  cut: '✕',
  limit: '!',
  filtered: '!',
  failed: '✕',
  waiting: '…',
};

const VERDICT_KEYS = {
  open: 'decoded.verdict.open',
  complete: 'decoded.verdict.complete',
  cut: 'decoded.verdict.cut',
  limit: 'decoded.verdict.limit',
  filtered: 'decoded.verdict.filtered',
  failed: 'decoded.verdict.failed',
  waiting: 'decoded.verdict.waiting',
} as const satisfies Record<Verdict, TextKey>;

/** Verdicts whose reason is a fact beside others; of the others it is what one wants to know. */
const IS_WELL: ReadonlySet<Verdict> = new Set(['open', 'complete']);

/** How it stands, and why where that is no success: `✕ cut off: no finish_reason` without the mark. */
export function verdictWords({ verdict, reason }: Pick<DecodedHeadline, 'verdict' | 'reason'>): string {
  const words = t(VERDICT_KEYS[verdict]);
  return reason === undefined || IS_WELL.has(verdict) ? words : `${words}: ${reason}`;
}

/** What follows the verdict, in the order of importance: reason, calls, model, tokens, times, rate. */
export function headlineFacts({ verdict, reason, facts, times, rate, calls, moreCalls, streams }: DecodedHeadline): string[] {
  const said: string[] = [];
  if (reason !== undefined && IS_WELL.has(verdict)) said.push(reason === facts.stopReason ? t('headline.stop', { reason }) : reason);
  said.push(...calls);
  if (moreCalls > 0) said.push(t('decoded.moreCalls', { count: moreCalls }));
  if (facts.model !== undefined) said.push(facts.model);
  const { input, output } = facts.usage ?? {};
  if (input !== undefined || output !== undefined)
    said.push(t('decoded.tokens', { input: input === undefined ? '?' : formatCount(input), output: output === undefined ? '?' : formatCount(output) }));
  const { firstOutput, firstText, total } = times;
  if (firstOutput !== undefined && firstOutput !== firstText) said.push(t('decoded.firstOutput', { time: formatSpan(firstOutput) }));
  if (firstText !== undefined) said.push(t('decoded.firstText', { time: formatSpan(firstText) }));
  if (rate !== undefined) said.push(t(rate.of === 'tokens' ? 'decoded.tokenRate' : 'decoded.characterRate', { rate: rate.perSecond.toFixed(1) }));
  if (total !== undefined) said.push(formatSpan(total));
  if (streams > 1) said.push(t('decoded.streams', { count: streams }));
  return said;
}
