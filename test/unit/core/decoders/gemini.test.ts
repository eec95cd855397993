/** Gemini: parts that go on, calls in pieces, sources, and the many ways to stop. */
import { expect, it } from 'vitest';
import { gemini } from '../../../../src/core/decoders/gemini.ts';
import { applyPartial } from '../../../../src/core/decoders/partial-arguments.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const eventsOf = (...chunks: object[]) => messagesOf(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''));
const answer = (parts: object[], more: object = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
  modelVersion: 'gemini-test',
});

it('joins neighbours of a kind, as the client and the cross-check have it', () => {
  const { result, crossCheck } = expected('gemini.sse') as unknown as {
    result: { text: string; thoughts: string; functionCalls: { id?: string; name: string; args: object }[]; finishReason: string };
    crossCheck: { usage: { inputTokens: number; outputTokens: number; outputTokenDetails: { reasoningTokens: number } } };
  };
  const body = { contents: [{ role: 'user', parts: [{ text: 'tide?' }] }] };
  const decoded = decode(sample('gemini.sse'), { body });
  expect(decoded.parts).toMatchObject([
    { kind: 'reasoning', text: result.thoughts, pieces: [{ at: 0, message: 0 }] },
    {
      kind: 'text',
      text: result.text,
      pieces: [
        { at: 0, message: 1 },
        { at: 11, message: 2 },
      ],
    },
    ...result.functionCalls.map(({ args, ...call }) => ({ kind: 'call', ...call, arguments: args, messages: [3], state: 'called' })),
    { kind: 'value', name: 'groundingMetadata', value: { webSearchQueries: ['tides husum'] } },
  ]);
  const { usage } = crossCheck;
  expect(decoded.facts).toMatchObject({
    model: 'gemini-test',
    stopReason: result.finishReason,
    usage: { input: usage.inputTokens, output: usage.outputTokens, reasoning: usage.outputTokenDetails.reasoningTokens },
    more: { request: 'tide?', response: 'r-1' },
  });
  expect(decoded).toMatchObject({ verdict: 'complete', reason: 'STOP', faults: [], times: { firstOutput: 100, firstText: 110 } });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'reasoning "Find the port first."',
    'text "High water "',
    'text "at 06:12."',
    'call wind({"port":"Husum"}), call now({})',
    'groundingMetadata, stop: STOP',
  ]);
});

it('builds the arguments of a call that comes in pieces', () => {
  const { crossCheck } = expected('gemini-partial-args.sse') as unknown as { crossCheck: { toolCalls: { name: string; input: object }[] } };
  const decoded = decode(sample('gemini-partial-args.sse'));
  const calls = decoded.parts.filter((part) => part.kind === 'call');
  expect(calls.map(({ name, arguments: input }) => ({ name, input }))).toEqual(crossCheck.toolCalls);
  expect(calls.map(({ state, messages }) => [state, messages])).toEqual([
    ['called', [1, 2, 3, 4]],
    ['called', [5]],
  ]);
  expect(decoded.faults).toEqual([]);
  expect(decoded.meanings[2]?.says).toBe('arguments $.port.name Hu');
  // As far as it has come.
  const half = decode(sample('gemini-partial-args.sse').slice(0, 3), { end: 'none' });
  expect(half).toMatchObject({ verdict: 'open', parts: [{}, { name: 'tide', arguments: { port: { name: 'Hu' } }, state: 'streaming' }] });
});

it('keeps what came before a block, and says what blocked it', () => {
  const { result } = expected('gemini-blocked.sse') as { result: { candidates: { text: string; finishReason: string }[] } };
  const decoded = decode(sample('gemini-blocked.sse'));
  expect(decoded.parts).toMatchObject([{ text: result.candidates[0]!.text }, { name: 'safetyRatings', value: [{ blocked: true, probability: 'HIGH' }] }]);
  expect(decoded).toMatchObject({ verdict: 'filtered', reason: 'SAFETY', faults: [{ id: 'filtered', message: 1 }], facts: { usage: { input: 12 } } });
});

it('knows a prompt that was blocked: there is no candidate', () => {
  expect(decode(sample('gemini-prompt-blocked.sse'))).toMatchObject({
    parts: [{ name: 'promptFeedback', value: { blockReason: 'PROHIBITED_CONTENT' } }],
    facts: { stopReason: 'PROHIBITED_CONTENT' },
    verdict: 'filtered',
    reason: 'PROHIBITED_CONTENT',
    faults: [{ id: 'filtered', message: 0 }],
    meanings: [{ says: 'blocked: PROHIBITED_CONTENT' }],
  });
});

it('keeps candidates apart, code and results as values, and no bytes of a picture', () => {
  const { result } = expected('gemini-code.sse') as { result: { candidates: { text: string; finishReason: string }[] } };
  const decoded = decode(sample('gemini-code.sse'));
  expect(decoded.parts).toMatchObject([
    { name: 'executableCode', value: { code: 'print(6+6)' } },
    { name: 'codeExecutionResult', value: { outcome: 'OUTCOME_OK' } },
    { name: 'inlineData', value: { mimeType: 'image/png', base64: 8 } },
    { kind: 'text', text: result.candidates[1]!.text, choice: 1 },
    { kind: 'text', text: result.candidates[0]!.text, choice: 0 },
    { name: 'citationMetadata' },
  ]);
  expect(decoded).toMatchObject({ verdict: 'limit', reason: 'MAX_TOKENS', facts: { more: { 'finish reasons': ['STOP', 'MAX_TOKENS'] } } });
  expect(JSON.stringify(decoded)).not.toContain('aGVsbG8');
  // One candidate is whole, the other is not.
  expect(decode(sample('gemini-code.sse').slice(0, 4))).toMatchObject({ verdict: 'cut' });
});

it('is cut without a reason, stopped by the page, or failed', () => {
  expect(decode(sample('gemini-cut.sse'))).toMatchObject({
    parts: [{ text: 'High tide ' }],
    verdict: 'cut',
    reason: 'no finishReason',
    faults: [{ id: 'cut' }],
  });
  expect(decode(sample('gemini-cut.sse'), { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
  expect(decode(sample('gemini-error.sse'))).toMatchObject({
    parts: [{ text: 'High ' }, { kind: 'error', text: 'The model is overloaded.', value: { code: 503 } }],
    verdict: 'failed',
    reason: 'The model is overloaded.',
    faults: [{ id: 'error-inside', message: 1 }],
  });
  const broken = decode(eventsOf(answer([], { finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'Malformed call: tide(' })));
  expect(broken).toMatchObject({
    verdict: 'failed',
    reason: 'MALFORMED_FUNCTION_CALL',
    faults: [{ id: 'error-inside', says: expect.stringContaining('tide(') as string }],
  });
});

it('is certain by its content, or by its path with less of it', () => {
  const claim = (url: string, chunk: object) => gemini.recognise(head({ url }), eventsOf(chunk)[0]);
  const vertex = 'https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/gemini-test:streamGenerateContent?alt=sse';
  const candidates = [{ content: { parts: [] } }];
  expect(claim('', { candidates, usageMetadata: {} })).toBe('certain');
  expect(claim('', { promptFeedback: {}, modelVersion: 'g' })).toBe('certain');
  expect(claim('', { candidates })).toBeUndefined();
  expect(claim(vertex, { candidates })).toBe('certain');
  expect(claim(vertex, { error: { code: 400 } })).toBe('likely');
  expect(claim('', { candidates: ['Anna', 'Bo'], usageMetadata: {} })).toBeUndefined();
  expect(decode(eventsOf({ candidates }), { url: vertex }).facts.model).toBe('gemini-test');
});

it('reads the elements of an array as it reads messages', () => {
  const lines = messagesOf(
    `${JSON.stringify(answer([{ text: 'High ' }]))}\n${JSON.stringify(answer([{ text: 'tide' }], { finishReason: 'STOP' }))}`,
    'json-lines',
  );
  const together = messagesOf(JSON.stringify([answer([{ text: 'High ' }]), answer([{ text: 'tide' }], { finishReason: 'STOP' })]), 'json-lines');
  for (const messages of [lines, together])
    expect(decode(messages, { format: 'json-lines' })).toMatchObject({ parts: [{ text: 'High tide' }], verdict: 'complete' });
});

it('puts pieces of arguments in their places, and refuses places that make no sense', () => {
  const built: Record<string, unknown> = {};
  const put = (jsonPath: string, more: object = {}) => applyPartial(built, { jsonPath, ...more });
  expect([
    put('$.a', { stringValue: 'x', willContinue: true }),
    put('$.a', { stringValue: 'y', willContinue: true }),
    put('$.a'),
    put("$['b c'].d[0].e", { numberValue: 1 }),
    put('$.empty[]'),
    put('$.none', { nullValue: 'NULL_VALUE' }),
    put('$.object'),
    put('$.__proto__', { stringValue: 'own' }),
  ]).toEqual(Array.from({ length: 8 }, () => true));
  expect(JSON.parse(JSON.stringify(built))).toEqual(JSON.parse('{"a":"xy","b c":{"d":[{"e":1}]},"empty":[],"none":null,"object":{},"__proto__":"own"}'));
  // Beside the end of a list, below a text, without a root, without a name, too deep.
  expect(['$.empty[7]', '$.a.b', 'a', '$', `$${'.a'.repeat(1000)}`].map((path) => put(path, { numberValue: 1 }))).toEqual([false, false, false, false, false]);
});
