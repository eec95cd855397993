/** LangGraph: runs, whose SSE event names are the modes of streaming, and thread events. Both fold into messages by node, and states by namespace. */
import { askedOf } from './asked.ts';
import type { Decoder, Meaning, Result, StreamHead } from './decoder.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { foldEvent, isThreadEvent, type OpenMessages } from './langgraph-events.ts';
import { GraphRun } from './langgraph-run.ts';
import { MeaningBuilder } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';
import { SeenIds } from './seen-ids.ts';

/** Modes that are shown as they are, by their name. */
const SHOWN: ReadonlySet<string> = new Set(['custom', 'events', 'debug', 'tasks', 'checkpoints', 'tools', 'lifecycle', 'feedback']);

interface LangGraphState {
  readonly run: GraphRun;
  readonly seen: SeenIds;
  readonly open: OpenMessages;
  request: string | undefined;
  attempt?: number;
  /** Thread events end by `lifecycle`, runs by `end`. */
  events: boolean;
}

export const langGraph: Decoder<LangGraphState> = {
  id: 'langgraph',
  name: 'LangGraph',

  recognise(head, message) {
    if (message === undefined) return undefined;
    const { json, type } = message;
    if (isThreadEvent(json)) return 'certain';
    if (type === 'metadata' && typeof at(json, 'run_id') === 'string') return isRun(head) ? 'certain' : 'likely';
    const [mode] = type.split('|');
    return mode === 'messages' && typeof at(listOf(json)[1], 'langgraph_node') === 'string' && isMessage(listOf(json)[0]) ? 'certain' : undefined;
  },

  start(head) {
    const state: LangGraphState = {
      run: new GraphRun(),
      seen: new SeenIds(),
      open: { ids: new Map(), blocks: new Map(), seen: new Set(), unnamed: 0 },
      request: undefined,
      events: false,
    };
    readHead(state, head);
    return state;
  },

  join: readHead,

  group(head) {
    const { runId, threadId, events } = idsOf(head);
    if (events && threadId !== undefined) return `langgraph thread ${threadId}`;
    return runId === undefined ? undefined : `langgraph run ${runId}`;
  },

  fold(state, { data, index, json, lastEventId, type }): Meaning | undefined {
    if (state.seen.again(lastEventId, data)) return { says: `again ${short(lastEventId)}` };
    if (data === '') return undefined;
    if (isThreadEvent(json)) {
      state.events = true;
      return foldEvent(state.run, state.open, json, index);
    }
    return foldMode(state, type, json, index);
  },

  result({ run, seen, open, request, attempt, events }, end): Result {
    const more = {
      run: run.runId,
      thread: run.threadId,
      request,
      attempt: attempt === 1 ? undefined : attempt,
      waits: run.waits,
    };
    const facts = {
      ...(run.model !== undefined && { model: run.model }),
      ...(run.usage !== undefined && { usage: { ...run.usage } }),
      more: Object.fromEntries(Object.entries(more).filter(([, fact]) => fact !== undefined)),
    };
    const given = { parts: run.messages.parts, facts, faults: run.faults.with() };
    if (run.outcome !== undefined) return { ...given, ...run.outcome };
    if (end === undefined) return { ...given, verdict: 'open' };
    if (end === 'page') return { ...given, verdict: 'open', reason: 'stopped by the page' };
    if (run.waits !== undefined) return { ...given, verdict: 'waiting', reason: run.waits };
    // Servers that number their events end a run by a word; older ones just close. A stream of events may be asked for again.
    if (end === 'server' && (events ? open.seen.size > 0 : seen.last === ''))
      return { ...given, verdict: events ? 'open' : 'complete', reason: 'closed without an end' };
    const reason = events ? 'no end of the run' : 'no end event';
    return { ...given, verdict: 'cut', reason, faults: run.faults.with({ id: 'cut', says: `The stream is over without its end: ${reason}` }) };
  },
};

function idsOf(head: StreamHead): { threadId?: string; runId?: string; events: boolean } {
  const [path = ''] = head.url.split(/[?#]/);
  const place = `${path} ${head.responseHeader('content-location') ?? ''}`;
  const threadId = /\/threads\/([^/\s]+)/.exec(place)?.[1];
  const runId = /\/runs\/(?!stream\b)([^/\s]+)/.exec(place)?.[1];
  return { ...(threadId !== undefined && { threadId }), ...(runId !== undefined && { runId }), events: path.endsWith('/stream/events') };
}

function isRun(head: StreamHead): boolean {
  const [path = ''] = head.url.split(/[?#]/);
  return /\/runs\/(?:[^/]+\/)?stream$/.test(path) || /\/runs\/[^/]+/.test(head.responseHeader('content-location') ?? '');
}

function readHead(state: LangGraphState, head: StreamHead): void {
  const { runId, threadId } = idsOf(head);
  state.run.runId ??= runId;
  state.run.threadId ??= threadId;
  state.request ??= askedOf(at(head.requestBody, 'input')) ?? askedOf(at(head.requestBody, 'params', 'input'));
}

function isMessage(value: unknown): value is JsonObject {
  return isObject(value) && typeof value['type'] === 'string' && Object.hasOwn(value, 'content');
}

function foldMode(state: LangGraphState, type: string, json: unknown, index: number): Meaning | undefined {
  const { run } = state;
  const [mode = '', ...rest] = type.split('|');
  const namespace = rest.join('|');
  switch (mode) {
    case 'metadata':
      run.runId = textOf(at(json, 'run_id')) ?? run.runId;
      run.threadId = textOf(at(json, 'thread_id')) ?? run.threadId;
      state.attempt = numberOf(at(json, 'attempt')) ?? state.attempt;
      return { says: short(`run ${run.runId ?? ''}`) };
    case 'values':
      return run.values(namespace, json, index);
    case 'updates': {
      const nodes = Object.entries(objectOf(json) ?? {});
      for (const [node, update] of nodes) {
        if (node === '__interrupt__') run.interrupted(listOf(update).map((one) => at(one, 'value') ?? one));
        run.value(`update ${node}${namespace === '' ? '' : ` ${namespace}`}`, update, index);
      }
      return { says: short(`updates ${nodes.map(([node]) => node).join(', ')}`) };
    }
    case 'messages':
      return tuple(run, json, index);
    case 'messages/partial':
    case 'messages/complete':
      for (const one of listOf(json)) if (isMessage(one)) whole(run, one, index);
      return { says: quoted('text', contentText(listOf(json).at(-1))), output: 'visible' };
    case 'messages/metadata':
      return { says: `messages/metadata ${jsonOf(json)}` };
    case 'error':
      return run.error(json, index);
    case 'end': {
      const status = textOf(at(json, 'status'));
      if (status === 'error' && run.outcome?.verdict !== 'failed') run.outcome = { verdict: 'failed', reason: status };
      else if (run.outcome === undefined) {
        const reason = run.waits ?? status;
        run.outcome = { verdict: status === 'interrupted' ? 'waiting' : 'complete', ...(reason !== undefined && { reason }) };
      }
      return { says: short(`end ${status ?? ''}`.trimEnd()) };
    }
    default:
      if (SHOWN.has(mode)) return run.value(mode === 'custom' && namespace === '' ? 'custom' : type, json ?? null, index);
      run.faults.add('not-understood', `An event that is not known: ${short(type)}`, index);
      return undefined;
  }
}

/** `[message, metadata]`: a chunk appends to the message of its id; a message that is whole replaces it. */
function tuple(run: GraphRun, json: unknown, index: number): Meaning | undefined {
  const [message, metadata] = listOf(json);
  if (!isMessage(message)) {
    run.faults.add('not-understood', 'A message without type or content', index);
    return undefined;
  }
  const node = textOf(at(metadata, 'langgraph_node'));
  run.model ??= textOf(at(metadata, 'ls_model_name')) ?? textOf(at(message, 'response_metadata', 'model_name'));
  if (message['type'] === 'tool' || message['type'] === 'ToolMessage' || message['type'] === 'ToolMessageChunk') return toolMessage(run, message, index);
  if (!String(message['type']).endsWith('Chunk')) return whole(run, message, index, node);
  return chunk(run, message, node, index);
}

function chunk(run: GraphRun, message: JsonObject, node: string | undefined, index: number): Meaning {
  const id = textOf(message['id']) ?? '';
  const name = message['type'] === 'HumanMessageChunk' ? 'human' : node;
  const says = new MeaningBuilder();
  const grow = (kind: 'text' | 'reasoning', place: string | number, piece: string | undefined): void => {
    if (piece === undefined || piece === '') return;
    run.messages.text(kind, id, place, name).append(piece, index);
    says.add(quoted(kind, piece), kind === 'text' ? 'visible' : 'hidden');
  };
  const { content, tool_call_chunks: pieces } = message;
  if (typeof content === 'string') grow('text', 0, content);
  for (const block of listOf(content)) {
    if (typeof block === 'string') grow('text', 0, block);
    if (!isObject(block)) continue;
    const place = numberOf(block['index']) ?? textOf(block['index']) ?? 0;
    grow('text', place, textOf(block['text']));
    grow('reasoning', place, textOf(block['reasoning']) ?? textOf(block['thinking']));
  }
  grow('reasoning', 'more', textOf(at(message, 'additional_kwargs', 'reasoning_content')));
  for (const piece of listOf(pieces)) {
    if (!isObject(piece)) continue;
    const call = run.messages.call(
      id,
      numberOf(piece['index']) ?? textOf(piece['index']) ?? textOf(piece['id']) ?? 0,
      textOf(piece['id']),
      textOf(piece['name']),
    );
    const args = textOf(piece['args']) ?? '';
    call.append(args, index);
    says.add(typeof piece['name'] === 'string' ? called(piece['name'], args === '' ? undefined : args) : `arguments ${short(args)}`, 'hidden');
  }
  const usage = message['usage_metadata'];
  if (isObject(usage)) {
    run.addUsage(usage);
    says.add(`usage ${numberOf(usage['input_tokens']) ?? '?'} → ${numberOf(usage['output_tokens']) ?? '?'}`);
  }
  return says.meaning() ?? { says: short(`message ${node ?? ''}`.trimEnd()) };
}

/** [spec] The old mode sends all that there is so far, not what is new. */
function whole(run: GraphRun, message: JsonObject, index: number, node?: string): Meaning {
  const id = textOf(message['id']) ?? '';
  if (message['type'] === 'tool') return toolMessage(run, message, index);
  const text = contentText(message);
  const name = message['type'] === 'human' || message['type'] === 'system' ? message['type'] : node;
  if (text !== '') run.messages.text('text', id, 0, name).replace(text, index);
  for (const [place, given] of listOf(message['tool_calls']).entries()) {
    if (!isObject(given)) continue;
    const call = run.messages.call(id, place, textOf(given['id']), textOf(given['name']));
    call.whole = given['args'];
    call.state = 'called';
    call.touch(index);
  }
  return { says: quoted('text', text), ...(text !== '' && name === node && { output: 'visible' }) };
}

function toolMessage(run: GraphRun, message: JsonObject, index: number): Meaning {
  const call = run.messages.callById(textOf(message['tool_call_id']));
  call.name ??= textOf(message['name']);
  call.result = message['content'];
  call.state = message['status'] === 'error' ? 'failed' : 'done';
  call.touch(index);
  if (call.state === 'failed') run.faults.add('tool-error', `The tool ${short(call.name ?? '?')} failed: ${jsonOf(message['content'])}`, index);
  return { says: `result ${short(call.name ?? '?')}: ${jsonOf(message['content'])}` };
}

function contentText(message: unknown): string {
  const content = at(message, 'content');
  return (
    textOf(content) ??
    listOf(content)
      .map((block) => textOf(block) ?? textOf(at(block, 'text')) ?? '')
      .join('')
  );
}
