/** Cohere's chat: plan, calls, contents and citations by index, and its ends. */
import { expect, it } from 'vitest';
import { decode, expected, messagesOf, sample } from './sample.ts';

const eventsOf = (...list: object[]) => messagesOf(list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
const start = { type: 'message-start', delta: { message: { role: 'assistant' } } };

it('folds what the client reads', () => {
  const { toolPlan, content, toolCalls, citations, finishReason, usage } = expected('cohere-v2.sse').result as {
    toolPlan: string;
    content: { text: string }[];
    toolCalls: { id: string; function: { name: string; arguments: string } }[];
    citations: { text: string }[];
    finishReason: string;
    usage: { tokens: { inputTokens: number; outputTokens: number } };
  };
  const decoded = decode(sample('cohere-v2.sse'), { body: { model: 'command-test', messages: [{ role: 'user', content: 'tide?' }] } });
  const [call] = toolCalls;
  expect(decoded.parts).toMatchObject([
    {
      kind: 'reasoning',
      name: 'tool plan',
      text: toolPlan,
      pieces: [
        { at: 0, message: 1 },
        { at: 8, message: 2 },
      ],
    },
    { kind: 'call', id: call!.id, name: call!.function.name, argumentsText: { text: call!.function.arguments }, arguments: { port: 'Husum' }, state: 'called' },
    { kind: 'text', text: content[0]!.text },
    { kind: 'value', name: 'citation', value: { start: 8, end: 13, text: citations[0]!.text }, messages: [10] },
  ]);
  expect(decoded).toMatchObject({
    verdict: 'complete',
    reason: finishReason,
    faults: [],
    facts: {
      model: 'command-test',
      stopReason: finishReason,
      usage: { input: usage.tokens.inputTokens, output: usage.tokens.outputTokens },
      more: { request: 'tide?', message: 'co-1' },
    },
  });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'message-start',
    'reasoning "Ask the "',
    'reasoning "harbour."',
    'call tide()',
    'arguments {"port":',
    'arguments "Husum"}',
    'tool-call-end',
    'content-start',
    'text "High at "',
    'text "06:12."',
    'citation 06:12',
    'citation-end',
    'content-end',
    'stop: COMPLETE',
    '[DONE]',
  ]);
});

it('folds thinking, text that comes with the start, and the limit', () => {
  const { content, usage } = expected('cohere-v2-thinking.sse').result as { content: { thinking?: string; text?: string }[]; usage: { cachedTokens: number } };
  const decoded = decode(sample('cohere-v2-thinking.sse'));
  expect(decoded.parts).toMatchObject([
    { kind: 'reasoning', text: content[0]!.thinking },
    { kind: 'text', text: content[1]!.text },
  ]);
  expect(decoded).toMatchObject({
    verdict: 'limit',
    reason: 'MAX_TOKENS',
    faults: [{ id: 'token-limit', message: 8 }],
    facts: { usage: { cached: usage.cachedTokens } },
  });
});

it.each([
  [{ finish_reason: 'ERROR', error: 'out of memory' }, 'out of memory'],
  [{ finish_reason: 'TIMEOUT' }, 'TIMEOUT'],
])('fails by %j', (delta, reason) => {
  expect(decode(eventsOf(start, { type: 'message-end', delta }))).toMatchObject({ verdict: 'failed', reason, faults: [{ id: 'error-inside', message: 1 }] });
});

it('is cut without its end, and folds from the middle', () => {
  expect(decode(sample('cohere-v2.sse').slice(0, 10))).toMatchObject({ verdict: 'cut', reason: 'no message-end' });
  const late = decode(sample('cohere-v2.sse').slice(5));
  expect(late.parts).toMatchObject([{ kind: 'call', argumentsText: { text: '"Husum"}' } }, { text: 'High at 06:12.' }, {}]);
  // Half of the arguments was missed: that they are no JSON is nobody's fault.
  expect(late.faults).toMatchObject([{ id: 'begins-late', message: 5 }]);
  expect(decode(sample('cohere-v2.sse').slice(5), { fromStart: true }).faults).toMatchObject([{ id: 'never-started', message: 5 }]);
});

it('says what was never started, what is no JSON, and what comes after the end', () => {
  const decoded = decode([
    ...eventsOf(
      start,
      { type: 'content-delta', index: 3, delta: { message: { content: { text: 'High' } } } },
      { type: 'tool-call-start', index: 0, delta: { message: { tool_calls: { id: 'c', function: { name: 'tide', arguments: '{' } } } } },
      { type: 'tool-call-end', index: 0 },
      { type: 'message-end', delta: { finish_reason: 'TOOL_CALL' } },
    ),
    ...messagesOf('data: [DONE]\n\ndata: {"type":"content-end"}\n\n'),
  ]);
  expect(decoded.faults.map(({ id }) => id)).toEqual(['never-started', 'arguments-no-json', 'after-end']);
  expect(decoded).toMatchObject({ verdict: 'complete', reason: 'TOOL_CALL' });
});
