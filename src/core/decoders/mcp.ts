/**
 * Model Context Protocol, 2024-11-05 to 2026-07-28: JSON-RPC both ways. The page's own messages stand in the bodies of its POSTs, so a session's streams are folded together:
 * what the server asks on one is answered by the body of another, and after a resumption an answer comes on a stream that nobody asked it on.
 * Longer than usual: all revisions fold into one list of calls.
 */
import type { EpochMs } from '../units.ts';
import type { Decoder, Meaning, Result, StreamHead } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { at, isObject, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { LOG, RESUMED, resultText } from './mcp-result.ts';
import type { Part, Progress, ValuePart } from './part.ts';
import { errorText, RpcCalls, rpcMessagesOf, saysOf, type RpcAnswer, type RpcCall, type RpcMessage, type RpcSide } from './rpc-calls.ts';
import { jsonOf, quoted, short } from './says.ts';
import { SeenIds } from './seen-ids.ts';

/** Methods that no other use of JSON-RPC has: A2A has `tasks/…`, so these are missing here, and `ping` is anybody's. */
const METHODS: ReadonlySet<unknown> = new Set([
  ...['initialize', 'server/discover', 'tools/list', 'tools/call', 'resources/list', 'resources/templates/list', 'resources/read', 'resources/subscribe'],
  ...['resources/unsubscribe', 'prompts/list', 'prompts/get', 'completion/complete', 'logging/setLevel', 'roots/list', 'sampling/createMessage'],
  ...['elicitation/create', 'subscriptions/listen'],
]);
const NOTIFICATIONS: ReadonlySet<unknown> = new Set([
  ...['notifications/initialized', 'notifications/cancelled', 'notifications/progress', 'notifications/message', 'notifications/resources/updated'],
  ...['notifications/resources/list_changed', 'notifications/tools/list_changed', 'notifications/prompts/list_changed', 'notifications/roots/list_changed'],
  ...['notifications/tasks/status', 'notifications/elicitation/complete', 'notifications/subscriptions/acknowledged'],
]);

/** The first revision without sessions: each request says for itself who asks. */
const WITHOUT_SESSIONS = '2026-07-28';
const META = 'io.modelcontextprotocol/';
/** The code of an error that wants a person to open a URL first. */
const WANTS_URL = -32042;

/** Where a message of either side stands, as far as that is known. */
interface Place {
  /** Of the message of the stream that it came in; missing for what the page sent. */
  readonly index?: number;
  /** When it came, or when the request with it was made. */
  readonly time: EpochMs | undefined;
}

interface McpState {
  readonly calls: RpcCalls;
  readonly parts: Part[];
  readonly byToken: Map<string, RpcCall>;
  readonly byTask: Map<string, RpcCall>;
  readonly faults: FaultList;
  readonly seen: SeenIds;
  /** The first call that the page is known to have made. */
  request?: RpcCall;
  /** Where the page posts to (2024-11-05). */
  endpoint?: string;
  session?: string;
  version?: string;
  client?: unknown;
  clientCapabilities?: unknown;
  server?: unknown;
  capabilities?: unknown;
  resumedFrom?: string;
  /** A stream of the session is one on which the server speaks when it likes to: it has no end of its own. */
  listens: boolean;
}

export const mcp: Decoder<McpState> = {
  id: 'mcp',
  name: 'MCP',

  recognise(head, message) {
    if (message === undefined) {
      const named = head.requestHeader('mcp-protocol-version') ?? sessionOf(head) ?? head.requestHeader('mcp-method');
      if (named !== undefined) return 'certain';
      return asksMcp(head) ? 'likely' : undefined;
    }
    if (message.type === 'endpoint') return /[?&]session_?id=/i.test(message.data) ? 'likely' : undefined;
    const [rpc] = rpcMessagesOf(message.json);
    if (rpc === undefined) return undefined;
    return isMcp(rpc) || asksMcp(head) ? 'certain' : undefined;
  },

  start(head, time) {
    const state: McpState = {
      calls: new RpcCalls(),
      parts: [],
      byToken: new Map(),
      byTask: new Map(),
      faults: new FaultList(),
      seen: new SeenIds(),
      listens: false,
    };
    readHead(state, head, time);
    return state;
  },

  join: readHead,

  group(head) {
    const session = sessionOf(head);
    return session === undefined ? undefined : `mcp ${session}`;
  },

  fold(state, message, _, time) {
    const { data, index, lastEventId, type } = message;
    if (state.seen.again(lastEventId, data)) return { says: `again ${short(lastEventId)}` };
    if (data === '') return lastEventId === '' ? undefined : { says: `to be resumed from ${short(lastEventId)}` };
    if (type === 'endpoint') return endpointIs(state, data);
    const messages = rpcMessagesOf(message.json);
    if (messages.length === 0) {
      state.faults.add('not-understood', 'The message is no JSON-RPC 2.0.', index);
      return undefined;
    }
    if (type !== 'message') {
      state.faults.add('event-name', `Clients of MCP ignore what comes as ${JSON.stringify(short(type))}.`, index);
      return { says: `ignored: ${saysOf(messages[0]!, undefined)}` };
    }
    const says = messages.map((one) => take(state, one, 'server', { index, time }));
    return { says: says.length === 1 ? says[0]! : says.slice(0, 5).join(', ') };
  },

  result(state, end): Result {
    const last = state.seen.last;
    const goesOn = last === '' ? undefined : `to be resumed from ${last}`;
    const { verdict, reason, faults } = state.listens
      ? { verdict: 'open' as const, reason: end === 'page' ? 'stopped by the page' : undefined, faults: [] }
      : state.calls.verdict(end, goesOn);
    const wanted = verdict === 'waiting' ? waitsFor(state.calls.all.findLast(({ from }) => from === 'page')) : undefined;
    const why = wanted ?? reason;
    return { parts: state.parts, facts: { more: moreOf(state) }, verdict, ...(why !== undefined && { reason: why }), faults: state.faults.with(...faults) };
  },
};

function sessionOf(head: StreamHead): string | undefined {
  return head.responseHeader('mcp-session-id') ?? head.requestHeader('mcp-session-id');
}

/** The request is one of MCP by its method, or by what only MCP puts into `_meta`. */
function asksMcp(head: StreamHead): boolean {
  return rpcMessagesOf(head.requestBody).some(isMcp);
}

/** A message that nothing but MCP has. */
export function isMcp(rpc: RpcMessage): boolean {
  if (rpc.kind === 'request') return METHODS.has(rpc.method) || Object.keys(objectOf(at(rpc.params, '_meta')) ?? {}).some((name) => name.startsWith(META));
  if (rpc.kind === 'notification') return NOTIFICATIONS.has(rpc.method);
  if (rpc.kind === 'error') return false;
  const { protocolVersion, serverInfo, supportedVersions, capabilities, resultType, inputRequests } = objectOf(rpc.result) ?? {};
  const introduces = isObject(serverInfo) && isObject(capabilities) && (typeof protocolVersion === 'string' || Array.isArray(supportedVersions));
  return introduces || (resultType === 'input_required' && isObject(inputRequests));
}

function readHead(state: McpState, head: StreamHead, time: EpochMs | undefined): void {
  state.session = sessionOf(head) ?? state.session;
  state.version ??= head.requestHeader('mcp-protocol-version');
  const from = head.requestHeader('last-event-id');
  if (from !== undefined) value(state, RESUMED, from, { time });
  state.resumedFrom = from ?? state.resumedFrom;
  if (head.method === 'GET') state.listens ||= state.resumedFrom === undefined;
  for (const message of rpcMessagesOf(head.requestBody)) take(state, message, 'page', { time });
}

function endpointIs(state: McpState, data: string): Meaning {
  state.endpoint = data;
  state.listens = true;
  state.session ??= /[?&]session_?id=([^&#]*)/i.exec(data)?.[1];
  return { says: `endpoint ${short(data)}` };
}

/** @returns what it says. */
function take(state: McpState, message: RpcMessage, sender: RpcSide, place: Place): string {
  const { index, time } = place;
  if (message.kind === 'notification') return notified(state, message, sender, place);
  const other = sender === 'page' ? 'server' : 'page';
  const before = state.calls.all.length;
  const call = message.kind === 'request' ? state.calls.ask(sender, message) : state.calls.answer(other, message);
  if (state.calls.all.length > before) state.parts.push(call!);
  if (call === undefined) {
    if (index !== undefined) state.faults.add('error-inside', `An error without a request: ${saysOf(message, call)}.`, index);
    return saysOf(message, call);
  }
  note(call, index);
  if (message.kind === 'request') {
    call.askedAt = time;
    asked(state, call, message.params);
    return call.says;
  }
  call.answeredAt = time;
  return answered(state, call, message, index);
}

function asked(state: McpState, call: RpcCall, params: unknown): void {
  if (call.from === 'page') state.request ??= call;
  const meta = objectOf(at(params, '_meta')) ?? {};
  const token = meta['progressToken'];
  if (typeof token === 'string' || typeof token === 'number') state.byToken.set(JSON.stringify(token), call);
  state.version ??= textOf(meta[`${META}protocolVersion`]);
  state.client = meta[`${META}clientInfo`] ?? at(params, 'clientInfo') ?? state.client;
  state.clientCapabilities =
    meta[`${META}clientCapabilities`] ?? (call.method === 'initialize' ? at(params, 'capabilities') : undefined) ?? state.clientCapabilities;
}

function answered(state: McpState, call: RpcCall, answer: RpcAnswer, index: number | undefined): string {
  if (answer.kind === 'error') {
    if (answer.error['code'] === WANTS_URL) call.state = 'waiting';
    else if (call.from === 'page')
      state.faults.add('error-inside', `The server answers ${short(call.label)} with an error: ${short(errorText(answer.error))}`, index);
    return saysOf(answer, call);
  }
  const { protocolVersion, serverInfo, capabilities, isError, resultType, task } = objectOf(answer.result) ?? {};
  if (isObject(serverInfo)) {
    if (call.method === undefined && typeof protocolVersion === 'string') call.asked({ method: 'initialize', params: undefined });
    state.version = textOf(protocolVersion) ?? state.version;
    state.server = serverInfo;
    state.capabilities = capabilities;
  }
  const taskId = textOf(at(task, 'taskId'));
  if (taskId !== undefined) state.byTask.set(taskId, call);
  if (resultType === 'input_required') {
    call.state = 'waiting';
    return `input required by ${short(call.label)}: ${short(waitsFor(call))}`;
  }
  const text = resultText(answer.result);
  if (isError === true) {
    call.state = 'tool error';
    call.error = text ?? answer.result;
    state.faults.add('tool-error', `The tool ${short(call.label)} says that it failed: ${jsonOf(call.error)}`, index);
    return `tool error ${short(call.label)}: ${jsonOf(call.error)}`;
  }
  return text === undefined ? saysOf(answer, call) : quoted(`result ${short(call.label)}:`, text);
}

function notified(state: McpState, { method, params }: Extract<RpcMessage, { kind: 'notification' }>, sender: RpcSide, place: Place): string {
  const { index } = place;
  const fields = objectOf(params) ?? {};
  const name = method.startsWith('notifications/') ? method.slice('notifications/'.length) : method;
  switch (name) {
    case 'progress':
      if (sender === 'server') return progressed(state, fields, index);
      return name;
    case 'cancelled': {
      // Who has asked takes it back.
      const call = state.calls.find(sender, fields['requestId']);
      if (call === undefined) break;
      if (call.state === 'called') call.state = 'cancelled';
      note(call, index);
      return `cancelled ${short(call.label)}`;
    }
    case 'tasks/status': {
      const call = state.byTask.get(textOf(fields['taskId']) ?? '');
      if (call !== undefined) note(call, index);
      break;
    }
    case 'subscriptions/acknowledged': {
      // The id of a subscription is the id of the request that opened it.
      const id = at(params, '_meta', `${META}subscriptionId`);
      if (sender === 'server' && (typeof id === 'string' || typeof id === 'number')) {
        const call = callOf(state, id);
        if (call.method === undefined) call.asked({ method: 'subscriptions/listen', params: undefined });
        note(call, index);
      }
      break;
    }
    case 'message':
      value(state, LOG, params, place);
      return short(`log ${textOf(fields['level']) ?? ''} ${textOf(fields['logger']) ?? ''}: ${jsonOf(fields['data'])}`.replace(' :', ':'));
    default:
  }
  if (sender === 'server') value(state, name, params ?? {}, place);
  return short(`${name} ${params === undefined ? '' : jsonOf(params)}`.trimEnd());
}

function progressed(state: McpState, fields: JsonObject, index: number | undefined): string {
  const { progressToken: token, progress, total, message } = fields;
  if ((typeof token !== 'string' && typeof token !== 'number') || typeof progress !== 'number') return `progress ${jsonOf(fields)}`;
  // Where the request was not seen: official clients use its id for the token.
  const call = state.byToken.get(JSON.stringify(token)) ?? callOf(state, token);
  const step: { -readonly [name in keyof Progress]: Progress[name] } = { progress };
  if (typeof total === 'number') step.total = total;
  if (typeof message === 'string') step.message = message;
  call.progress ??= [];
  call.progress.push(step);
  note(call, index);
  return short(`progress ${progress}${step.total === undefined ? '' : `/${step.total}`} ${step.message ?? ''}`.trimEnd());
}

/** The call of the page with this id. */
function callOf(state: McpState, id: string | number): RpcCall {
  const known = state.calls.find('page', id);
  if (known !== undefined) return known;
  const call = state.calls.findOrAdd('page', id);
  state.parts.push(call);
  return call;
}

function note(call: RpcCall, index: number | undefined): void {
  if (index !== undefined && call.messages.at(-1) !== index) call.messages.push(index);
}

function value(state: McpState, name: string, params: unknown, { index, time }: Place): void {
  const part: ValuePart = { kind: 'value', name, value: params, ...(time !== undefined && { at: time }), messages: index === undefined ? [] : [index] };
  state.parts.push(part);
}

function waitsFor(call: RpcCall | undefined): string {
  const requests = objectOf(at(call?.result, 'inputRequests'));
  return requests === undefined ? 'elicitation by URL' : `input required: ${Object.keys(requests).slice(0, 5).join(', ')}`;
}

function moreOf(state: McpState): Record<string, unknown> {
  const { session, version, client, clientCapabilities, server, capabilities, endpoint, resumedFrom, request } = state;
  const era =
    endpoint !== undefined || version === '2024-11-05'
      ? 'HTTP+SSE'
      : version === undefined
        ? undefined
        : version >= WITHOUT_SESSIONS
          ? 'Streamable HTTP without sessions'
          : 'Streamable HTTP';
  const more = {
    session,
    version,
    era,
    request: request === undefined ? undefined : `${request.method} ${request.says.slice('call '.length)}`,
    client,
    server,
    capabilities,
    'client capabilities': clientCapabilities,
    endpoint,
    'resumed from': resumedFrom,
  };
  return Object.fromEntries(Object.entries(more).filter(([, fact]) => fact !== undefined));
}
