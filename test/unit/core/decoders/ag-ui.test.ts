/** AG-UI: what the official client made of the samples, the rules of order, the state from the request, chunks, and the names of before 1.0. */
import { describe, expect, it, test } from 'vitest';
import { agUi } from '../../../../src/core/decoders/ag-ui.ts';
import type { Part } from '../../../../src/core/decoders/part.ts';
import { decode, expected, head, messagesOf, sample, type HeadOptions } from './sample.ts';

interface Official {
  state: unknown;
  messages: { id: string; role: string; content?: unknown; toolCallId?: string; toolCalls?: { id: string; function: { name: string; arguments: string } }[] }[];
}
interface Event {
  type: string;
  [field: string]: unknown;
}

const fold = (events: Event[], options: HeadOptions = {}): ReturnType<typeof decode> =>
  decode(messagesOf(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')), { by: agUi, ...options });
const started: Event = { type: 'RUN_STARTED', threadId: 't', runId: 'r' };
const finished: Event = { type: 'RUN_FINISHED', threadId: 't', runId: 'r' };
const faultsOf = (events: Event[], options?: HeadOptions): [string, number | undefined][] =>
  fold(events, options).faults.map(({ id, message }) => [id, message]);
const stateOf = (parts: readonly Part[]): Part | undefined => parts.find(({ kind }) => kind === 'state');
const body = {
  threadId: 'th1',
  runId: 'run2',
  state: { port: 'Husum', log: [] },
  messages: [{ id: 'u1', role: 'user', content: 'tide?' }],
  tools: [],
  context: [],
  forwardedProps: {},
};

/** Texts, calls and results are as the client has them in its messages; those that the request brought are not ours to show. */
function same(parts: readonly Part[], { messages }: Official): void {
  const texts = messages.filter(({ id, content, role }) => id !== 'u1' && typeof content === 'string' && role !== 'tool');
  expect(parts.flatMap((part) => (part.kind === 'text' || part.kind === 'reasoning' ? [[part.kind, part.text]] : []))).toEqual(
    texts.map(({ role, content }) => [role === 'reasoning' ? 'reasoning' : 'text', content]),
  );
  const calls = parts.filter((part) => part.kind === 'call');
  expect(calls.map(({ id, name, argumentsText }) => [id, name, argumentsText?.text ?? ''])).toEqual(
    messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id, function: { name, arguments: given } }) => [id, name, given])),
  );
  for (const { toolCallId, content } of messages.filter(({ role }) => role === 'tool'))
    expect(calls.find(({ id }) => id === toolCallId)?.result).toEqual(JSON.parse(content as string));
}

test('the sample is folded as the official client folds it', () => {
  const official = expected('ag-ui').result as Official;
  const decoded = decode(sample('ag-ui.sse'));
  same(decoded.parts, official);
  expect(stateOf(decoded.parts)).toEqual({
    kind: 'state',
    name: 'state',
    value: official.state,
    changes: [
      { message: 1, paths: [''] },
      { message: 13, paths: ['/steps/0/done', '/high'] },
    ],
  });
  expect(decoded.parts).toContainEqual({ kind: 'value', name: 'toast', value: { text: 'done' }, messages: [19] });
  expect(decoded).toMatchObject({ verdict: 'complete', reason: 'success', faults: [], facts: { more: { thread: 'th1', run: 'run1' } } });
  expect(decoded.meanings.map((meaning) => meaning?.says).slice(7, 15)).toEqual([
    'reasoning finished',
    'call tide()',
    'arguments {"port":',
    'arguments "Husum"}',
    'call tide({"port":"Husum"})',
    'result tide: {"high":"06:12"}',
    'state /steps/0/done /high',
    'step ask finished',
  ]);
  // Text that is seen: not reasoning, not arguments.
  expect(decoded.times).toEqual({ firstOutput: 150, firstText: 260, total: 300 });
});

test('chunks, subagents, activities and an interrupt are folded as the official client does, from the state of the request', () => {
  const official = expected('ag-ui-chunks').result as Official & { interrupts: unknown[] };
  const decoded = decode(sample('ag-ui-chunks.sse'), { body });
  same(decoded.parts, official);
  expect(stateOf(decoded.parts)).toMatchObject({ value: official.state, changes: [{ message: 1, paths: ['/port', '/log/0'] }] });
  const activity = official.messages.find(({ role }) => role === 'activity');
  expect(decoded.parts.find((part) => part.kind === 'state' && part.name === 'activity PLAN')).toMatchObject({
    value: activity!.content,
    changes: [{}, { paths: ['/steps/1'] }],
  });
  expect(decoded.parts.find((part) => part.kind === 'text' && part.text === '07:40')).toMatchObject({ name: 'gauge' });
  expect(decoded.parts.filter((part) => part.kind === 'value')).toMatchObject(official.interrupts.map((value) => ({ name: 'interrupt', value })));
  expect(decoded).toMatchObject({
    verdict: 'waiting',
    reason: 'interrupt: Really sail?',
    faults: [],
    facts: {
      model: 'm1',
      usage: { input: 81, cached: 12, output: 30, reasoning: 4 },
      more: { request: 'tide?', version: '1.0', subagents: { gauge: 'finished' } },
    },
  });
});

describe('order', () => {
  const text: Event[] = [
    { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'a' },
    { type: 'TEXT_MESSAGE_END', messageId: 'm' },
  ];

  it.each<[string, Event[], [string, number | undefined][]]>([
    ['a run in a run', [started, started, finished], [['order', 1]]],
    ['a text that begins twice', [started, text[0]!, text[0]!, text[2]!, finished], [['order', 2]]],
    ['a delta without start', [started, text[1]!, finished], [['never-started', 1]]],
    ['an end without start', [started, text[2]!, finished], [['never-started', 1]]],
    ['arguments without call', [started, { type: 'TOOL_CALL_ARGS', toolCallId: 'c', delta: '{}' }, finished], [['never-started', 1]]],
    ['the end of a run with an open text', [started, text[0]!, finished], [['order', 2]]],
    ['the end of a run with an open step', [started, { type: 'STEP_STARTED', stepName: 'a' }, finished], [['order', 2]]],
    ['a step that ends unstarted', [started, { type: 'STEP_FINISHED', stepName: 'a' }, finished], [['never-started', 1]]],
    ['an event after the end', [started, finished, ...text.slice(0, 1)], [['after-end', 2]]],
    [
      'an event after an error',
      [started, { type: 'RUN_ERROR', message: 'x' }, { type: 'CUSTOM', name: 'a' }],
      [
        ['error-inside', 1],
        ['after-end', 2],
      ],
    ],
    ['a subagent that ends unstarted', [started, { type: 'SUBAGENT_FINISHED', subagentRunId: 's' }, finished], [['never-started', 1]]],
    ['a chunk that continues nothing', [started, { type: 'TEXT_MESSAGE_CHUNK', delta: 'a' }, finished], [['never-started', 1]]],
    ['two runs, one after the other', [started, ...text, finished, { ...started, runId: 'r2' }, finished], []],
    ['a chunk is no open text', [started, { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: 'a' }, finished], []],
  ])('%s', (_, events, faults) => {
    expect(faultsOf(events)).toEqual(faults);
  });
});

test('entered in the middle: what there is is folded, and nothing is called a fault that the beginning may explain', () => {
  const decoded = decode(sample('ag-ui.sse').slice(9));
  expect(decoded.faults).toEqual([{ id: 'begins-late', says: 'The first event is not RUN_STARTED: the beginning is missing.', message: 9 }]);
  expect(decoded.parts).toMatchObject([
    { kind: 'call', id: 'tc1', arguments: { port: 'Husum' }, result: { high: '06:12' } },
    { kind: 'state' },
    { text: 'High tide at 06:12.' },
    {},
  ]);
  expect(decoded.verdict).toBe('complete');
});

test('cut, stopped, failed, cancelled', () => {
  const messages = sample('ag-ui.sse').slice(0, -1);
  expect(decode(messages)).toMatchObject({ verdict: 'cut', reason: 'no RUN_FINISHED', faults: [{ id: 'cut' }] });
  expect(decode(messages, { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
  const state = agUi.start(head());
  for (const message of messages) agUi.fold(state, message, head());
  expect(agUi.result(state, undefined)).toMatchObject({ verdict: 'open', faults: [] });
  expect(fold([started, { type: 'RUN_ERROR', message: 'no gauge', code: 'E1' }])).toMatchObject({
    verdict: 'failed',
    reason: 'E1 no gauge',
    parts: [{ kind: 'error', text: 'E1 no gauge' }],
  });
  expect(fold([started, { ...finished, outcome: { type: 'cancelled' } }])).toMatchObject({ verdict: 'complete', reason: 'cancelled' });
});

test('a patch that does not apply changes nothing, and is a fault where the state was known', () => {
  const bad: Event = {
    type: 'STATE_DELTA',
    delta: [
      { op: 'add', path: '/a', value: 1 },
      { op: 'remove', path: '/none' },
    ],
  };
  const decoded = fold([started, { type: 'STATE_SNAPSHOT', snapshot: { b: 1 } }, bad, finished]);
  expect(stateOf(decoded.parts)).toMatchObject({ value: { b: 1 }, changes: [{ message: 1, paths: [''] }] });
  expect(decoded.faults).toMatchObject([{ id: 'patch-failed', message: 2, says: 'The patch of the state does not apply: there is nothing at /none' }]);
  expect(faultsOf([started, bad, finished])).toEqual([]);
  expect(faultsOf([started, bad, finished], { body })).toEqual([['patch-failed', 1]]);
});

test('arguments that are no JSON at the end of the call', () => {
  const call: Event[] = [
    { type: 'TOOL_CALL_START', toolCallId: 'c', toolCallName: 'tide' },
    { type: 'TOOL_CALL_ARGS', toolCallId: 'c', delta: '{"port":' },
  ];
  const decoded = fold([started, ...call, { type: 'TOOL_CALL_END', toolCallId: 'c' }, finished]);
  expect(decoded.faults).toMatchObject([{ id: 'arguments-no-json', message: 3 }]);
  expect(decoded.parts).toMatchObject([{ arguments: '{"port":', state: 'called', messages: [1, 2, 3] }]);
});

test('the names of before 1.0 are reasoning', () => {
  const thinking: Event[] = ['THINKING_START', 'THINKING_TEXT_MESSAGE_START'].map((type) => ({ type }));
  const ends: Event[] = ['THINKING_TEXT_MESSAGE_END', 'THINKING_END'].map((type) => ({ type }));
  const content = (delta: string): Event => ({ type: 'THINKING_TEXT_MESSAGE_CONTENT', delta });
  const decoded = fold([started, ...thinking, content('Low '), content('tide.'), ...ends, ...thinking, content('Again.'), ...ends, finished]);
  expect(decoded.parts.map((part) => part.kind === 'reasoning' && part.text)).toEqual(['Low tide.', 'Again.']);
  expect(decoded.faults).toEqual([]);
});

test('a list of all messages replaces them, and keeps the pieces of what it repeats', () => {
  const text = (id: string, delta: string): Event[] => [
    { type: 'TEXT_MESSAGE_START', messageId: id },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: id, delta },
    { type: 'TEXT_MESSAGE_END', messageId: id },
  ];
  const messages = [
    { id: 'u', role: 'user', content: [{ type: 'text', text: 'tide?' }] },
    { id: 'a', role: 'assistant', content: 'High' },
    { id: 'c', role: 'assistant', content: 'Changed', toolCalls: [{ id: 'x', type: 'function', function: { name: 'wind', arguments: '{}' } }] },
    { id: 't', role: 'tool', toolCallId: 'x', content: 'calm' },
  ];
  const decoded = fold([started, ...text('a', 'High'), ...text('b', 'gone'), ...text('c', 'Low'), { type: 'MESSAGES_SNAPSHOT', messages }, finished]);
  expect(decoded.parts).toMatchObject([
    { kind: 'text', text: 'High', pieces: [{ at: 0, message: 2 }] },
    { kind: 'text', text: 'Changed', pieces: [{ at: 0, message: 10 }] },
    { kind: 'text', text: 'tide?', name: 'user', pieces: [{ at: 0, message: 10 }] },
    { kind: 'call', id: 'x', name: 'wind', arguments: {}, result: 'calm', state: 'done' },
  ]);
});

test('recognition: by an event with its ids, never by a type alone', () => {
  const of = (event: object): ReturnType<typeof agUi.recognise> => agUi.recognise(head(), messagesOf(`data: ${JSON.stringify(event)}\n\n`)[0]);
  expect(of(started)).toBe('certain');
  expect(of({ type: 'TOOL_CALL_ARGS', toolCallId: 'c', delta: '' })).toBe('certain');
  expect(of({ type: 'RUN_STARTED', threadId: 't' })).toBeUndefined();
  expect(of({ type: 'RUN_STARTED' })).toBeUndefined();
  expect(of({ type: 'CUSTOM', name: 'a' })).toBeUndefined();
  expect(of({ type: 'toString', messageId: 'm' })).toBeUndefined();
  expect(agUi.recognise(head({ body }), undefined)).toBe('likely');
  expect(agUi.recognise(head({ body: { threadId: 't' } }), undefined)).toBeUndefined();
});

test('100,000 deltas of text, and as many of the state, cost no more each than the first', { timeout: 60_000 }, () => {
  const deltas = Array.from({ length: 100_000 }, (_, place): Event => ({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: `${place} ` }));
  const patches = deltas.map((_, place): Event => ({ type: 'STATE_DELTA', delta: [{ op: 'add', path: '/log/-', value: place }] }));
  const messages = messagesOf(
    [started, { type: 'TEXT_MESSAGE_START', messageId: 'm' }, ...deltas, ...patches].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
  );
  for (const message of messages) void message.json;
  const streamHead = head({ body });
  const state = agUi.start(streamHead);
  const start = process.cpuUsage();
  for (const message of messages) agUi.fold(state, message, streamHead);
  // Of this process alone, whatever else the machine does. Copying what there is for each would take minutes.
  expect(process.cpuUsage(start).user).toBeLessThan(6_000_000);
  const { parts } = agUi.result(state, undefined);
  expect(parts[0]).toMatchObject({ kind: 'text' });
  expect((stateOf(parts) as { value: { log: unknown[] } }).value.log).toHaveLength(100_000);
});
