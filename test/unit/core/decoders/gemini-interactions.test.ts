/** Gemini Interactions: steps of one run, that goes on after requires_continuation. */
import { expect, it } from 'vitest';
import { decode, expected, messagesOf, sample } from './sample.ts';

type Event = { event_type: string; event_id: string; delta?: { type: string; text?: string; arguments?: string; content?: { text: string } } };
const { events } = expected('gemini-interactions.sse').result as { events: Event[] };
const joined = (type: string, read: (delta: NonNullable<Event['delta']>) => string | undefined) =>
  events.flatMap(({ delta }) => (delta?.type === type ? [read(delta) ?? ''] : [])).join('');
const eventsOf = (...list: object[]) => messagesOf(list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
const idsOf = ({ faults }: ReturnType<typeof decode>) => faults.map(({ id }) => id);
const created = { event_type: 'interaction.created', interaction: { id: 'v1', status: 'in_progress' } };

it('folds the events that the client gives', () => {
  const decoded = decode(sample('gemini-interactions.sse'), { body: { model: 'gemini-test', input: 'tide?' } });
  expect(decoded.parts).toMatchObject([
    {
      kind: 'reasoning',
      text: joined('thought_summary', ({ content }) => content?.text),
      pieces: [
        { at: 0, message: 3 },
        { at: 9, message: 4 },
      ],
    },
    { kind: 'call', name: 'google_search_call', id: 's1', arguments: { queries: ['tide husum'] }, result: [{ url: 'https://tides.example/' }], state: 'done' },
    { kind: 'call', name: 'wind', id: 'f1', arguments: JSON.parse(joined('arguments_delta', (delta) => delta.arguments)) as object, state: 'called' },
    { kind: 'text', text: joined('text', ({ text }) => text) },
    { name: 'annotation', value: { type: 'url_citation' } },
  ]);
  expect(decoded).toMatchObject({
    verdict: 'complete',
    reason: 'completed',
    faults: [],
    facts: { model: 'gemini-test', usage: { input: 14, cached: 4, output: 25, reasoning: 5 }, more: { request: 'tide?', interaction: 'v1_def' } },
  });
  expect(decoded.meanings.slice(0, 6).map((meaning) => meaning?.says)).toEqual([
    'created v1_abc',
    'status: in_progress',
    'thought',
    'reasoning "Find the "',
    'reasoning "port."',
    'signature',
  ]);
});

it('takes an event that comes again for the same', () => {
  const messages = sample('gemini-interactions.sse').flatMap((message) => [message, message]);
  const once = decode(sample('gemini-interactions.sse'));
  const texts = (decoded: typeof once) => decoded.parts.map((part) => ('text' in part ? part.text : part.kind));
  expect(texts(decode(messages))).toEqual(texts(once));
});

it.each([
  ['failed', 'failed'],
  ['cancelled', 'failed'],
  ['incomplete', 'limit'],
  ['budget_exceeded', 'limit'],
  ['requires_action', 'waiting'],
  ['requires_continuation', 'cut'],
])('ends %s as %s', (status, verdict) => {
  expect(decode(eventsOf(created, { event_type: 'interaction.completed', interaction: { id: 'v1', status } }))).toMatchObject({
    verdict,
    facts: { stopReason: status },
  });
});

it('fails by an error, and is cut without an end', () => {
  const failed = decode(eventsOf(created, { event_type: 'error', error: { code: 'overloaded', message: 'Try later' } }));
  expect(failed).toMatchObject({ verdict: 'failed', reason: 'Try later', faults: [{ id: 'error-inside', message: 1 }] });
  expect(decode(sample('gemini-interactions.sse').slice(0, 22))).toMatchObject({ verdict: 'cut', reason: 'no interaction.completed' });
});

it('folds from the middle, and tells that from a step that was never started', () => {
  const late = decode(sample('gemini-interactions.sse').slice(20, 23));
  expect(late).toMatchObject({ parts: [{ kind: 'text', text: 'High tide at 06:12.' }, {}], faults: [{ id: 'begins-late', message: 20 }, { id: 'cut' }] });
  const url = 'https://generativelanguage.googleapis.com/v1/interactions/v1_abc?stream=true';
  const again = (address: string) => idsOf(decode(sample('gemini-interactions.sse').slice(20, 23), { url: address, fromStart: true, end: 'none' }));
  expect([again(url), again(`${url}&last_event_id=e20`)]).toEqual([['never-started'], []]);
  const wrong = decode(eventsOf(created, { event_type: 'step.delta', index: 4, delta: { type: 'text', text: 'High' } }), { end: 'none' });
  expect(wrong).toMatchObject({ parts: [{ text: 'High' }], faults: [{ id: 'never-started', message: 1 }] });
});

it('says that arguments are no JSON, that a tool failed, and keeps bytes out', () => {
  const step = (type: string, more: object) => ({ event_type: type, index: 0, ...more });
  const decoded = decode(
    eventsOf(
      created,
      step('step.start', { step: { type: 'function_call', id: 'f', name: 'wind', arguments: {} } }),
      step('step.delta', { delta: { type: 'arguments_delta', arguments: '{"port' } }),
      step('step.stop', {}),
      step('step.start', { step: { type: 'function_result', call_id: 'f', result: 'no wind', is_error: true } }),
      step('step.start', { step: { type: 'model_output' } }),
      step('step.delta', { delta: { type: 'image', mime_type: 'image/png', data: 'aGVsbG8=' } }),
    ),
    { end: 'none' },
  );
  expect(decoded.faults).toMatchObject([
    { id: 'arguments-no-json', message: 3 },
    { id: 'tool-error', message: 4 },
  ]);
  expect(decoded.parts).toMatchObject([
    { name: 'wind', arguments: '{"port', result: 'no wind', state: 'failed' },
    { name: 'image', value: { mime_type: 'image/png', base64: 8 } },
  ]);
  expect(JSON.stringify(decoded)).not.toContain('aGVsbG8');
});
