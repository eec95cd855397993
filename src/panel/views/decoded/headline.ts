/** The verdict in one line. Pure. */
import { t, type TextKey } from '../../../words/t.ts';
import type { Verdict } from '../../../core/decoders/decoder.ts';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { formatSpan } from '../facts/durations.ts';
import { preview } from '../../parts/value-tree/value-tree.tsx';

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

export const VERDICT_KEYS = {
  open: 'decoded.verdict.open',
  complete: 'decoded.verdict.complete',
  cut: 'decoded.verdict.cut',
  limit: 'decoded.verdict.limit',
  filtered: 'decoded.verdict.filtered',
  failed: 'decoded.verdict.failed',
  waiting: 'decoded.verdict.waiting',
} as const satisfies Record<Verdict, TextKey>;

/** Calls that are named in the line; more are counted. */
const CALLS = 2;

/** What follows the verdict, in the order of importance: reason, calls, model, tokens, times, rate. */
export function headlineFacts({ reason, facts, times, rate, parts }: DecodedAnswer): string[] {
  const said: string[] = [];
  if (reason !== undefined) said.push(reason);
  const calls = parts.filter((part) => part.kind === 'call');
  for (const { name, arguments: given } of calls.slice(0, CALLS)) said.push(`${name ?? '?'}(${given === undefined ? '' : preview(given)})`);
  if (calls.length > CALLS) said.push(t('decoded.moreCalls', { count: calls.length - CALLS }));
  if (facts.model !== undefined) said.push(facts.model);
  const { input, output } = facts.usage ?? {};
  if (input !== undefined || output !== undefined)
    said.push(t('decoded.tokens', { input: input === undefined ? '?' : formatCount(input), output: output === undefined ? '?' : formatCount(output) }));
  const { firstOutput, firstText, total } = times;
  if (firstOutput !== undefined && firstOutput !== firstText) said.push(t('decoded.firstOutput', { time: formatSpan(firstOutput) }));
  if (firstText !== undefined) said.push(t('decoded.firstText', { time: formatSpan(firstText) }));
  if (rate !== undefined) said.push(t(rate.of === 'tokens' ? 'decoded.tokenRate' : 'decoded.characterRate', { rate: rate.perSecond.toFixed(1) }));
  if (total !== undefined) said.push(formatSpan(total));
  return said;
}
