/** MCP: what the official clients made of the samples, the page's side from the bodies of its POSTs, and a session over several connections. */
import { describe, expect, it, test } from 'vitest';
import { createDecoding, type Decoded } from '../../../../src/core/decoders/decode.ts';
import type { StreamEnd } from '../../../../src/core/decoders/decoder.ts';
import { mcp } from '../../../../src/core/decoders/mcp.ts';
import type { CallPart, Part } from '../../../../src/core/decoders/part.ts';
import { decode, expected, head, messagesOf, sample, type HeadOptions } from './sample.ts';

const callsOf = ({ parts }: { parts: readonly Part[] }): CallPart[] => parts.filter((part) => part.kind === 'call');
const valuesOf = ({ parts }: { parts: readonly Part[] }, name: string): unknown[] =>
  parts.flatMap((part) => (part.kind === 'value' && part.name === name ? [part.value] : []));
const rpc = (message: object): object => ({ jsonrpc: '2.0', ...message });
const sse = (...messages: (object | string)[]): ReturnType<typeof messagesOf> =>
  messagesOf(messages.map((message) => (typeof message === 'string' ? message : `data: ${JSON.stringify(rpc(message))}\n\n`)).join(''));
const post = (body: unknown, more: HeadOptions = {}): HeadOptions => ({ method: 'POST', body, ...more });
const callTool = rpc({ id: 1, method: 'tools/call', params: { name: 'tide', arguments: { port: 'Husum' }, _meta: { progressToken: 'p1' } } });

/** Several streams of one session: [head, messages] each. `timed`: each begins 1000 ms after the one before, its messages come 100 ms after one another. */
function session(streams: [HeadOptions, ReturnType<typeof messagesOf>][], end: StreamEnd | undefined, timed = false): Decoded {
  const time = (at: number): number | undefined => (timed ? at : undefined);
  const decoding = createDecoding({ decoder: mcp, certainty: 'certain' }, head(streams[0]![0]), time(0));
  for (const [place, [options, messages]] of streams.entries()) {
    if (place > 0) decoding.join(head(options), time(place * 1000));
    for (const [n, message] of messages.entries()) decoding.take(message, time(place * 1000 + 100 * (n + 1)));
  }
  return decoding.result(end);
}

describe('the samples', () => {
  it('folds streamable HTTP as the official client does', () => {
    const official = expected('mcp-streamable').result as { result: unknown; progress: unknown[]; logs: unknown[]; answeredByClient: { id: string }[] };
    const decoded = decode(sample('mcp-streamable.sse'), post(rpc({ id: 1, method: 'tools/call', params: { name: 'tide', _meta: { progressToken: 1 } } })));
    const [call, asked] = callsOf(decoded);
    expect(call).toMatchObject({
      name: 'tide',
      method: 'tools/call',
      from: 'page',
      result: official.result,
      progress: official.progress,
      state: 'done',
      messages: [2, 4, 5],
    });
    expect(asked).toMatchObject({ id: official.answeredByClient[0]!.id, from: 'server', method: 'roots/list', state: 'called' });
    expect(valuesOf(decoded, 'log')).toEqual(official.logs);
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
    expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
      'to be resumed from s1-0',
      'log info tides: asking the gauge',
      'progress 1/2 half way',
      'call roots/list()',
      'progress 2/2',
      'result tide: "High tide at 06:12."',
    ]);
  });

  it('folds HTTP+SSE as the official client does', () => {
    const official = expected('mcp-legacy').result as { messages: { result?: object; error?: object }[] };
    const decoded = decode(sample('mcp-legacy.sse'));
    const [initialize, unknown] = callsOf(decoded);
    expect(initialize).toMatchObject({ method: 'initialize', result: official.messages[0]!.result });
    expect(unknown).toMatchObject({ error: official.messages[2]!.error, state: 'failed' });
    expect(valuesOf(decoded, 'tools/list_changed')).toEqual([{}]);
    expect(decoded).toMatchObject({
      verdict: 'open',
      facts: {
        more: {
          session: 'abc',
          endpoint: '/messages?sessionId=abc',
          version: '2024-11-05',
          era: 'HTTP+SSE',
          server: { name: 'tides' },
          capabilities: { tools: {} },
        },
      },
      faults: [{ id: 'error-inside', message: 3, says: 'The server answers request 1 with an error: -32602 Unknown tool: tyde' }],
    });
  });

  it('waits where 2026-07-28 wants input', () => {
    const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientInfo': { name: 'page' }, progressToken: 1 };
    const decoded = decode(sample('mcp-2026.sse'), post(rpc({ id: 1, method: 'tools/call', params: { name: 'open', _meta: meta } })));
    expect(callsOf(decoded)).toMatchObject([{ name: 'open', state: 'waiting', progress: (expected('mcp-2026').result as { progress: unknown }).progress }]);
    expect(decoded).toMatchObject({
      verdict: 'waiting',
      reason: 'input required: confirm',
      facts: { more: { version: '2026-07-28', era: 'Streamable HTTP without sessions', client: { name: 'page' } } },
    });
  });

  it('knows a subscription from its acknowledgement, and its graceful close', () => {
    const official = expected('mcp-2026-listen').result as { notifications: { method: string; params: unknown }[] };
    const decoded = decode(sample('mcp-2026-listen.sse'));
    expect(callsOf(decoded)).toMatchObject([{ id: 'listen:0', method: 'subscriptions/listen', state: 'done', messages: [0, 3] }]);
    for (const { method, params } of official.notifications) expect(valuesOf(decoded, method.replace('notifications/', ''))).toEqual([params]);
    expect(decoded.verdict).toBe('complete');
    expect(decode(sample('mcp-2026-listen.sse').slice(0, -1))).toMatchObject({ verdict: 'cut', faults: [{ id: 'unanswered' }] });
  });
});

describe('a request of the page', () => {
  it('is shown with what it asked, before anything came', () => {
    const decoded = session([[post(callTool), []]], undefined);
    expect(callsOf(decoded)).toMatchObject([{ name: 'tide', method: 'tools/call', arguments: { port: 'Husum' }, state: 'called', messages: [] }]);
    expect(decoded).toMatchObject({ verdict: 'open', facts: { more: { request: 'tools/call tide({"port":"Husum"})' } } });
  });

  it('that is never answered is cut, unless the stream can be resumed or the page left it', () => {
    const log = sse({ method: 'notifications/message', params: { level: 'info', data: 'x' } });
    expect(session([[post(callTool), log]], 'server')).toMatchObject({ verdict: 'cut', reason: 'no answer to tide', faults: [{ id: 'unanswered' }] });
    expect(session([[post(callTool), sse('id: s1\ndata:\n\n')]], 'server')).toMatchObject({ verdict: 'open', reason: 'to be resumed from s1', faults: [] });
    expect(session([[post(callTool), log]], 'page')).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
  });

  it('whose tool fails says so', () => {
    const result = { content: [{ type: 'text', text: 'no such port' }], isError: true };
    const decoded = session([[post(callTool), sse({ id: 1, result })]], 'server');
    expect(callsOf(decoded)).toMatchObject([{ state: 'tool error', error: 'no such port', result }]);
    expect(decoded).toMatchObject({
      verdict: 'complete',
      reason: 'tool error',
      faults: [{ id: 'tool-error', message: 0, says: 'The tool tide says that it failed: no such port' }],
    });
  });

  it('that fails is failed; one that wants a URL opened waits', () => {
    expect(session([[post(callTool), sse({ id: 1, error: { code: -32603, message: 'boom' } })]], 'server')).toMatchObject({
      verdict: 'failed',
      reason: '-32603 boom',
    });
    const url = session([[post(callTool), sse({ id: 1, error: { code: -32042, message: 'open', data: { elicitations: [] } } })]], 'server');
    expect(url).toMatchObject({ verdict: 'waiting', reason: 'elicitation by URL', faults: [] });
  });

  it('may be taken back by the page', () => {
    const cancel = rpc({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'too slow' } });
    const decoded = session(
      [
        [post(callTool), []],
        [post(cancel), []],
      ],
      'server',
    );
    expect(callsOf(decoded)).toMatchObject([{ state: 'cancelled' }]);
    expect(decoded).toMatchObject({ verdict: 'complete', reason: 'cancelled' });
  });

  it('has its progress by the token, whatever its id', () => {
    const decoded = session(
      [[post(callTool), sse({ method: 'notifications/progress', params: { progressToken: 'p1', progress: 0.5 } }, { id: 1, result: {} })]],
      'server',
    );
    expect(callsOf(decoded)).toMatchObject([{ id: '1', progress: [{ progress: 0.5 }] }]);
  });
});

describe('a session over several connections', () => {
  const of = (id: string): HeadOptions => ({ request: { 'mcp-session-id': id } });

  it('is one group by its id', () => {
    expect(mcp.group!(head(of('a')))).toBe('mcp a');
    expect(mcp.group!(head({ response: { 'mcp-session-id': 'a' } }))).toBe('mcp a');
    expect(mcp.group!(head())).toBeUndefined();
  });

  it('tells ids of the two directions apart, and what the server asked is answered by the body of another POST', () => {
    const streams: Parameters<typeof session>[0] = [
      [post(callTool), sse({ id: 1, method: 'sampling/createMessage', params: { maxTokens: 5 } })],
      [post(rpc({ id: 1, result: { role: 'assistant', content: { type: 'text', text: 'hm' } } })), []],
    ];
    const decoded = session(streams, undefined);
    expect(callsOf(decoded)).toMatchObject([
      { from: 'page', method: 'tools/call', state: 'called' },
      { from: 'server', method: 'sampling/createMessage', state: 'done', result: { role: 'assistant' } },
    ]);
  });

  it('has the answer of one stream on another, after a resumption', () => {
    const decoded = session(
      [
        [post(callTool), sse('id: s1\ndata:\n\n')],
        [{ method: 'GET', request: { 'last-event-id': 's1' } }, sse(`id: s2\ndata: ${JSON.stringify(rpc({ id: 1, result: { content: [] } }))}\n\n`)],
      ],
      'server',
    );
    expect(callsOf(decoded)).toMatchObject([{ name: 'tide', state: 'done' }]);
    expect(decoded).toMatchObject({ verdict: 'complete', facts: { more: { 'resumed from': 's1' } } });
  });

  it('knows when each call was made and answered, by the request or the message that did', () => {
    const streams: Parameters<typeof session>[0] = [
      [post(callTool), sse({ id: 1, method: 'roots/list' }, { method: 'notifications/message', params: { level: 'info', data: 'x' } })],
      [post(rpc({ id: 1, result: { roots: [] } })), []],
      [{ method: 'GET', request: { 'last-event-id': 's1' } }, sse({ id: 1, result: { content: [] } })],
    ];
    const { parts } = session(streams, undefined, true);
    expect(parts).toMatchObject([
      { kind: 'call', name: 'tide', askedAt: 0, answeredAt: 2100 },
      { kind: 'call', method: 'roots/list', from: 'server', askedAt: 100, answeredAt: 1000 },
      { kind: 'value', name: 'log', at: 200 },
      { kind: 'value', name: 'resumed from', value: 's1', at: 2000 },
    ]);
    for (const part of session(streams, undefined).parts)
      for (const name of ['askedAt', 'answeredAt', 'at'] as const) expect(part[name as never]).toBeUndefined();
  });

  it('folds a message that is sent again once', () => {
    const message = `id: s2\ndata: ${JSON.stringify(rpc({ method: 'notifications/message', params: { level: 'info', data: 'x' } }))}\n\n`;
    expect(valuesOf(session([[post(callTool), sse(message, message)]], 'server'), 'log')).toHaveLength(1);
    // The id stays in force for messages that send none: they are not the same again.
    const plain = { method: 'notifications/message', params: { level: 'info', data: 'x' } };
    expect(valuesOf(session([[post(callTool), sse('id: s1\ndata:\n\n', plain, plain)]], 'server'), 'log')).toHaveLength(2);
  });

  it('keeps 0 and "0" apart', () => {
    const decoded = session(
      [[post([rpc({ id: 0, method: 'tools/list' }), rpc({ id: '0', method: 'prompts/list' })]), sse({ id: '0', result: { prompts: [] } })]],
      undefined,
    );
    expect(callsOf(decoded)).toMatchObject([
      { method: 'tools/list', state: 'called' },
      { method: 'prompts/list', state: 'done' },
    ]);
  });
});

test('a batch is all its messages', () => {
  const batch = JSON.stringify([rpc({ id: 1, result: {} }), rpc({ method: 'notifications/message', params: { level: 'error', data: 'late' } })]);
  const decoded = session([[post([callTool]), messagesOf(`data: ${batch}\n\n`)]], 'server');
  expect(callsOf(decoded)).toMatchObject([{ state: 'done' }]);
  expect(valuesOf(decoded, 'log')).toHaveLength(1);
});

test('what comes under another name is ignored as clients do, and said', () => {
  const decoded = decode(messagesOf(`event: answer\ndata: ${JSON.stringify(rpc({ id: 1, result: {} }))}\n\n`), post(callTool));
  expect(callsOf(decoded)).toMatchObject([{ state: 'called' }]);
  expect(decoded.faults.map(({ id }) => id)).toEqual(['event-name', 'unanswered']);
});

test('headers, or a request of MCP and an answer, make it certain; JSON-RPC alone does not', () => {
  const [answer] = sse({ id: 1, result: { tools: [] } });
  for (const name of ['mcp-session-id', 'mcp-protocol-version', 'mcp-method'])
    expect(mcp.recognise(head({ request: { [name]: 'x' } }), undefined)).toBe('certain');
  expect(mcp.recognise(head({ response: { 'mcp-session-id': 'x' } }), undefined)).toBe('certain');
  expect(mcp.recognise(head(), answer)).toBeUndefined();
  expect(mcp.recognise(head(post(callTool)), undefined)).toBe('likely');
  expect(mcp.recognise(head(post(callTool)), answer)).toBe('certain');
  expect(mcp.recognise(head(post(rpc({ id: 1, method: 'message/stream' }))), answer)).toBeUndefined();
});

test('100,000 progress notifications cost no more each than the first', { timeout: 60_000 }, () => {
  const messages = messagesOf(
    Array.from(
      { length: 100_000 },
      (_, progress) => `data: ${JSON.stringify(rpc({ method: 'notifications/progress', params: { progressToken: 'p1', progress } }))}\n\n`,
    ).join(''),
  );
  for (const message of messages) void message.json;
  const start = process.cpuUsage();
  const decoded = session([[post(callTool), messages]], undefined);
  // Of this process alone, whatever else the machine does. A copy of the list for each would take minutes.
  expect(process.cpuUsage(start).user).toBeLessThan(3_000_000);
  expect(callsOf(decoded)[0]!.progress).toHaveLength(100_000);
});
