/** OpenAI's Responses. */
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import { openaiResponses } from '../../../../src/core/decoders/openai-responses.ts';
import { decode, expected, head, messagesOf, sample, SAMPLES } from './sample.ts';

interface Item {
  type: string;
  name?: string;
  arguments?: string;
  summary?: { text: string }[];
  content?: { type: string; text?: string; annotations?: unknown[] }[];
}

interface Response {
  status: string;
  model: string;
  output: Item[];
  output_text: string;
  usage: { input_tokens: number; output_tokens: number; output_tokens_details: { reasoning_tokens: number } } | null;
}

type Event = { type: string } & Record<string, unknown>;

/** A stream of messages, named and numbered. */
function events(...list: Event[]): ReturnType<typeof messagesOf> {
  return messagesOf(list.map((data, number) => `event: ${data.type}\ndata: ${JSON.stringify({ sequence_number: number, ...data })}\n\n`).join(''));
}
const response = (kind: string, more: object = {}): Event => ({
  type: `response.${kind}`,
  response: { id: 'r', status: kind, model: 'm', output: [], ...more },
});
const created = response('created');
const added = (place: number, item: object): Event => ({ type: 'response.output_item.added', output_index: place, item });
const about = (type: string, place: number, more: object): Event => ({
  type: `response.${type}`,
  item_id: `i${place}`,
  output_index: place,
  content_index: 0,
  ...more,
});
const text = (delta: string): Event => about('output_text.delta', 0, { delta });
const message = added(0, { id: 'i0', type: 'message', role: 'assistant', content: [] });
const faultsOf = ({ faults }: Decoded): string[] => faults.map(({ id }) => id);
const textIn = ({ parts }: Decoded, kind = 'text'): string => parts.map((part) => (part.kind === kind && 'text' in part ? part.text : '')).join('');
const callsOf = ({ parts }: Decoded): [string | undefined, unknown][] =>
  parts.flatMap((part): [string | undefined, unknown][] => (part.kind === 'call' ? [[part.name, part.arguments]] : []));

const VERDICTS: Readonly<Record<string, string>> = { complete: 'complete', cut: 'cut', incomplete: 'limit' };

describe.each(SAMPLES.filter((name) => name.startsWith('openai-responses')))('%s', (name) => {
  const wanted = expected(name);
  const whole = wanted.result as Response;
  const decoded = decode(sample(name));

  it('is folded as by the client', () => {
    expect(decoded.verdict).toBe(VERDICTS[wanted.end]);
    expect(decoded.facts.model).toBe(whole.model);
    expect(textIn(decoded)).toBe(whole.output_text);
    expect(textIn(decoded, 'reasoning')).toBe(whole.output.flatMap(({ summary = [] }) => summary.map((part) => part.text)).join(''));
    expect(callsOf(decoded)).toEqual(whole.output.flatMap((item) => (item.type === 'function_call' ? [[item.name, JSON.parse(item.arguments ?? '')]] : [])));
    const cited = whole.output.flatMap(({ content = [] }) => content.flatMap(({ annotations = [] }) => (annotations.length > 0 ? [annotations] : [])));
    expect(decoded.parts.flatMap((part) => (part.kind === 'value' && part.name === 'annotations' ? [part.value] : []))).toEqual(cited);
    expect(decoded.facts.usage).toMatchObject(
      whole.usage === null
        ? {}
        : { input: whole.usage.input_tokens, output: whole.usage.output_tokens, reasoning: whole.usage.output_tokens_details.reasoning_tokens },
    );
  });

  it('has no fault but its end', () => {
    expect(faultsOf(decoded)).toEqual({ complete: [], cut: ['cut'], limit: ['token-limit'] }[decoded.verdict as 'cut']);
  });
});

it('says what each message says', () => {
  const decoded = decode(sample('openai-responses.sse'));
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'created',
    'in_progress',
    'reasoning added',
    'reasoning_summary_part.added',
    'reasoning "Check the tide table"',
    'reasoning_summary_text.done',
    'reasoning done',
    'call tide()',
    'arguments {"port":"Hu',
    'arguments sum"}',
    'function_call_arguments.done',
    'tide completed',
    'message added',
    'content_part.added',
    'text "High tide "',
    'text "at 06:12."',
    'annotation',
    'output_text.done',
    'content_part.done',
    'message done',
    'completed, usage 30 → 41',
  ]);
  expect(decoded.parts.find(({ kind }) => kind === 'text')).toMatchObject({
    pieces: [
      { at: 0, message: 14 },
      { at: 10, message: 15 },
    ],
  });
});

describe('numbers', () => {
  const all = sample('openai-responses.sse');

  it('folds a message once, however often it comes', () => {
    const doubled = decode(all.flatMap((one) => [one, one]));
    expect(textIn(doubled)).toBe('High tide at 06:12.');
    expect(doubled.verdict).toBe('complete');
    expect(doubled.faults).toEqual([]);
  });

  it('says what is missing, and takes the final word for it', () => {
    const decoded = decode(all.filter(({ index }) => index !== 14));
    expect(textIn(decoded)).toBe('High tide at 06:12.');
    expect(decoded.faults).toMatchObject([{ id: 'sequence-gap', message: 15, says: 'Message 14 is missing by their sequence_number.' }]);
    expect(decoded.parts.find(({ kind }) => kind === 'text')).toMatchObject({
      pieces: [
        { at: 0, message: 17 },
        { at: 10, message: 15 },
      ],
    });
  });

  it('taken up in the middle: folded, and said', () => {
    const cut = decode(all.slice(15, 17));
    expect(textIn(cut)).toBe('at 06:12.');
    expect(cut).toMatchObject({ certainty: 'certain', verdict: 'cut' });
    expect(faultsOf(cut)).toEqual(['begins-late', 'cut']);
    const whole = decode(all.slice(9));
    expect(callsOf(whole)).toEqual([['tide', { port: 'Husum' }]]);
    expect(textIn(whole, 'reasoning')).toBe('Check the tide table');
    expect(whole).toMatchObject({ verdict: 'complete', faults: [{ id: 'begins-late', message: 9 }] });
  });

  it('leaves numbers alone that are none', () => {
    const decoded = decode(
      events(...[created, message, text('a'), text('b'), response('completed', { output: [] })].map((one) => ({ ...one, sequence_number: 0 }))),
    );
    expect(textIn(decoded)).toBe('ab');
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
  });
});

it('says that a final word is another than its deltas, and takes it', () => {
  const decoded = decode(events(created, message, text('High '), text('tide'), about('output_text.done', 0, { text: 'Low tide' }), response('completed')));
  expect(textIn(decoded)).toBe('Low tide');
  expect(decoded.faults).toMatchObject([{ id: 'done-differs', message: 4 }]);
});

it('drops what the whole response does not have', () => {
  const whole = { type: 'message', id: 'i0', content: [{ type: 'output_text', text: 'a', annotations: [] }] };
  const decoded = decode(
    events(
      created,
      message,
      text('a'),
      added(1, { id: 'i1', type: 'function_call', call_id: 'c', name: 'x', arguments: '' }),
      response('completed', { output: [whole] }),
    ),
  );
  expect(decoded.parts).toMatchObject([{ kind: 'text', text: 'a' }]);
});

describe('ends', () => {
  const said = [created, message, text('a')];

  it('by its own word', () => {
    expect(decode(events(...said, response('incomplete', { incomplete_details: { reason: 'content_filter' } })))).toMatchObject({
      verdict: 'filtered',
      reason: 'content_filter',
      faults: [{ id: 'filtered', message: 3 }],
    });
    expect(decode(events(...said, response('failed', { error: { code: 'server_error', message: 'Oh.' } })))).toMatchObject({
      verdict: 'failed',
      reason: 'Oh.',
      faults: [{ id: 'error-inside', message: 3 }],
    });
    expect(decode(events(...said, { type: 'error', code: 'x', message: 'Oh no.', param: null }))).toMatchObject({ verdict: 'failed', reason: 'Oh no.' });
  });

  it('waits for an approval', () => {
    const asks = { type: 'mcp_approval_request', id: 'a', name: 'drop', server_label: 'db', arguments: '{}' };
    expect(decode(events(created, added(0, asks), response('completed', { output: [asks] })))).toMatchObject({
      verdict: 'waiting',
      reason: 'approval of db.drop',
      parts: [{ kind: 'call', name: 'db.drop' }],
    });
  });

  it('is filtered where all there is is a refusal', () => {
    const decoded = decode(
      events(created, message, about('refusal.delta', 0, { delta: 'No.' }), about('refusal.done', 0, { refusal: 'No.' }), response('completed')),
    );
    expect(decoded).toMatchObject({ verdict: 'filtered', reason: 'refusal', parts: [{ kind: 'refusal', text: 'No.' }] });
  });

  it('is open while the page listens, or has stopped it', () => {
    expect(decode(events(...said), { end: 'none' }).verdict).toBe('open');
    expect(decode(events(...said), { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
  });

  it('reads nothing after it, but the end mark', () => {
    const messages = [...events(...said, response('completed'), text('b')), ...messagesOf('data: [DONE]\n\n')];
    const decoded = decode(messages);
    expect(textIn(decoded)).toBe('a');
    expect(decoded.faults).toMatchObject([{ id: 'after-end', message: 4 }]);
  });
});

describe('kinds of items', () => {
  it.each<[string, object[], object]>([
    ['function_call', [about('function_call_arguments.delta', 0, { delta: '{"a":1}' })], { arguments: { a: 1 } }],
    ['mcp_call', [about('mcp_call_arguments.delta', 0, { delta: '{"a":1}' }), about('mcp_call.completed', 0, {})], { arguments: { a: 1 }, state: 'completed' }],
    [
      'custom_tool_call',
      [about('custom_tool_call_input.delta', 0, { delta: 'SELECT' }), about('custom_tool_call_input.done', 0, { input: 'SELECT 1' })],
      { arguments: 'SELECT 1' },
    ],
    [
      'code_interpreter_call',
      [about('code_interpreter_call_code.delta', 0, { delta: 'print()' }), about('code_interpreter_call.interpreting', 0, {})],
      { name: 'code_interpreter', arguments: 'print()', state: 'interpreting' },
    ],
    [
      'web_search_call',
      [
        about('web_search_call.searching', 0, {}),
        { type: 'response.output_item.done', output_index: 0, item: { type: 'web_search_call', id: 'i0', status: 'completed', action: { query: 'q' } } },
      ],
      { name: 'web_search', arguments: { query: 'q' }, state: 'completed' },
    ],
    [
      'file_search_call',
      [
        {
          type: 'response.output_item.done',
          output_index: 0,
          item: { type: 'file_search_call', id: 'i0', status: 'completed', queries: ['q'], results: [{ filename: 'f' }] },
        },
      ],
      { arguments: { queries: ['q'] }, result: [{ filename: 'f' }] },
    ],
    [
      'shell_call',
      [about('shell_call_command.added', 0, { command_index: 0, command: '' }), about('shell_call_command.delta', 0, { command_index: 0, delta: 'ls' })],
      { name: 'shell', arguments: 'ls' },
    ],
    [
      'image_generation_call',
      [
        about('image_generation_call.generating', 0, {}),
        { type: 'response.output_item.done', output_index: 0, item: { type: 'image_generation_call', id: 'i0', status: 'completed', result: 'QUJDREVG' } },
      ],
      { result: '8 characters of base64', state: 'completed' },
    ],
  ])('%s', (type, more, part) => {
    const decoded = decode(events(created, added(0, { type, id: 'i0' }), ...(more as Event[])));
    expect(decoded.parts[0]).toMatchObject({ kind: 'call', ...part });
    expect(JSON.stringify(decoded)).not.toContain('QUJD');
  });

  it('says that a tool failed', () => {
    const failed = { type: 'mcp_call', id: 'i0', name: 'x', server_label: 's', arguments: '{}', error: 'no such file' };
    expect(decode(events(created, { type: 'response.output_item.done', output_index: 0, item: failed })).faults).toMatchObject([
      { id: 'tool-error', message: 1 },
      { id: 'cut' },
    ]);
  });

  it('keeps a picture that is not ready as its size', () => {
    const decoded = decode(
      events(
        created,
        added(0, { type: 'image_generation_call', id: 'i0' }),
        about('image_generation_call.partial_image', 0, { partial_image_b64: 'QUJDREVG', partial_image_index: 0, size: '1x1' }),
      ),
    );
    expect(decoded.parts[1]).toMatchObject({ kind: 'value', name: 'partial image', value: { data: '8 characters of base64', size: '1x1' } });
  });

  it('reads reasoning of both forms, sound, and what a shell says', () => {
    const decoded = decode(
      events(
        created,
        added(0, { type: 'reasoning', id: 'i0', encrypted_content: 'abcdef' }),
        about('reasoning_text.delta', 0, { delta: 'Hm.' }),
        { type: 'response.audio.transcript.delta', output_index: 1, delta: 'Ahoy' },
        { type: 'response.audio.delta', output_index: 1, delta: 'QUJD' },
        about('shell_call_output_content.delta', 2, { command_index: 0, delta: { stdout: 'done' } }),
      ),
    );
    expect(decoded.parts).toMatchObject([
      { kind: 'value', value: '6 characters' },
      { kind: 'reasoning', text: 'Hm.' },
      { kind: 'text', name: 'transcript', text: 'Ahoy' },
      { kind: 'text', name: 'stdout', text: 'done' },
    ]);
    expect(decoded.facts.more).toMatchObject({ audio: '4 characters of base64' });
    expect(decoded.meanings.map((meaning) => meaning?.output?.[0] ?? '-').join('')).toBe('--hvh-');
  });
});

it('says of a whole call that its arguments are no JSON', () => {
  const call = { type: 'function_call', id: 'i0', call_id: 'c', name: 'x', arguments: '{"a":' };
  expect(decode(events(created, added(0, call), response('completed', { output: [call] }))).faults).toMatchObject([{ id: 'arguments-no-json', message: 1 }]);
});

it('reads the beta of Agents', () => {
  const turn = (kind: string, more: object): Event => ({
    type: `agent.session.turn.${kind}`,
    session_id: 's',
    event_id: 'e',
    turn_id: 't',
    ...more,
  });
  const told = [
    turn('created', {}),
    turn('item.added', { output_index: 0, item: { type: 'message', id: 'i0', content: [] } }),
    turn('output_text.delta', { item_id: 'i0', output_index: 0, content_index: 0, delta: 'Land ' }),
    turn('output_text.delta', { item_id: 'i0', output_index: 0, content_index: 0, delta: 'ho!' }),
    turn('output_text.done', { item_id: 'i0', output_index: 0, content_index: 0, text: 'Land ho!' }),
  ];
  const messages = messagesOf(
    [...told, { type: 'agent.session.idle', session: {} }].map((data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`).join(''),
  );
  const decoded = decode(messages);
  expect(decoded).toMatchObject({
    certainty: 'certain',
    verdict: 'complete',
    faults: [],
    parts: [{ kind: 'text', text: 'Land ho!' }],
    facts: { more: { session: 's' } },
  });
  expect(decode(messages.slice(0, -1)).verdict).toBe('cut');
});

it('is only likely without the names, or without the numbers', () => {
  const [nameless] = messagesOf('data: {"type":"response.created","sequence_number":0,"response":{}}\n\n');
  const [numberless] = messagesOf('event: response.created\ndata: {"type":"response.created","response":{}}\n\n');
  expect(openaiResponses.recognise(head(), nameless)).toBe('likely');
  expect(openaiResponses.recognise(head(), numberless)).toBeUndefined();
  expect(openaiResponses.recognise(head({ url: 'https://a.example/v1/responses' }), numberless)).toBe('likely');
});
