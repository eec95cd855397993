/** Anthropic's Messages. */
import { describe, expect, it } from 'vitest';
import { anthropic } from '../../../../src/core/decoders/anthropic.ts';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import { decode, expected, head, messagesOf, sample, SAMPLES } from './sample.ts';

interface Block {
  type: string;
  text?: string;
  thinking?: string;
  id?: string;
  name?: string;
  input?: unknown;
  citations?: unknown[] | null;
}

interface Message {
  model: string;
  content: Block[];
  stop_reason: string | null;
  usage: { input_tokens: number; output_tokens: number; cache_read_input_tokens?: number };
}

type Event = { type: string } & Record<string, unknown>;

/** A stream of messages whose SSE names are their types. */
function events(...list: Event[]): ReturnType<typeof messagesOf> {
  return messagesOf(list.map((data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`).join(''));
}
const start = {
  type: 'message_start',
  message: { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], usage: { input_tokens: 4, output_tokens: 1 } },
};
const block = (index: number, content: object): Event => ({ type: 'content_block_start', index, content_block: content });
const delta = (index: number, value: object): Event => ({ type: 'content_block_delta', index, delta: value });
const text = (index: number, piece: string): Event => delta(index, { type: 'text_delta', text: piece });
const stop = (index: number): Event => ({ type: 'content_block_stop', index });
const finish = (reason: string): Event[] => [
  { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];
const faultsOf = ({ faults }: Decoded): string[] => faults.map(({ id }) => id);
const textIn = ({ parts }: Decoded, kind: string): string => parts.map((part) => (part.kind === kind && 'text' in part ? part.text : '')).join('');

const VERDICTS: Readonly<Record<string, string>> = { cut: 'cut', error: 'failed' };
const STOPS: Readonly<Record<string, string>> = { max_tokens: 'limit', tool_use: 'complete' };

describe.each(SAMPLES.filter((name) => name.startsWith('anthropic-')))('%s', (name) => {
  const wanted = expected(name);
  const message = wanted.result as Message;
  const decoded = decode(sample(name));

  it('is folded as by the client', () => {
    expect(decoded.verdict).toBe(VERDICTS[wanted.end] ?? STOPS[message.stop_reason ?? '']);
    expect(decoded.facts.model).toBe(message.model);
    expect(decoded.facts.stopReason ?? null).toBe(message.stop_reason);
    expect(decoded.facts.usage).toMatchObject({ input: message.usage.input_tokens, output: message.usage.output_tokens });
    expect(decoded.facts.usage?.cached).toBe(message.usage.cache_read_input_tokens);
    const of = (type: string): Block[] => message.content.filter((content) => content.type === type);
    expect(textIn(decoded, 'text')).toBe(
      of('text')
        .map((content) => content.text)
        .join(''),
    );
    expect(textIn(decoded, 'reasoning')).toBe(
      of('thinking')
        .map((content) => content.thinking)
        .join(''),
    );
    const calls = message.content.filter(({ type }) => type.endsWith('tool_use'));
    expect(decoded.parts.flatMap((part) => (part.kind === 'call' ? [{ id: part.id, name: part.name, input: part.arguments }] : []))).toEqual(
      calls.map(({ id, name: tool, input }) => ({ id, name: tool, input })),
    );
    const citations = decoded.parts.flatMap((part) => (part.kind === 'value' && part.name === 'citations' ? [part.value] : []));
    expect(citations).toEqual(message.content.flatMap((content) => (content.citations ? [content.citations] : [])));
  });
});

it('says what each message says', () => {
  const decoded = decode(sample('anthropic-messages.sse'));
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'message_start',
    'start thinking',
    'ping',
    'reasoning "Which port? "',
    'reasoning "Husum."',
    'signature 8 characters',
    'content_block_stop',
    'start text',
    'citation',
    'text "High water is "',
    'text "at 06:12."',
    'content_block_stop',
    'call wind()',
    'arguments',
    'arguments {"port": "Hus',
    'arguments um", "unit": "kn"}',
    'content_block_stop',
    'call now()',
    'content_block_stop',
    'stop: tool_use, usage 40 → 57',
    'message_stop',
  ]);
  expect(decoded.faults).toEqual([]);
});

it('gives the results of the server to their calls, without what is encrypted', () => {
  const decoded = decode(sample('anthropic-server-tools.sse'));
  expect(decoded.parts[0]).toMatchObject({
    kind: 'call',
    name: 'web_search',
    state: 'done',
    result: [{ url: 'https://tides.example/husum', encrypted_content: '4 characters' }],
    messages: [1, 2, 3, 4],
  });
  expect(decoded.parts[1]).toMatchObject({ kind: 'value', name: 'redacted_thinking', value: { data: '4 characters' } });
  expect(faultsOf(decoded)).toEqual(['token-limit']);
});

it('says that a tool of the server failed', () => {
  const failed = { type: 'web_search_tool_result', tool_use_id: 's', content: { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' } };
  const decoded = decode(
    events(start, block(0, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }), stop(0), block(1, failed), stop(1), ...finish('end_turn')),
  );
  expect(decoded.parts).toMatchObject([{ kind: 'call', state: 'failed', error: { error_code: 'max_uses_exceeded' }, arguments: {} }]);
  expect(decoded.faults).toMatchObject([{ id: 'tool-error', message: 3 }]);
});

it('ends with an error, and keeps what came before', () => {
  const decoded = decode(sample('anthropic-error.sse'));
  expect(decoded).toMatchObject({ verdict: 'failed', reason: 'Overloaded', facts: { more: { 'request id': 'req_9' } } });
  expect(decoded.faults).toMatchObject([{ id: 'error-inside', message: 5 }]);
  expect(decoded.meanings.at(-1)?.says).toBe('error "Overloaded"');
});

describe('ends', () => {
  it.each([
    ['end_turn', 'complete', []],
    ['stop_sequence', 'complete', []],
    ['pause_turn', 'complete', []],
    ['max_tokens', 'limit', ['token-limit']],
    ['model_context_window_exceeded', 'limit', ['token-limit']],
    ['refusal', 'filtered', ['filtered']],
  ])('%s is %s', (reason, verdict, faults) => {
    const decoded = decode(events(start, block(0, { type: 'text', text: '' }), text(0, 'a'), stop(0), ...finish(reason)));
    expect(decoded).toMatchObject({ verdict, reason, facts: { stopReason: reason, usage: { input: 4, output: 9 } } });
    expect(faultsOf(decoded)).toEqual(faults);
  });

  it('is cut without message_stop, even after the reason to stop', () => {
    const messages = events(start, block(0, { type: 'text', text: '' }), text(0, 'a'), stop(0), finish('end_turn')[0]!);
    expect(decode(messages)).toMatchObject({ verdict: 'cut', reason: 'no message_stop' });
    expect(decode(messages, { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
    expect(decode(messages, { end: 'none' }).verdict).toBe('open');
  });

  it('says half a call at the limit, and what is no JSON elsewhere', () => {
    const call = [start, block(0, { type: 'tool_use', id: 't', name: 'x', input: {} }), delta(0, { type: 'input_json_delta', partial_json: '{"a":' }), stop(0)];
    const half = decode(events(...call, ...finish('max_tokens')));
    expect(half.parts).toMatchObject([{ kind: 'call', arguments: '{"a":', state: 'incomplete' }]);
    expect(faultsOf(half)).toEqual(['token-limit']);
    expect(decode(events(...call, ...finish('tool_use'))).faults).toMatchObject([{ id: 'arguments-no-json', message: 2 }]);
  });

  it('reads nothing after the end but pings', () => {
    const decoded = decode(events(start, block(0, { type: 'text', text: '' }), stop(0), ...finish('end_turn'), { type: 'ping' }, text(0, 'late')));
    expect(textIn(decoded, 'text')).toBe('');
    expect(decoded.faults).toMatchObject([{ id: 'after-end', message: 6 }]);
  });
});

describe('what is not in order', () => {
  it('entered in the middle: folded, and said', () => {
    const decoded = decode(sample('anthropic-messages.sse').slice(10));
    expect(decoded).toMatchObject({ certainty: 'certain', verdict: 'complete' });
    expect(textIn(decoded, 'text')).toBe('at 06:12.');
    expect(decoded.faults).toMatchObject([{ id: 'begins-late', message: 10 }]);
    const inCall = decode(sample('anthropic-messages.sse').slice(14, 17));
    expect(inCall.parts).toMatchObject([{ kind: 'call', arguments: { port: 'Husum', unit: 'kn' } }]);
  });

  it('a delta for a block that never started', () => {
    const decoded = decode(events(start, text(3, 'a'), ...finish('end_turn')));
    expect(textIn(decoded, 'text')).toBe('a');
    expect(decoded.faults).toMatchObject([{ id: 'never-started', message: 1 }]);
  });

  it('a second start', () => {
    expect(decode(events(start, start, ...finish('end_turn'))).faults).toMatchObject([{ id: 'order', message: 1 }]);
  });

  it('blocks that are interleaved', () => {
    const decoded = decode(
      events(
        start,
        block(0, { type: 'text', text: '' }),
        block(1, { type: 'text', text: '' }),
        text(1, 'c'),
        text(0, 'a'),
        text(1, 'd'),
        text(0, 'b'),
        stop(1),
        stop(0),
        ...finish('end_turn'),
      ),
    );
    expect(decoded.parts).toMatchObject([
      {
        text: 'ab',
        pieces: [
          { at: 0, message: 4 },
          { at: 1, message: 6 },
        ],
      },
      { text: 'cd' },
    ]);
  });

  it('names that are missing: the client makes nothing of it', () => {
    const nameless = messagesOf(`data: ${JSON.stringify(start)}\n\ndata: ${JSON.stringify(text(0, 'a'))}\n\n`);
    const decoded = decode(nameless);
    expect(decoded.certainty).toBe('certain');
    expect(decoded.faults).toMatchObject([{ id: 'event-name', message: 0 }, { id: 'never-started' }, { id: 'cut' }]);
    expect(textIn(decoded, 'text')).toBe('a');
  });

  it('lets types pass that it does not know', () => {
    const decoded = decode(
      events(
        start,
        { type: 'content_block_hint', index: 0 },
        block(0, { type: 'hologram', data: 'x' }),
        delta(0, { type: 'hologram_delta' }),
        stop(0),
        ...finish('end_turn'),
      ),
    );
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
    expect(decoded.parts).toMatchObject([{ kind: 'value', name: 'hologram' }]);
  });

  it('is only likely where an error is all there is', () => {
    const [error] = events({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
    expect(anthropic.recognise(head(), error)).toBeUndefined();
    expect(anthropic.recognise(head({ request: { 'anthropic-version': '2023-06-01' } }), error)).toBe('likely');
  });
});

it('says who answered in the place of the model that was asked', () => {
  const decoded = decode(events(start, block(0, { type: 'fallback', from: { model: 'c' }, to: { model: 'd' } }), stop(0), ...finish('end_turn')), {
    body: { messages: [{ role: 'user', content: 'Why?' }] },
  });
  expect(decoded.facts.more).toMatchObject({ 'answered by': { model: 'd' }, request: 'Why?' });
});
