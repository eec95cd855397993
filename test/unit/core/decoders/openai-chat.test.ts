/** Chat completions, of OpenAI and of those who say they are compatible. */
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import type { Part } from '../../../../src/core/decoders/part.ts';
import { openaiChat } from '../../../../src/core/decoders/openai-chat.ts';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample, SAMPLES } from './sample.ts';

interface Message {
  content?: string | null;
  refusal?: string | null;
  audio?: { transcript: string };
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

interface Completion {
  model: string;
  choices: { index: number; finish_reason: string | null; message: Message }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
}

/** A stream of chunks, each with one choice or with what is given. */
function chunks(...list: (object | string)[]): ReturnType<typeof messagesOf> {
  const text = list.map((chunk) => (typeof chunk === 'string' ? chunk : JSON.stringify({ object: 'chat.completion.chunk', model: 'm', ...chunk })));
  return messagesOf(text.map((data) => `data: ${data}\n\n`).join(''));
}
const delta = (value: object, finish: string | null = null, index = 0): object => ({ choices: [{ index, delta: value, finish_reason: finish }] });
const begin = delta({ role: 'assistant', content: '' });
const call = (value: object, finish: string | null = null): object => delta({ tool_calls: [value] }, finish);

const textOf = ({ parts }: Decoded, kind: Part['kind'], choice = 0): string =>
  parts.map((part) => (part.kind === kind && 'text' in part && (!('choice' in part) || (part.choice ?? 0) === choice) ? part.text : '')).join('');
const callsOf = ({ parts }: Decoded, choice = 0): [string | undefined, unknown][] =>
  parts.flatMap((part): [string | undefined, unknown][] => (part.kind === 'call' && (part.choice ?? 0) === choice ? [[part.name, part.arguments]] : []));
const faultsOf = ({ faults }: Decoded): string[] => faults.map(({ id }) => id);

const VERDICTS: Readonly<Record<string, string>> = { complete: 'complete', cut: 'cut', error: 'failed' };
const ofClient = SAMPLES.filter((name) => /^openai-(chat|azure)/.test(name));

describe.each(ofClient)('%s', (name) => {
  const wanted = expected(name);
  const completion = wanted.result as Completion;
  const decoded = decode(sample(name));

  it('is folded as by the client', () => {
    expect(decoded.verdict).toBe(VERDICTS[wanted.end]);
    expect(decoded.facts.model).toBe(completion.model);
    expect(decoded.facts.usage?.input).toBe(completion.usage?.prompt_tokens);
    expect(decoded.facts.usage?.output).toBe(completion.usage?.completion_tokens);
    for (const { index, message } of completion.choices) {
      expect(textOf(decoded, 'text', index)).toBe(message.content ?? message.audio?.transcript ?? '');
      expect(textOf(decoded, 'refusal', index)).toBe(message.refusal ?? '');
      expect(callsOf(decoded, index)).toEqual((message.tool_calls ?? []).map((tool) => [tool.function.name, JSON.parse(tool.function.arguments) as unknown]));
    }
  });
});

describe('ends', () => {
  it('says why an answer is not whole, in the words of the client', () => {
    const cut = sample('openai-chat-cut.sse');
    expect(decode(cut)).toMatchObject({ verdict: 'cut', reason: 'no finish_reason for choice 0' });
    expect(faultsOf(decode(cut))).toContain('cut');
    expect(decode(cut, { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page' });
    expect(decode(cut, { end: 'none' }).verdict).toBe('open');
    expect(faultsOf(decode(cut, { end: 'page' }))).not.toContain('cut');
  });

  it('is cut where only the end mark came', () => {
    expect(decode(chunks(begin, delta({ content: 'a' }), '[DONE]'))).toMatchObject({ verdict: 'cut', reason: 'no finish_reason for choice 0' });
  });

  it('needs no end mark', () => {
    expect(decode(chunks(begin, delta({ content: 'a' }, 'stop')))).toMatchObject({ verdict: 'complete', reason: 'stop', faults: [] });
  });

  it.each([
    ['length', 'limit', 'token-limit'],
    ['content_filter', 'filtered', 'filtered'],
    ['insufficient_system_resource', 'cut', 'cut'],
  ])('%s is %s', (reason, verdict, fault) => {
    const decoded = decode(chunks(begin, delta({ content: 'a' }, reason), '[DONE]'));
    expect(decoded).toMatchObject({ verdict, reason, facts: { stopReason: reason } });
    expect(faultsOf(decoded)).toEqual([fault]);
  });

  it('is filtered where every answer is a refusal', () => {
    expect(decode(chunks(begin, delta({ refusal: 'No.' }), delta({}, 'stop'), '[DONE]'))).toMatchObject({ verdict: 'filtered', reason: 'refusal' });
  });

  it('takes the last reason, and none that is empty', () => {
    const decoded = decode(
      chunks(delta({ role: 'assistant', content: 'a' }, ''), delta({ content: 'b' }, 'stop'), delta({ content: 'c' }, 'length'), '[DONE]'),
    );
    expect(decoded).toMatchObject({ verdict: 'limit', facts: { stopReason: 'length' } });
    expect(textOf(decoded, 'text')).toBe('abc');
    expect(decode(chunks(begin, delta({ content: 'b' }, ''))).verdict).toBe('cut');
  });

  it('reads nothing after the end, and says that there was more', () => {
    const decoded = decode(chunks(begin, delta({ content: 'a' }, 'stop'), '[DONE]', delta({ content: 'b' })));
    expect(textOf(decoded, 'text')).toBe('a');
    expect(decoded.faults).toMatchObject([{ id: 'after-end', message: 3 }]);
  });

  it('ends with an error wherever it comes, with what was said till then', () => {
    const inside = decode(sample('openai-compatible-error.sse'));
    expect(inside).toMatchObject({ verdict: 'failed', reason: 'Provider disconnected', facts: { more: { provider: 'ExampleHost' } } });
    expect(textOf(inside, 'text')).toBe('The gale ');
    expect(inside.faults).toMatchObject([{ id: 'error-inside', message: 1 }]);
    expect(inside.parts.at(-1)).toMatchObject({ kind: 'error', text: 'Provider disconnected', value: { code: 502 } });
    const alone = decode(chunks('{"error":{"message":"no such model"}}'), { url: 'https://a.example/v1/chat/completions' });
    expect(alone).toMatchObject({ certainty: 'likely', verdict: 'failed', reason: 'no such model', faults: [] });
  });
});

describe('servers that say they are compatible', () => {
  it('keeps the reasoning that the client loses', () => {
    for (const name of ['openai-compatible-reasoning', 'openai-compatible-openrouter', 'openai-compatible-toolquirks', 'llama-cpp-chat']) {
      const wanted = expected(`${name}.sse`).result as {
        text: string;
        reasoningText: string;
        finishReason: string;
        usage: { inputTokens: number; outputTokens: number };
        toolCalls: { toolName: string; input: unknown }[];
      };
      const decoded = decode(sample(`${name}.sse`));
      expect(textOf(decoded, 'text')).toBe(wanted.text);
      expect(textOf(decoded, 'reasoning')).toBe(wanted.reasoningText);
      expect(callsOf(decoded)).toEqual(wanted.toolCalls.map(({ toolName, input }) => [toolName, input]));
      expect(decoded.facts.stopReason?.replace('_', '-')).toBe(wanted.finishReason);
      expect(decoded.facts.usage).toMatchObject({ input: wanted.usage.inputTokens, output: wanted.usage.outputTokens });
    }
    expect(decode(sample('openai-compatible-reasoning.sse')).verdict).toBe('limit');
  });

  it('reads the lists of Mistral', () => {
    const wanted = expected('mistral.sse').result as { content: string; thinking: string };
    const decoded = decode(sample('mistral.sse'));
    expect(textOf(decoded, 'text')).toBe(wanted.content);
    expect(textOf(decoded, 'reasoning')).toBe(wanted.thinking);
    expect(decoded).toMatchObject({ verdict: 'complete', facts: { stopReason: 'tool_calls', usage: { input: 10, output: 15 } } });
    expect(callsOf(decoded)).toEqual([['wind', { port: 'Husum' }]]);
  });

  it('takes one of two members with reasoning, and details where there is no other', () => {
    expect(textOf(decode(chunks(begin, delta({ reasoning_content: 'a', reasoning: 'b' }))), 'reasoning')).toBe('a');
    const details = [
      { type: 'reasoning.summary', summary: 'c' },
      { type: 'reasoning.encrypted', data: 'secret', index: 1 },
    ];
    const decoded = decode(chunks(begin, delta({ reasoning_details: details })));
    expect(textOf(decoded, 'reasoning')).toBe('c');
    expect(JSON.stringify(decoded)).not.toContain('secret');
  });

  it('counts as the server counts', () => {
    expect(decode(sample('groq.sse'))).toMatchObject({
      facts: { serverRate: 500, usage: { input: 20, output: 40 }, more: { 'groq id': 'req_1' } },
      rate: { by: 'server' },
    });
    expect(decode(sample('llama-cpp-chat.sse'))).toMatchObject({ facts: { serverRate: 50, more: { 'prompt progress': { processed: 512 } } } });
    const each = decode(
      chunks(
        { ...begin, usage: { prompt_tokens: 3, completion_tokens: 1 } },
        { ...delta({ content: 'a' }, 'stop'), usage: { prompt_tokens: 3, completion_tokens: 2, prompt_cache_hit_tokens: 1 } },
      ),
    );
    expect(each.facts.usage).toEqual({ input: 3, cached: 1, output: 2 });
  });

  it('takes a whole message for a delta, and arguments that are no text as they are', () => {
    const decoded = decode(
      chunks({
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: 'a', tool_calls: [{ id: 'x', function: { name: 'tide', arguments: { port: 1 } } }] },
            finish_reason: 'stop',
          },
        ],
      }),
    );
    expect(textOf(decoded, 'text')).toBe('a');
    expect(callsOf(decoded)).toEqual([['tide', { port: 1 }]]);
  });

  it('keeps the sources of Perplexity once', () => {
    const decoded = decode(
      chunks({ ...begin, citations: ['https://a.example'] }, { ...delta({ content: 'a' }, 'stop'), citations: ['https://a.example', 'https://b.example'] }),
    );
    expect(decoded.parts.filter(({ kind }) => kind === 'value')).toEqual([
      { kind: 'value', name: 'citations', value: ['https://a.example', 'https://b.example'], messages: [0] },
    ]);
  });

  it('shows what the filter of Azure has found', () => {
    const late = {
      choices: [
        {
          index: 0,
          delta: {},
          finish_reason: null,
          content_filter_results: { hate: { filtered: false, severity: 'safe' }, violence: { filtered: true, severity: 'high' } },
        },
      ],
    };
    const decoded = decode(chunks(begin, delta({ content: 'a' }), late, delta({}, 'content_filter')));
    expect(decoded.meanings[2]?.says).toBe('filter violence');
    expect(decoded.parts).toContainEqual({ kind: 'value', name: 'content filter', value: [{ violence: { filtered: true, severity: 'high' } }], messages: [2] });
  });
});

describe('calls', () => {
  const calls = (...list: object[]): [string | undefined, unknown][] =>
    callsOf(decode(chunks(begin, ...list.map((value) => call(value)), delta({}, 'tool_calls'))));

  it.each<[string, object[]]>([
    [
      'each at index 0, with ids',
      [
        { index: 0, id: 'a', function: { name: 'x', arguments: '{"n":1}' } },
        { index: 0, id: 'b', function: { name: 'x', arguments: '{"n":2}' } },
      ],
    ],
    [
      'each at index 0, without ids',
      [
        { index: 0, function: { name: 'x', arguments: '{"n":1}' } },
        { index: 0, function: { name: 'x', arguments: '{"n":2}' } },
      ],
    ],
    [
      'without index',
      [
        { id: 'a', function: { name: 'x', arguments: '{"n":' } },
        { function: { arguments: '1}' } },
        { id: 'b', function: { name: 'x', arguments: '' } },
        { id: 'b', function: { arguments: '{"n":2}' } },
      ],
    ],
    [
      'interleaved at index 0',
      [
        { index: 0, id: 'a', function: { name: 'x', arguments: '{"n"' } },
        { index: 0, id: 'b', function: { name: 'x', arguments: '{"n"' } },
        { index: 0, id: 'a', function: { arguments: ':1}' } },
        { index: 0, id: 'b', function: { arguments: ':2}' } },
      ],
    ],
    [
      'with another id in each delta',
      [
        { index: 0, id: 'a', function: { name: 'x', arguments: '{"n"' } },
        { index: 0, id: 'b', function: { arguments: ':1}' } },
        { index: 1, id: 'c', function: { name: 'x', arguments: '{"n"' } },
        { index: 1, id: 'd', function: { name: 'x', arguments: ':2}' } },
      ],
    ],
    [
      'whose name comes late',
      [
        { index: 0, function: { arguments: '{"n":' } },
        { index: 0, id: 'a', function: { name: 'x', arguments: '1}' } },
        { index: 1, id: 'b' },
        { index: 1, function: { name: 'x', arguments: '{"n":2}' } },
      ],
    ],
  ])('%s', (_, deltas) => {
    expect(calls(...deltas)).toEqual([
      ['x', { n: 1 }],
      ['x', { n: 2 }],
    ]);
  });

  it('of the old form, and of tools that take any text', () => {
    const old = decode(
      chunks(begin, delta({ function_call: { name: 'x', arguments: '{"n"' } }), delta({ function_call: { arguments: ':1}' } }), delta({}, 'function_call')),
    );
    expect(callsOf(old)).toEqual([['x', { n: 1 }]]);
    const custom = decode(
      chunks(
        begin,
        call({ index: 0, id: 'c', type: 'custom', custom: { name: 'sql', input: 'select' } }),
        call({ index: 0, custom: { input: ' 1' } }),
        delta({}, 'tool_calls'),
      ),
    );
    expect(callsOf(custom)).toEqual([['sql', 'select 1']]);
    expect(custom.faults).toEqual([]);
  });

  it('says of a whole call that its arguments are no JSON, not of half a call', () => {
    const broken = [begin, call({ index: 0, id: 'a', function: { name: 'x', arguments: '{"n":' } })];
    expect(decode(chunks(...broken, delta({}, 'tool_calls'))).faults).toMatchObject([{ id: 'arguments-no-json', message: 1 }]);
    expect(faultsOf(decode(chunks(...broken, delta({}, 'length'))))).toEqual(['token-limit']);
    expect(faultsOf(decode(chunks(...broken)))).toEqual(['cut']);
  });
});

describe('audio', () => {
  const wanted = (expected('openai-chat-audio.sse').result as { choices: { message: { audio: { id: string; transcript: string; data: string } } }[] })
    .choices[0]!.message.audio;
  const decoded = decode(sample('openai-chat-audio.sse'));

  it('has its transcript as text, and is whole when it says when it expires', () => {
    expect(decoded.parts.find((part) => part.kind === 'text')).toMatchObject({ text: wanted.transcript, name: 'transcript' });
    expect(decoded).toMatchObject({ verdict: 'complete', reason: 'stop', facts: { stopReason: 'stop' } });
  });

  it('does not say whose it is, where there is one answer', () => {
    expect(decoded.parts.find((part) => part.kind === 'text')).not.toHaveProperty('choice');
  });

  it('has a size, and no base64', () => {
    expect(decoded.parts).toContainEqual({
      kind: 'value',
      name: 'audio',
      value: { id: wanted.id, size: '18 bytes', expires_at: 1790003600 },
      messages: [0, 1, 2, 3, 4, 5, 6],
    });
    for (const length of [8, 16]) expect(JSON.stringify(decoded)).not.toContain(wanted.data.slice(0, length));
  });
});

describe('other completions', () => {
  it('of the old kind', () => {
    const { texts } = expected('openai-completion.sse').result as { texts: string[] };
    const decoded = decode(sample('openai-completion.sse'));
    expect(texts.map((_, choice) => textOf(decoded, 'text', choice))).toEqual(texts);
    expect(decoded).toMatchObject({
      verdict: 'limit',
      reason: 'length',
      facts: { stopReason: 'stop', more: { 'finish reasons': { 0: 'stop', 1: 'length' } } },
    });
    expect(faultsOf(decoded)).toEqual(['token-limit']);
  });

  it("llama.cpp's own", () => {
    const { content } = expected('llama-cpp-completion.sse').result as { content: string };
    const decoded = decode(sample('llama-cpp-completion.sse'));
    expect(textOf(decoded, 'text')).toBe(content);
    expect(decoded).toMatchObject({ verdict: 'limit', facts: { serverRate: 50, usage: { input: 5, output: 2 } } });
  });

  it('of Text Generation Inference', () => {
    const token = (text: string, special: boolean, rest: object = {}): string =>
      JSON.stringify({ index: 1, token: { id: 1, text, logprob: -1, special }, generated_text: null, details: null, ...rest });
    const decoded = decode(
      chunks(
        token('a', false),
        token(' b', false),
        token('</s>', true, { generated_text: 'a b', details: { finish_reason: 'eos_token', generated_tokens: 3 } }),
      ),
    );
    expect(textOf(decoded, 'text')).toBe('a b');
    expect(decoded).toMatchObject({ certainty: 'certain', verdict: 'complete', facts: { usage: { output: 3 } } });
  });

  it('of Workers AI, which only its path suggests', () => {
    const messages = messagesOf('data: {"response":"a"}\n\ndata: {"response":" b"}\n\ndata: [DONE]\n\n');
    expect(recognise(head(), messages)).toBeUndefined();
    const decoded = decode(messages, { url: 'https://a.example/ai/run/@cf/model' });
    // It knows no reasons to finish: the end mark is its end.
    expect(decoded).toMatchObject({ certainty: 'likely', verdict: 'complete', faults: [] });
    expect(textOf(decoded, 'text')).toBe('a b');
  });
});

it('is not harmed by what is nested deep, or named as members of every object', () => {
  const hostile = (levels: number, deep = `${'['.repeat(levels)}${']'.repeat(levels)}`): string =>
    `{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":${deep},"tool_calls":[{"index":0,"function":{"name":"x","arguments":{"a":${deep}}}}]},"finish_reason":"constructor"}]}`;
  const decoded = decode(
    chunks(begin, '{"object":"chat.completion.chunk","choices":[{"index":"__proto__","delta":{"content":"a"},"finish_reason":"toString"}],"__proto__":{}}'),
  );
  expect(decoded).toMatchObject({ verdict: 'complete', reason: 'toString' });
  const state = openaiChat.start(head());
  // What has too many levels for those who walk it is not read at all.
  const says = chunks(hostile(50_000), hostile(490)).map((message) => openaiChat.fold(state, message, head())?.says);
  expect(says).toEqual([undefined, `call x({"a":${'['.repeat(55)}…), role assistant, stop: constructor`]);
  expect(openaiChat.result(state, 'server').verdict).toBe('complete');
});

it('says that the beginning is missing, and folds what there is', () => {
  const decoded = decode(sample('openai-chat.sse').slice(4));
  expect(textOf(decoded, 'text')).toBe('is at 06:12.');
  expect(callsOf(decoded)).toHaveLength(2);
  expect(decoded.faults.filter(({ id }) => id === 'begins-late')).toMatchObject([{ message: 4 }, { message: 9 }]);
});

it('says what each message says', () => {
  const asked = {
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: [{ type: 'text', text: 'When is high tide?' }] },
    ],
  };
  const decoded = decode(sample('openai-chat.sse'), { body: asked });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'role assistant',
    'role assistant',
    'text "High tide "',
    'refusal "I can\'t "',
    'text "is at 06:12."',
    'call tide()',
    'arguments {"port":',
    'call wind({"kn":)',
    'arguments "Husum"}, arguments 12}',
    'refusal "help there."',
    'stop: tool_calls',
    'stop: stop',
    'usage 21 → 34',
    'end',
  ]);
  expect(decoded.meanings.map((meaning) => meaning?.output?.[0] ?? '-').join('')).toBe('--vvvhhhhv----');
  expect(decoded.facts.more).toMatchObject({ request: 'When is high tide?', fingerprint: 'fp_1' });
});
