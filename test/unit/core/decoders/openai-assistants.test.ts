/** OpenAI's Assistants. */
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import { openaiAssistants } from '../../../../src/core/decoders/openai-assistants.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

/** A stream of named objects. */
function events(...list: [name: string, data: object][]): ReturnType<typeof messagesOf> {
  return messagesOf(list.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify({ object: name.replace(/\.[a-z_]+$/, ''), ...data })}\n\n`).join(''));
}
const created: [string, object] = ['thread.run.created', { id: 'run_1', thread_id: 'th', status: 'queued', model: 'm' }];
const run = (event: string, more: object = {}): [string, object] => [`thread.run.${event}`, { id: 'run_1', status: event, ...more }];
const message: [string, object] = ['thread.message.created', { id: 'msg_1', content: [] }];
const text = (index: number, value: string): [string, object] => [
  'thread.message.delta',
  { id: 'msg_1', object: 'thread.message.delta', delta: { content: [{ index, type: 'text', text: { value } }] } },
];
const step: [string, object] = ['thread.run.step.created', { id: 'step_1', step_details: { type: 'tool_calls', tool_calls: [] } }];
const call = (index: number, more: object): [string, object] => [
  'thread.run.step.delta',
  { id: 'step_1', object: 'thread.run.step.delta', delta: { step_details: { type: 'tool_calls', tool_calls: [{ index, type: 'function', ...more }] } } },
];
const faultsOf = ({ faults }: Decoded): string[] => faults.map(({ id }) => id);

it('is folded as by the client', () => {
  const wanted = expected('openai-assistants.sse').result as {
    run: { model: string; usage: { prompt_tokens: number; completion_tokens: number } };
    messages: { content: { text: { value: string } }[] }[];
  };
  const decoded = decode(sample('openai-assistants.sse'));
  expect(decoded.parts).toMatchObject(wanted.messages.flatMap(({ content }) => content.map((part) => ({ kind: 'text', text: part.text.value }))));
  expect(decoded).toMatchObject({
    verdict: 'complete',
    faults: [],
    facts: { model: wanted.run.model, usage: { input: wanted.run.usage.prompt_tokens, output: wanted.run.usage.completion_tokens } },
  });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'run.created',
    'step.created',
    'message.created',
    'text "High tide "',
    'text "at 06:12."',
    'message.completed',
    'step.completed',
    'run.completed, usage 9 → 8',
    'end',
  ]);
});

it('folds calls that are interleaved, and waits for what they give', () => {
  const decoded = decode(
    events(
      created,
      step,
      call(0, { id: 'a', function: { name: 'tide', arguments: '' } }),
      call(1, { id: 'b', function: { name: 'wind', arguments: '{"kn":' } }),
      call(0, { function: { arguments: '{"port":1}' } }),
      call(1, { function: { arguments: '2}' } }),
      run('requires_action', { required_action: { submit_tool_outputs: { tool_calls: [{ function: { name: 'tide' } }, { function: { name: 'wind' } }] } } }),
    ),
  );
  expect(decoded).toMatchObject({ verdict: 'waiting', reason: 'result of tide, wind', faults: [] });
  expect(decoded.parts).toMatchObject([
    { kind: 'call', id: 'a', name: 'tide', arguments: { port: 1 }, messages: [2, 4] },
    { kind: 'call', id: 'b', name: 'wind', arguments: { kn: 2 }, messages: [3, 5] },
  ]);
});

it('takes the whole step: what the interpreter ran, and what came of it', () => {
  const tools = [{ id: 'c', type: 'code_interpreter', code_interpreter: { input: 'print(1)', outputs: [{ type: 'logs', logs: '1' }] } }];
  const begun = [
    'thread.run.step.delta',
    { id: 'step_1', delta: { step_details: { tool_calls: [{ index: 0, type: 'code_interpreter', code_interpreter: { input: 'print(' } }] } } },
  ] as [string, object];
  const decoded = decode(events(created, step, begun, ['thread.run.step.completed', { id: 'step_1', step_details: { tool_calls: tools } }], run('completed')));
  expect(decoded.parts).toMatchObject([{ kind: 'call', name: 'code_interpreter', arguments: 'print(1)', result: [{ logs: '1' }], state: 'done' }]);
  expect(decoded.faults).toEqual([]);
});

describe('ends', () => {
  it.each([
    ['failed', { last_error: { code: 'rate_limit_exceeded', message: 'Too much.' } }, 'failed', 'Too much.', 'error-inside'],
    ['expired', {}, 'failed', 'expired', 'error-inside'],
    ['incomplete', { incomplete_details: { reason: 'max_completion_tokens' } }, 'limit', 'max_completion_tokens', 'token-limit'],
    ['incomplete', { incomplete_details: { reason: 'content_filter' } }, 'filtered', 'content_filter', 'filtered'],
  ])('%s %o', (event, more, verdict, reason, fault) => {
    const decoded = decode(events(created, message, text(0, 'a'), run(event, more)));
    expect(decoded).toMatchObject({ verdict, reason });
    expect(faultsOf(decoded)).toEqual([fault]);
  });

  it('is cut without any of them, and reads nothing after', () => {
    expect(decode(events(created, message, text(0, 'a')))).toMatchObject({ verdict: 'cut', reason: 'no thread.run.completed' });
    const late = decode(events(created, message, run('completed'), text(0, 'late')));
    expect(late.parts).toEqual([]);
    expect(late.faults).toMatchObject([{ id: 'after-end', message: 3 }]);
  });

  it('fails with an error of the server', () => {
    expect(decode(events(created, ['error', { message: 'Oh.' }]))).toMatchObject({ verdict: 'failed', reason: 'Oh.' });
  });
});

it('entered in the middle: folded, and said', () => {
  const decoded = decode(sample('openai-assistants.sse').slice(4));
  expect(decoded.parts).toMatchObject([
    {
      text: 'High tide at 06:12.',
      pieces: [
        { at: 0, message: 5 },
        { at: 10, message: 4 },
      ],
    },
  ]);
  expect(decoded).toMatchObject({ certainty: 'certain', verdict: 'complete' });
  expect(faultsOf(decoded)).toEqual(['begins-late']);
  expect(decode(events(created, text(0, 'a'), run('completed'))).faults).toMatchObject([{ id: 'never-started', message: 1 }]);
});

it('says that a message is another than its deltas, and keeps notes and pictures', () => {
  const note = { type: 'file_citation', text: 'x' };
  const noted = ['thread.message.delta', { id: 'msg_1', delta: { content: [{ index: 0, type: 'text', text: { annotations: [note] } }] } }] as [string, object];
  const whole = [
    'thread.message.completed',
    {
      id: 'msg_1',
      content: [
        { type: 'text', text: { value: 'b', annotations: [] } },
        { type: 'image_file', image_file: { file_id: 'f' } },
      ],
    },
  ] as [string, object];
  const decoded = decode(events(created, message, text(0, 'a'), noted, noted, whole, run('completed')));
  expect(decoded.parts).toMatchObject([
    { kind: 'text', text: 'b' },
    { kind: 'value', name: 'annotations', value: [note, note] },
    { kind: 'value', name: 'image_file' },
  ]);
  expect(decoded.faults).toMatchObject([{ id: 'done-differs', message: 5 }]);
});

it('needs the name and the object', () => {
  const [error] = messagesOf('event: error\ndata: {"message":"x"}\n\n');
  expect(openaiAssistants.recognise(head(), error)).toBeUndefined();
  expect(openaiAssistants.recognise(head({ request: { 'openai-beta': 'assistants=v2' } }), error)).toBe('likely');
  const [other] = messagesOf('event: thread.message.posted\ndata: {"id":1}\n\n');
  expect(openaiAssistants.recognise(head(), other)).toBeUndefined();
});
