/** A2A: what the official client made of the samples, over JSON-RPC and REST; how tasks end; and what is no A2A. */
import { describe, expect, it, test } from 'vitest';
import { a2a } from '../../../../src/core/decoders/a2a.ts';
import type { Part } from '../../../../src/core/decoders/part.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

interface Official {
  taskId: string;
  artifacts: Record<string, string>;
  data?: unknown[];
  statusMessages?: string[];
}

const textsOf = (parts: readonly Part[], name: string): string[] => parts.flatMap((part) => (part.kind === 'text' && part.name === name ? [part.text] : []));
const fold = (events: unknown[], name?: string): ReturnType<typeof decode> =>
  decode(messagesOf(events.map((event) => `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(event)}\n\n`).join('')), { by: a2a });
const task = (state: string): object => ({ task: { id: 't', contextId: 'c', status: { state } } });
const status = (state: string): object => ({ statusUpdate: { taskId: 't', contextId: 'c', status: { state } } });
const piece = (text: string, append: boolean, artifactId = 'a'): object => ({
  artifactUpdate: { taskId: 't', artifact: { artifactId, parts: [{ text }] }, append },
});

test('1.0 is folded as the official client parses it', () => {
  const official = expected('a2a').result as Official;
  const body = { jsonrpc: '2.0', id: 1, method: 'SendStreamingMessage', params: { message: { role: 'ROLE_USER', parts: [{ text: 'tide?' }] } } };
  const decoded = decode(sample('a2a.sse'), { body, request: { 'a2a-version': '1.0' } });
  expect(textsOf(decoded.parts, 'answer')).toEqual(Object.values(official.artifacts));
  expect(decoded.parts[0]).toEqual({
    kind: 'state',
    name: 'task',
    value: { state: 'completed', timestamp: '2026-11-01T08:00:02Z' },
    changes: [
      { message: 0, paths: [''] },
      { message: 1, paths: ['/state'] },
      { message: 4, paths: ['/state'] },
    ],
  });
  expect(decoded).toMatchObject({
    verdict: 'complete',
    reason: 'completed',
    faults: [],
    facts: { more: { request: 'tide?', task: official.taskId, context: 'ctx-1', state: 'completed', version: '1.0' } },
  });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'task submitted',
    'status working',
    'artifact answer "High tide "',
    'artifact answer "at 06:12."',
    'status completed',
  ]);
});

test('0.3 is folded as the official client parses it; base64 is a type and a size', () => {
  const official = expected('a2a-v03').result as Required<Official>;
  const decoded = decode(sample('a2a-v03.sse'));
  expect(textsOf(decoded.parts, 'answer')).toEqual(Object.values(official.artifacts));
  expect(textsOf(decoded.parts, 'status')).toEqual(official.statusMessages);
  expect(decoded.parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []))).toEqual([...official.data, { type: 'image/png', size: 6 }]);
  expect(decoded).toMatchObject({ verdict: 'waiting', reason: 'input-required', faults: [] });
});

test('REST sends the same objects without JSON-RPC', () => {
  const messages = sample('a2a.sse').map(({ json }) => `data: ${JSON.stringify((json as { result: unknown }).result)}\n\n`);
  const decoded = decode(messagesOf(messages.join('')));
  expect(decoded).toMatchObject({ protocol: 'a2a', certainty: 'certain', verdict: 'complete' });
  expect(textsOf(decoded.parts, 'answer')).toEqual(['High tide at 06:12.']);
});

describe('how it ends', () => {
  it.each([
    ['TASK_STATE_COMPLETED', 'complete', []],
    ['TASK_STATE_CANCELED', 'complete', []],
    ['TASK_STATE_FAILED', 'failed', ['error-inside']],
    ['TASK_STATE_REJECTED', 'failed', ['error-inside']],
    ['TASK_STATE_INPUT_REQUIRED', 'waiting', []],
    ['TASK_STATE_AUTH_REQUIRED', 'waiting', []],
    ['TASK_STATE_WORKING', 'cut', ['cut']],
  ])('%s: %s', (state, verdict, faults) => {
    const decoded = fold([task('TASK_STATE_SUBMITTED'), status(state)]);
    expect(decoded).toMatchObject({ verdict, reason: verdict === 'cut' ? 'the task is still working' : state.slice(11).toLowerCase().replace('_', '-') });
    expect(decoded.faults.map(({ id }) => id)).toEqual(faults);
  });

  it('a message is an answer without a task', () => {
    const decoded = fold([{ message: { messageId: 'm', role: 'ROLE_AGENT', parts: [{ text: 'High tide' }] } }]);
    expect(decoded).toMatchObject({ verdict: 'complete', parts: [{ kind: 'text', text: 'High tide' }] });
  });

  it('an error, of JSON-RPC or of REST', () => {
    expect(fold([{ jsonrpc: '2.0', id: 1, error: { code: -32001, message: 'Task not found' } }])).toMatchObject({
      verdict: 'failed',
      reason: '-32001 Task not found',
      faults: [{ id: 'error-inside', message: 0 }],
    });
    expect(fold([{ error: { code: 404, message: 'gone' } }], 'error')).toMatchObject({ verdict: 'failed', reason: '404 gone' });
  });

  it('final: true of 0.3 ends it whatever the state', () => {
    expect(fold([{ kind: 'status-update', taskId: 't', contextId: 'c', status: { state: 'working' }, final: true }])).toMatchObject({
      verdict: 'complete',
      reason: 'working',
    });
  });

  it('what comes after the end is said', () => {
    const decoded = fold([task('TASK_STATE_COMPLETED'), piece('late', false)]);
    expect(decoded.faults).toMatchObject([{ id: 'after-end', message: 1 }]);
  });
});

test('pieces append to their artifact, replace it, and may begin late', () => {
  const decoded = fold([
    task('TASK_STATE_WORKING'),
    piece('Em', true),
    piece('den', true),
    piece('x', false, 'b'),
    piece('Husum', false, 'b'),
    status('TASK_STATE_COMPLETED'),
  ]);
  expect(decoded.parts.slice(1)).toEqual([
    {
      kind: 'text',
      name: 'a',
      text: 'Emden',
      pieces: [
        { at: 0, message: 1 },
        { at: 2, message: 2 },
      ],
    },
    { kind: 'text', name: 'b', text: 'Husum', pieces: [{ at: 0, message: 4 }] },
  ]);
  expect(decoded.faults).toMatchObject([{ id: 'begins-late', message: 1 }]);
});

test('recognition: by the objects, not by JSON-RPC; a task of MCP is none', () => {
  const of = (event: unknown, body?: unknown): ReturnType<typeof a2a.recognise> =>
    a2a.recognise(head({ body }), messagesOf(`data: ${JSON.stringify(event)}\n\n`)[0]);
  expect(of({ jsonrpc: '2.0', id: 1, result: { task: { taskId: 't', status: 'working' } } })).toBeUndefined();
  expect(of({ message: 'hello' })).toBeUndefined();
  expect(of({ kind: 'task', id: 't' })).toBeUndefined();
  expect(of({ jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } })).toBeUndefined();
  expect(of({ jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } }, { jsonrpc: '2.0', id: 1, method: 'message/stream' })).toBe('certain');
  expect(a2a.recognise(head({ request: { 'a2a-version': '1.0' } }), undefined)).toBe('certain');
});
