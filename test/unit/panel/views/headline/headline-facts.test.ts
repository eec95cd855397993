/** A stream in one line. */
import { expect, test } from 'vitest';
import { headlineFacts, verdictWords } from '../../../../../src/panel/views/headline/headline-facts.ts';
import type { DecodedHeadline } from '../../../../../src/wire/protocol/decoded.ts';

const headline = (some: Partial<DecodedHeadline>): DecodedHeadline => ({
  protocol: { id: 'openai-chat', name: 'OpenAI Chat', certainty: 'certain' },
  verdict: 'complete',
  facts: {},
  times: {},
  calls: [],
  moreCalls: 0,
  streams: 1,
  ...some,
});

test('why it stopped, what was called, model, tokens, times: what is known of it', () => {
  const said = headline({
    reason: 'tool_calls',
    facts: { model: 'gpt-4o', stopReason: 'tool_calls', usage: { input: 81, output: 371 } },
    times: { firstOutput: 38, firstText: 38, total: 800 },
    calls: ['get_tide({"port":"Brest"})'],
    moreCalls: 2,
  });
  expect(verdictWords(said)).toBe('complete');
  expect(headlineFacts(said).join(' · ')).toBe(
    'stop: tool_calls · get_tide({"port":"Brest"}) · 2 more calls · gpt-4o · 81 → 371 tokens · first text 38 ms · 800 ms',
  );
});

test('why it failed stands with the verdict', () => {
  const said = headline({ verdict: 'cut', reason: 'no finish_reason', times: { firstOutput: 12, firstText: 90 }, streams: 2 });
  expect(verdictWords(said)).toBe('cut off: no finish_reason');
  expect(headlineFacts(said)).toEqual(['first output 12 ms', 'first text 90 ms', '2 streams of one session']);
});

test('a stream that has said nothing yet', () => {
  const said = headline({ verdict: 'open' });
  expect([verdictWords(said), headlineFacts(said)]).toEqual(['open', []]);
});
