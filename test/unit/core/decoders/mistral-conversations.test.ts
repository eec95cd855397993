/** Mistral's conversations: outputs, calls of functions and tools, and handing over to another agent. */
import { expect, it } from 'vitest';
import { mistralConversations } from '../../../../src/core/decoders/mistral-conversations.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

type Event = { event: string; data: { arguments?: string; content?: unknown; usage?: { promptTokens: number; completionTokens: number } } };
const { events } = expected('mistral-conversations.sse').result as { events: Event[] };
const joined = (event: string, read: (data: Event['data']) => string) => events.flatMap((one) => (one.event === event ? [read(one.data)] : [])).join('');
const eventsOf = (...list: { type: string; [more: string]: unknown }[]) =>
  messagesOf(list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
const started = { type: 'conversation.response.started', conversation_id: 'conv_1' };

it('folds the events that the client gives', () => {
  const decoded = decode(sample('mistral-conversations.sse'), { body: { model: 'mistral-test', inputs: 'tide?' } });
  const argumentsText = joined('function.call.delta', (data) => data.arguments ?? '');
  expect(decoded.parts).toMatchObject([
    { kind: 'call', name: 'web_search', arguments: { query: 'tide' }, result: { hits: 1 }, state: 'done', messages: [1, 2, 3] },
    { kind: 'value', name: 'agent.handoff.started', value: { previous_agent_name: 'desk' } },
    { kind: 'value', name: 'agent.handoff.done', value: { next_agent_name: 'harbour' } },
    { kind: 'reasoning', text: 'Sure.' },
    {
      kind: 'text',
      text: joined('message.output.delta', ({ content }) => (typeof content === 'string' ? content : '')),
      pieces: [
        { at: 0, message: 7 },
        { at: 10, message: 8 },
      ],
    },
    { kind: 'value', name: 'tool_reference' },
    { kind: 'call', name: 'wind', id: 'call_1', arguments: JSON.parse(argumentsText) as object, state: 'called' },
  ]);
  const { promptTokens: input, completionTokens: output } = events.at(-1)!.data.usage!;
  expect(decoded).toMatchObject({
    verdict: 'complete',
    faults: [],
    facts: { model: 'mistral-test', usage: { input, output }, more: { request: 'tide?', conversation: 'conv_1' } },
  });
  expect(decoded.meanings.at(-1)?.says).toBe('done, usage 31 → 17');
});

it('fails by an error, is cut without an end, and waits for a confirmation', () => {
  const failed = decode(eventsOf(started, { type: 'conversation.response.error', message: 'no credit', code: 402 }));
  expect(failed).toMatchObject({ verdict: 'failed', reason: 'no credit', faults: [{ id: 'error-inside', message: 1 }] });
  expect(decode(sample('mistral-conversations.sse').slice(0, 8))).toMatchObject({ verdict: 'cut', reason: 'no conversation.response.done' });
  const call = { type: 'function.call.delta', name: 'mail', tool_call_id: 'c', arguments: '{}', confirmation_status: 'pending' };
  expect(decode(eventsOf(started, call, { type: 'conversation.response.done', usage: {} }))).toMatchObject({
    verdict: 'waiting',
    reason: 'confirmation pending',
  });
});

it('says that arguments are no JSON, that a name is another than the type, and that the beginning is missing', () => {
  const call = { type: 'function.call.delta', name: 'mail', tool_call_id: 'c', arguments: '{"to' };
  const broken = decode(eventsOf(started, call, { type: 'conversation.response.done', usage: {} }));
  expect(broken.faults).toMatchObject([{ id: 'arguments-no-json', message: 2 }]);
  const late = decode(sample('mistral-conversations.sse').slice(11), { by: mistralConversations });
  expect(late).toMatchObject({ parts: [{ name: 'wind', arguments: '"Husum"}' }], faults: [{ id: 'begins-late', message: 11 }] });
  const unnamed = messagesOf(`data: ${JSON.stringify({ type: 'message.output.delta', content: 'High' })}\n\n`);
  expect(decode(unnamed, { by: mistralConversations, end: 'none' })).toMatchObject({
    parts: [{ text: 'High' }],
    faults: [{ id: 'event-name' }, { id: 'begins-late' }],
  });
});

it('is certain by its first event, and by a later one on its path', () => {
  const delta = sample('mistral-conversations.sse')[7];
  expect(mistralConversations.recognise(head(), sample('mistral-conversations.sse')[0])).toBe('certain');
  expect(mistralConversations.recognise(head(), delta)).toBe('likely');
  expect(mistralConversations.recognise(head({ url: 'https://api.mistral.ai/v1/conversations/conv_1' }), delta)).toBe('certain');
});
