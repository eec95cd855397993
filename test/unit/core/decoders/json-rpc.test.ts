/** JSON-RPC that is neither MCP nor A2A. */
import { expect, test } from 'vitest';
import { jsonRpc } from '../../../../src/core/decoders/json-rpc.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const request = (id: unknown, method: string, params?: unknown): object => ({ jsonrpc: '2.0', id, method, params });

test('the sample is folded into calls and notifications', () => {
  const known = expected('json-rpc').result as { answers: Record<string, unknown>; notifications: string[]; asks: string[] };
  const body = [request(1, 'textDocument/hover', { line: 3 }), request(2, 'textDocument/lens')];
  const decoded = decode(sample('json-rpc.sse'), { method: 'POST', body });
  expect(decoded.parts).toMatchObject([
    { kind: 'call', id: '1', from: 'page', method: 'textDocument/hover', arguments: { line: 3 }, result: known.answers['1'], state: 'done', messages: [1] },
    { kind: 'call', id: '2', from: 'page', method: 'textDocument/lens', error: known.answers['2'], state: 'failed', messages: [3] },
    { kind: 'value', name: known.notifications[0], messages: [0] },
    { kind: 'call', id: '9', from: 'server', method: known.asks[0], state: 'called', messages: [2] },
  ]);
  expect(decoded).toMatchObject({ verdict: 'failed', reason: '-32601 Method not found', faults: [{ id: 'error-inside', message: 3 }] });
  expect(decode(sample('json-rpc.sse').slice(0, 3), { body })).toMatchObject({
    verdict: 'cut',
    reason: 'no answer to textDocument/lens',
    faults: [{ id: 'unanswered' }],
  });
  expect(decode(sample('json-rpc.sse').slice(0, 1))).toMatchObject({ verdict: 'open' });
});

test('an answer alone is likely; what MCP or A2A may have said is not claimed', () => {
  const of = (message: object, body?: unknown): ReturnType<typeof jsonRpc.recognise> =>
    jsonRpc.recognise(head({ body }), messagesOf(`data: ${JSON.stringify(message)}\n\n`)[0]);
  const answer = { jsonrpc: '2.0', id: 1, result: {} };
  expect(of(request(1, 'eth_subscribe'))).toBe('certain');
  expect(of(answer)).toBe('likely');
  expect(of(request(1, 'ping'))).toBe('likely');
  expect(of(request(1, 'sampling/createMessage'))).toBeUndefined();
  expect(of(answer, request(1, 'tools/call'))).toBeUndefined();
  expect(of(answer, request(1, 'message/stream'))).toBeUndefined();
  expect(of({ id: 1, result: {} })).toBeUndefined();
});
