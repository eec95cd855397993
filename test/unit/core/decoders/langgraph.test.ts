/** LangGraph: what the official client made of the samples, in both forms; the old mode, subgraphs, interrupts, resumption and how a run ends. */
import { describe, expect, it, test } from 'vitest';
import { createDecoding } from '../../../../src/core/decoders/decode.ts';
import { langGraph } from '../../../../src/core/decoders/langgraph.ts';
import type { Part } from '../../../../src/core/decoders/part.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const sse = (...events: [type: string, data: unknown][]): string => events.map(([type, data]) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`).join('');
const fold = (text: string, options: Parameters<typeof decode>[1] = {}): ReturnType<typeof decode> => decode(messagesOf(text), { by: langGraph, ...options });
const chunk = (content: unknown, more: object = {}): [string, unknown] => [
  'messages',
  [{ type: 'AIMessageChunk', id: 'a', content, ...more }, { langgraph_node: 'agent' }],
];
const textsOf = (parts: readonly Part[]): unknown[] =>
  parts.flatMap((part) => (part.kind === 'text' || part.kind === 'reasoning' ? [[part.kind, part.name, part.text]] : []));

test('runs are folded as the official client folds them', () => {
  const official = expected('langgraph').result as {
    messages: { ai1: { content: string; tool_calls: { id: string; name: string; args: unknown }[] } };
    values: unknown;
  };
  const { ai1 } = official.messages;
  const decoded = decode(sample('langgraph.sse'), {
    url: 'http://local.test/threads/th-1/runs/stream',
    body: { input: { messages: [{ role: 'user', content: 'tide?' }] } },
  });
  expect(textsOf(decoded.parts)).toEqual([['text', 'agent', ai1.content]]);
  const [call] = ai1.tool_calls;
  expect(decoded.parts.filter(({ kind }) => kind === 'call')).toMatchObject([{ id: call!.id, name: call!.name, arguments: call!.args, messages: [3, 4] }]);
  expect(decoded.parts.find(({ kind }) => kind === 'state')).toMatchObject({
    name: 'values',
    value: official.values,
    changes: [
      { message: 1, paths: [''] },
      { message: 7, paths: ['/messages', '/__interrupt__'] },
    ],
  });
  expect(decoded).toMatchObject({
    verdict: 'complete',
    reason: 'interrupt: {"question":"Really?"}',
    faults: [],
    facts: { usage: { input: 9, output: 12 }, more: { run: '1ef-run', thread: 'th-1', request: 'tide?' } },
  });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'run 1ef-run',
    'values',
    'text "High tide "',
    'text "at 06:12.", call wind({"port":)',
    'arguments "Husum"}, usage 9 → 12',
    'updates agent',
    'custom {"progress":0.5}',
    'values /messages /__interrupt__',
    'end',
  ]);
});

test('thread events are folded as the official client folds them', () => {
  interface Block {
    type: string;
    text?: string;
    reasoning?: string;
    id?: string;
    name?: string;
    args?: unknown;
  }
  const official = expected('langgraph-events').result as { messages: Record<string, { node: string; blocks: Block[] }>; values: unknown; custom: unknown[] };
  const decoded = decode(sample('langgraph-events.sse'));
  const all = Object.values(official.messages).flatMap(({ node, blocks }) => blocks.map((block) => ({ node, ...block })));
  expect(textsOf(decoded.parts)).toEqual(
    all.flatMap(({ type, node, text, reasoning }) => ((text ?? reasoning) === undefined ? [] : [[type, node, text ?? reasoning]])),
  );
  const call = all.find(({ type }) => type === 'tool_call')!;
  expect(decoded.parts.filter(({ kind }) => kind === 'call')).toMatchObject([
    { id: call.id, name: call.name, arguments: call.args, result: 'calm', state: 'done' },
  ]);
  expect(decoded.parts.find(({ kind }) => kind === 'state')).toMatchObject({
    value: official.values,
    changes: [
      { message: 1, paths: [''] },
      { message: 22, paths: ['/log'] },
    ],
  });
  expect(decoded.parts.flatMap((part) => (part.kind === 'value' && part.name === 'custom' ? [part.value] : []))).toEqual(official.custom);
  expect(decoded).toMatchObject({ verdict: 'complete', reason: 'completed', faults: [], facts: { usage: { input: 9, output: 12 } } });
  // The text knows its pieces, and not the finish that repeats it.
  expect(decoded.parts.find((part) => part.kind === 'text')).toMatchObject({
    pieces: [
      { at: 0, message: 7 },
      { at: 10, message: 10 },
    ],
  });
});

describe('messages of runs', () => {
  it('have blocks by index, with reasoning apart', () => {
    const decoded = fold(
      sse(
        chunk([{ type: 'thinking', thinking: 'Low ', index: 0 }]),
        chunk([{ type: 'thinking', thinking: 'tide', index: 0 }]),
        chunk([{ type: 'text', text: 'High ', index: 1 }]),
        chunk([{ type: 'text', text: 'tide', index: 1 }]),
        chunk('', { additional_kwargs: { reasoning_content: 'more' } }),
      ),
    );
    expect(textsOf(decoded.parts)).toEqual([
      ['reasoning', 'agent', 'Low tide'],
      ['text', 'agent', 'High tide'],
      ['reasoning', 'agent', 'more'],
    ]);
    expect(decoded.meanings.map((meaning) => meaning?.output)).toEqual(['hidden', 'hidden', 'visible', 'visible', 'hidden']);
  });

  it('have the usage of all chunks together, as the client sums it', () => {
    const usage = (input: number, output: number): [string, unknown] =>
      chunk('', { usage_metadata: { input_tokens: input, output_tokens: output, input_token_details: { cache_read: 1 } } });
    expect(fold(sse(usage(9, 0), usage(0, 4), usage(0, 3))).facts.usage).toEqual({ input: 9, output: 7, cached: 3 });
  });

  it('of the old mode are the whole so far', () => {
    const partial = (content: string): [string, unknown] => ['messages/partial', [{ type: 'ai', id: 'a', content }]];
    const decoded = fold(
      sse(['messages/metadata', {}], partial('High'), partial('High tide'), ['messages/complete', [{ type: 'ai', id: 'a', content: 'High tide' }]]),
    );
    expect(textsOf(decoded.parts)).toEqual([['text', undefined, 'High tide']]);
  });

  it('of a tool are the result of its call', () => {
    const call = chunk('', { tool_call_chunks: [{ id: 'c', name: 'tide', args: '{}', index: 0 }] });
    const tool: [string, unknown] = [
      'messages',
      [{ type: 'tool', id: 't', tool_call_id: 'c', content: 'no gauge', status: 'error' }, { langgraph_node: 'tools' }],
    ];
    const decoded = fold(sse(call, tool));
    expect(decoded.parts).toMatchObject([{ kind: 'call', name: 'tide', arguments: {}, result: 'no gauge', state: 'failed', messages: [0, 1] }]);
    expect(decoded.faults).toMatchObject([{ id: 'tool-error', message: 1 }]);
  });

  it('of two calls interleaved stay apart', () => {
    const piece = (index: number, args: string, id?: string): [string, unknown] =>
      chunk('', { tool_call_chunks: [{ index, args, id: id ?? null, name: id === undefined ? null : `f${index}` }] });
    const decoded = fold(sse(piece(0, '{', 'a'), piece(1, '[', 'b'), piece(0, '}'), piece(1, ']')));
    expect(decoded.parts).toMatchObject([
      { name: 'f0', arguments: {} },
      { name: 'f1', arguments: [] },
    ]);
  });
});

test('states of subgraphs are their own, and say which members changed', () => {
  const decoded = fold(
    sse(['values', { a: 1, 'b/c': [1] }], ['values|sub:1|in:2', { x: 1 }], ['values', { a: 1, 'b/c': [1, 2] }], ['updates|sub:1', { node: { x: 2 } }]),
  );
  expect(decoded.parts).toMatchObject([
    { kind: 'state', name: 'values', changes: [{ paths: [''] }, { message: 2, paths: ['/b~1c'] }] },
    { kind: 'state', name: 'values sub:1|in:2', value: { x: 1 } },
    { kind: 'value', name: 'update node sub:1', value: { x: 2 } },
  ]);
});

describe('how it ends', () => {
  const start: [string, unknown] = ['metadata', { run_id: 'r' }];

  it('by end, with its status', () => {
    expect(fold(sse(start, ['end', null])).verdict).toBe('complete');
    expect(fold(sse(start, ['end', { run_id: 'r', status: 'success' }]))).toMatchObject({ verdict: 'complete', reason: 'success' });
    expect(fold(sse(start, ['end', { run_id: 'r', status: 'error' }]))).toMatchObject({ verdict: 'failed' });
    expect(fold(sse(start, ['end', { run_id: 'r', status: 'interrupted' }]))).toMatchObject({ verdict: 'waiting' });
  });

  it('by an error', () => {
    const decoded = fold(sse(start, ['error', { error: 'GraphRecursionError', message: 'limit of 25' }], ['end', null]));
    expect(decoded).toMatchObject({ verdict: 'failed', reason: 'GraphRecursionError: limit of 25', faults: [{ id: 'error-inside', message: 1 }] });
  });

  it('by waiting for a person', () => {
    expect(fold(sse(start, ['updates', { __interrupt__: [{ value: 'Really?', id: 'i' }] }]))).toMatchObject({
      verdict: 'waiting',
      reason: 'interrupt: Really?',
    });
  });

  it('without end: cut where the server numbers its events, and no fault where it does not', () => {
    expect(decode(sample('langgraph.sse').slice(0, 5))).toMatchObject({ verdict: 'cut', reason: 'no end event', faults: [{ id: 'cut' }] });
    expect(fold(sse(start, ['values', {}]))).toMatchObject({ verdict: 'complete', reason: 'closed without an end', faults: [] });
    expect(decode(sample('langgraph.sse').slice(0, 5), { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page' });
  });

  it('of thread events: by the lifecycle of the empty namespace alone', () => {
    const event = (namespace: string[], name: string, more: object = {}): [string, unknown] => [
      'message',
      { type: 'event', method: 'lifecycle', params: { namespace, data: { event: name, ...more } } },
    ];
    expect(fold(sse(event([], 'started'), event(['sub'], 'completed')), { end: 'page' }).verdict).toBe('open');
    expect(fold(sse(event([], 'failed', { error: 'boom' })))).toMatchObject({ verdict: 'failed', reason: 'boom' });
    expect(fold(sse(event([], 'interrupted')))).toMatchObject({ verdict: 'waiting', reason: 'interrupted' });
    expect(fold(sse(event([], 'completed'), event([], 'running')), { end: 'page' }).verdict).toBe('open');
  });
});

test('events that come again, after a resumption or on a second stream of the run, are folded once', () => {
  for (const name of ['langgraph.sse', 'langgraph-events.sse']) {
    const once = decode(sample(name));
    const twice = createDecoding({ decoder: langGraph, certainty: 'certain' }, head(), 0);
    for (const message of sample(name)) twice.take(message, undefined);
    twice.join(head({ request: { 'last-event-id': '3-0' } }));
    for (const message of sample(name).slice(3)) twice.take(message, undefined);
    expect(JSON.parse(JSON.stringify(twice.result('server').parts))).toEqual(once.parts);
  }
  expect(langGraph.group!(head({ url: 'http://a.test/threads/t1/stream/events' }))).toBe('langgraph thread t1');
  expect(langGraph.group!(head({ url: 'http://a.test/threads/t1/runs/stream', response: { 'content-location': '/threads/t1/runs/r1' } }))).toBe(
    'langgraph run r1',
  );
  expect(langGraph.group!(head({ url: 'http://a.test/threads/t1/runs/r1/stream' }))).toBe('langgraph run r1');
  expect(langGraph.group!(head({ url: 'http://a.test/runs/stream' }))).toBeUndefined();
});

test('recognition: metadata alone is LangServe as well', () => {
  const [metadata] = messagesOf(sse(['metadata', { run_id: 'r' }]));
  expect(langGraph.recognise(head(), metadata)).toBe('likely');
  expect(langGraph.recognise(head({ url: 'http://a.test/runs/stream?x=1' }), metadata)).toBe('certain');
  expect(langGraph.recognise(head({ url: 'http://a.test/threads/t/runs/r/stream' }), metadata)).toBe('certain');
  expect(langGraph.recognise(head({ url: 'http://a.test/stream' }), metadata)).toBe('likely');
  expect(langGraph.recognise(head(), messagesOf(sse(['messages', [{ text: 'x' }, {}]]))[0])).toBeUndefined();
});

test('data that is too deep for a stack is folded as any other', () => {
  const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown;
  const state = langGraph.start(head());
  for (const params of [
    { namespace: [], data: deep },
    { namespace: [deep], data: 1 },
  ])
    for (const method of ['values', 'custom', 'messages', 'tools', 'lifecycle', 'input.requested'])
      for (const again of [0, 1])
        langGraph.fold(state, { index: again, type: 'message', data: 'x', lastEventId: '', json: { type: 'event', method, params } }, head());
  expect(langGraph.result(state, 'server').parts.length).toBeGreaterThan(0);
});

test('100,000 deltas cost no more each than the first', { timeout: 60_000 }, () => {
  const messages = messagesOf(sse(...Array.from({ length: 100_000 }, (_, place) => chunk(`${place} `))));
  for (const message of messages) void message.json;
  const state = langGraph.start(head());
  const start = process.cpuUsage();
  for (const message of messages) langGraph.fold(state, message, head());
  // Of this process alone, whatever else the machine does. Copying what there is for each would take minutes.
  expect(process.cpuUsage(start).user).toBeLessThan(4_000_000);
  expect(langGraph.result(state, undefined).parts).toHaveLength(1);
});
