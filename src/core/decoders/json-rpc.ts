/** JSON-RPC 2.0 that is neither MCP nor A2A (a language server, a chain): calls of both ends, and notifications. */
import { A2A_METHODS } from './a2a.ts';
import type { Decoder, Result, StreamHead } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isMcp } from './mcp.ts';
import type { Part } from './part.ts';
import { errorText, RpcCalls, rpcMessagesOf, saysOf, type RpcMessage, type RpcSide } from './rpc-calls.ts';
import { short } from './says.ts';

interface JsonRpcState {
  readonly calls: RpcCalls;
  readonly parts: Part[];
  readonly faults: FaultList;
}

export const jsonRpc: Decoder<JsonRpcState> = {
  id: 'json-rpc',
  name: 'JSON-RPC',

  recognise(head, message) {
    const messages = message === undefined ? [] : rpcMessagesOf(message.json);
    if (messages.length === 0) return undefined;
    // An answer or a ping alone may be one of MCP or A2A, whose requests were not seen.
    const foreign = [...messages, ...rpcMessagesOf(head.requestBody)];
    if (foreign.some((rpc) => isMcp(rpc) || (rpc.kind === 'request' && A2A_METHODS.has(rpc.method)))) return undefined;
    return messages.some((rpc) => 'method' in rpc && rpc.method !== 'ping' && !rpc.method.startsWith('notifications/')) ? 'certain' : 'likely';
  },

  start(head) {
    const state = { calls: new RpcCalls(), parts: [], faults: new FaultList() };
    readBody(state, head);
    return state;
  },

  join: readBody,

  fold(state, { data, index, json }) {
    if (data === '') return undefined;
    const messages = rpcMessagesOf(json);
    if (messages.length === 0) {
      state.faults.add('not-understood', 'The message is no JSON-RPC 2.0.', index);
      return undefined;
    }
    const says = messages.map((message) => take(state, message, 'server', index));
    return { says: says.slice(0, 5).join(', ') };
  },

  result({ calls, faults, parts }, end): Result {
    const { verdict, reason, faults: more } = calls.verdict(end, undefined);
    return { parts, facts: {}, verdict, ...(reason !== undefined && { reason }), faults: faults.with(...more) };
  },
};

function readBody(state: JsonRpcState, { requestBody }: StreamHead): void {
  for (const message of rpcMessagesOf(requestBody)) take(state, message, 'page', undefined);
}

function take({ calls, faults, parts }: JsonRpcState, message: RpcMessage, sender: RpcSide, index: number | undefined): string {
  if (message.kind === 'notification') {
    if (index !== undefined) parts.push({ kind: 'value', name: message.method, value: message.params ?? null, messages: [index] });
    return saysOf(message, undefined);
  }
  const before = calls.all.length;
  const call = message.kind === 'request' ? calls.ask(sender, message) : calls.answer(sender === 'page' ? 'server' : 'page', message);
  if (call !== undefined && calls.all.length > before) parts.push(call);
  if (call !== undefined && index !== undefined && call.messages.at(-1) !== index) call.messages.push(index);
  if (message.kind === 'error' && sender === 'server') {
    const whose = call === undefined ? '' : ` to ${short(call.label)}`;
    faults.add('error-inside', `The server answers${whose} with an error: ${short(errorText(message.error))}`, index);
  }
  return saysOf(message, call);
}
