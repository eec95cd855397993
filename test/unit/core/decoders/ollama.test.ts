/** Ollama: answers, progress of loading, and their ends. */
import { expect, it } from 'vitest';
import { ollama } from '../../../../src/core/decoders/ollama.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const lines = (...values: unknown[]) => messagesOf(values.map((value) => JSON.stringify(value)).join('\n'), 'json-lines');
const base = { model: 'tiny', created_at: '2026-11-01T08:00:00Z' };

it('folds a chat as its client reads it, with the rate that the server says', () => {
  const { message } = expected('ollama-chat.ndjson').result as {
    message: { content: string; thinking: string; tool_calls: { id: string; function: object }[] };
  };
  const decoded = decode(sample('ollama-chat.ndjson'), { body: { model: 'tiny', messages: [{ role: 'user', content: 'rain?' }] } });
  expect(decoded.parts).toMatchObject([
    {
      kind: 'reasoning',
      text: message.thinking,
      pieces: [
        { at: 0, message: 0 },
        { at: 7, message: 1 },
      ],
    },
    {
      kind: 'text',
      text: message.content,
      pieces: [
        { at: 0, message: 2 },
        { at: 5, message: 3 },
      ],
    },
    { kind: 'call', id: message.tool_calls[0]!.id, name: 'wind', arguments: { port: 'Husum' }, messages: [4] },
  ]);
  expect(decoded).toMatchObject({
    verdict: 'complete',
    reason: 'stop',
    faults: [],
    facts: {
      model: 'tiny',
      stopReason: 'stop',
      usage: { input: 12, output: 9 },
      more: { request: 'rain?', 'load ms': 100, 'prompt ms': 50, 'generation ms': 300, 'total ms': 600 },
    },
    rate: { perSecond: 30, of: 'tokens', by: 'server' },
    times: { firstOutput: 100, firstText: 120, total: 150 },
  });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'reasoning "Sun or "',
    'reasoning "rain?"',
    'text "Rain "',
    'text "by noon."',
    'call wind({"port":"Husum"})',
    'done: stop',
  ]);
});

it('folds generate, and says that it stopped at the limit', () => {
  const { response } = expected('ollama-generate.ndjson').result as { response: string };
  expect(decode(sample('ollama-generate.ndjson'))).toMatchObject({
    parts: [{ kind: 'text', text: response }],
    verdict: 'limit',
    reason: 'length',
    faults: [{ id: 'token-limit', message: 2 }],
  });
});

it.each([
  ['server', 'cut'],
  ['error', 'cut'],
  ['page', 'open'],
  ['none', 'open'],
] as const)('without a last line, ended by %s, it is %s', (end, verdict) => {
  const decoded = decode(sample('ollama-chat-cut.ndjson'), { end });
  expect(decoded).toMatchObject({ parts: [{ text: 'Rain by no' }], verdict });
  expect(decoded.faults.map(({ id }) => id)).toEqual(verdict === 'cut' ? ['cut'] : []);
});

it('keeps what came before an error', () => {
  const { error, result } = expected('ollama-error.ndjson') as { error: { message: string }; result: { message: { content: string } } };
  expect(decode(sample('ollama-error.ndjson'))).toMatchObject({
    parts: [
      { kind: 'text', text: result.message.content },
      { kind: 'error', text: error.message, messages: [1] },
    ],
    verdict: 'failed',
    reason: error.message,
    faults: [{ id: 'error-inside', message: 1 }],
  });
});

it('has a bar for each layer that is loaded', () => {
  const decoded = decode(sample('ollama-pull.ndjson'), { body: { model: 'tiny' } });
  expect(decoded).toMatchObject({
    parts: [
      { kind: 'value', name: 'progress', value: { digest: 'sha256:1a2b3c4d5e6f', completed: 400, total: 400 }, messages: [1, 2, 4] },
      { kind: 'value', name: 'progress', value: { digest: 'sha256:6f5e4d3c2b1a', completed: 20, total: 20 }, messages: [3] },
    ],
    facts: { model: 'tiny' },
    verdict: 'complete',
    reason: 'success',
  });
  expect(decoded.meanings[2]?.says).toBe('pulling 1a2b3c4d5e6f: 150 of 400');
  expect(decode(sample('ollama-pull.ndjson').slice(0, 5))).toMatchObject({ verdict: 'cut', reason: 'no status success' });
});

it('shows the steps of a picture, and not its bytes', () => {
  const decoded = decode(
    lines({ ...base, response: '', done: false }, { ...base, completed: 2, total: 9, done: false }, { ...base, image: 'aGVsbG8=', done: true }),
  );
  expect(decoded.parts).toMatchObject([
    { name: 'progress', value: { completed: 2, total: 9 } },
    { name: 'image', value: { base64: 8 } },
  ]);
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([undefined, '2 of 9', 'image, done']);
  expect(JSON.stringify(decoded)).not.toContain('aGVsbG8');
});

it('leaves out what is no JSON, and folds nothing after the end', () => {
  const messages = messagesOf(
    `not JSON\n${JSON.stringify({ ...base, response: 'a', done: true })}\n${JSON.stringify({ ...base, response: 'b', done: true })}`,
    'json-lines',
  );
  expect(decode(messages)).toMatchObject({
    parts: [{ text: 'a' }],
    verdict: 'complete',
    faults: [
      { id: 'not-understood', message: 0 },
      { id: 'after-end', message: 2 },
    ],
  });
});

it('takes progress without a digest, and an error alone, for its own only on its paths', () => {
  const claim = (url: string, value: object) => ollama.recognise(head({ url, format: 'json-lines' }), lines(value)[0]);
  expect(claim('http://localhost:11434/api/create', { status: 'success' })).toBe('certain');
  expect(claim('http://localhost:11434/api/chat', { error: 'no such model' })).toBe('likely');
  expect(claim('https://app.test/jobs', { status: 'success' })).toBeUndefined();
  expect(claim('https://app.test/jobs', { error: 'no' })).toBeUndefined();
  expect(claim('https://app.test/api/chat', { model: 'x', done: false, response: 'y' })).toBeUndefined();
});
