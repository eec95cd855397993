/** Thread events of LangGraph: each says its method and namespace; of messages, one is open in a namespace and node at a time. */
import type { Meaning } from './decoder.ts';
import type { GrowingText } from './growing-text.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import type { GraphRun } from './langgraph-run.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';

/** The message that is open in each namespace and node, and what its blocks are. */
export interface OpenMessages {
  readonly ids: Map<string, string>;
  readonly blocks: Map<string, string>;
  /** Numbers of events that were folded: the same run may be read twice. */
  readonly seen: Set<number>;
  unnamed: number;
}

export function isThreadEvent(json: unknown): json is JsonObject {
  return isObject(json) && json['type'] === 'event' && typeof json['method'] === 'string' && Array.isArray(objectOf(json['params'])?.['namespace']);
}

export function foldEvent(run: GraphRun, open: OpenMessages, event: JsonObject, index: number): Meaning {
  const seq = numberOf(event['seq']);
  if (seq !== undefined && open.seen.has(seq)) return { says: `again ${seq}` };
  if (seq !== undefined) open.seen.add(seq);
  const method = textOf(event['method']) ?? '';
  const params = objectOf(event['params']) ?? {};
  const data = objectOf(params['data']) ?? {};
  const names = listOf(params['namespace']);
  const namespace = names.length === 0 ? '' : names.filter((name) => typeof name === 'string').join('|');
  switch (method) {
    case 'lifecycle':
      return lifecycle(run, namespace, data, index);
    case 'messages':
      return message(run, open, namespace, textOf(params['node']), data, index);
    case 'tools':
      return tool(run, data, index);
    case 'values':
      return run.values(namespace, params['data'], index);
    case 'input.requested':
      run.interrupted([data['payload']]);
      return run.value('interrupt', params['data'], index);
    case 'input.answered':
      run.waits = undefined;
      return { says: 'input answered' };
    default: {
      const whose = [textOf(params['node']), namespace].filter((word) => word !== undefined && word !== '').join(' ');
      return run.value(`${method} ${whose}`.trimEnd(), params['data'] ?? null, index);
    }
  }
}

function lifecycle(run: GraphRun, namespace: string, data: JsonObject, index: number): Meaning {
  const status = textOf(data['event']) ?? '?';
  const says = { says: short(`${status} ${namespace === '' ? '' : namespace}`.trimEnd()) };
  // The empty namespace is the run itself.
  if (namespace !== '') return says;
  if (status === 'started' || status === 'running') run.outcome = undefined;
  if (status === 'completed') run.outcome = { verdict: 'complete', reason: status };
  if (status === 'interrupted') run.outcome = { verdict: 'waiting', reason: run.waits ?? status };
  if (status === 'failed') return run.error({ message: data['error'] ?? status }, index);
  return says;
}

function message(run: GraphRun, open: OpenMessages, namespace: string, node: string | undefined, data: JsonObject, index: number): Meaning {
  // The length says where the namespace ends.
  const place = `${namespace.length} ${namespace}${node === undefined ? '' : ` ${node}`}`;
  const what = textOf(data['event']) ?? '?';
  if (what === 'message-start') {
    open.unnamed += 1;
    open.ids.set(place, textOf(data['id']) ?? `message ${open.unnamed}`);
    return { says: short(`message ${textOf(data['role']) ?? ''}`.trimEnd()) };
  }
  let id = open.ids.get(place);
  if (id === undefined) {
    run.faults.add('begins-late', 'A message whose beginning is missing', index);
    open.unnamed += 1;
    id = `message ${open.unnamed}`;
    open.ids.set(place, id);
  }
  switch (what) {
    case 'content-block-start':
    case 'content-block-delta':
    case 'content-block-finish':
      return block(run, open, id, node, data, index);
    case 'message-finish':
      open.ids.delete(place);
      run.addUsage(data['usage']);
      return { says: 'message finished' };
    case 'error':
    case 'message-error':
      return run.error(data, index);
    default:
      run.faults.add('not-understood', `An event of a message that is not known: ${short(what)}`, index);
      return { says: short(what) };
  }
}

function block(run: GraphRun, open: OpenMessages, id: string, node: string | undefined, data: JsonObject, index: number): Meaning {
  const place = numberOf(data['index']) ?? 0;
  const finished = data['event'] === 'content-block-finish';
  const content = objectOf(data['content']);
  const delta = objectOf(data['delta']);
  const key = `${id} ${place}`;
  const known = open.blocks.get(key);
  const type = textOf(content?.['type']) ?? textOf(at(delta, 'fields', 'type')) ?? kindOf(delta, known);
  if (type !== known) open.blocks.set(key, type);
  if (type === 'text' || type === 'reasoning') {
    const text = run.messages.text(type, id, place, node);
    const piece = textOf(content?.[type]) ?? textOf(delta?.[type]) ?? textOf(at(delta, 'fields', type)) ?? '';
    return grow(text, piece, finished, type, index);
  }
  if (type.includes('tool_call')) {
    const given = content ?? objectOf(delta?.['fields']) ?? {};
    const call = run.messages.call(id, place, textOf(given['id']), textOf(given['name']));
    const args = given['args'] ?? delta?.['args'];
    call.touch(index);
    if (finished) {
      if (typeof args === 'object' && args !== null) call.whole = args;
      call.state = 'called';
      if (type === 'invalid_tool_call' || call.broken)
        run.faults.add('arguments-no-json', `The arguments of the call ${short(call.name ?? '?')} are no JSON`, index);
      return { says: called(call.name, call.whole ?? call.argumentsText.text) };
    }
    if (typeof args !== 'string' || args === '') return { says: called(call.name, undefined), output: 'hidden' };
    call.append(args, index);
    return { says: `arguments ${short(args)}`, output: 'hidden' };
  }
  // Pictures and sound come in base64: what they are is enough.
  if (finished) return run.value(type, Object.fromEntries(Object.entries(content ?? {}).filter(([name]) => name !== 'data' && name !== 'base64')), index);
  return { says: type, output: 'hidden' };
}

/** A delta says what it is by its type; of a block whose start was not seen nothing else does. */
function kindOf(delta: JsonObject | undefined, known: string | undefined): string {
  switch (delta?.['type']) {
    case 'text-delta':
      return 'text';
    case 'reasoning-delta':
      return 'reasoning';
    case 'tool-call-delta':
      return 'tool_call_chunk';
    default:
      return known ?? 'block';
  }
}

function grow(text: GrowingText, piece: string, finished: boolean, kind: 'text' | 'reasoning', index: number): Meaning {
  if (finished) {
    text.replace(piece, index);
    return { says: `${kind} finished` };
  }
  text.append(piece, index);
  return meaningOf(quoted(kind, piece), piece === '' ? undefined : kind === 'text' ? 'visible' : 'hidden');
}

function tool(run: GraphRun, data: JsonObject, index: number): Meaning {
  const call = run.messages.callById(textOf(data['tool_call_id']));
  call.touch(index);
  switch (data['event']) {
    case 'tool-started':
      call.name = textOf(data['tool_name']) ?? call.name;
      if (call.whole === undefined && call.argumentsText.text === '') call.whole = data['input'];
      call.state = 'running';
      return { says: `${short(call.name ?? '?')} runs` };
    case 'tool-output-delta':
      return { says: quoted(`output of ${short(call.name ?? '?')}`, textOf(data['delta']) ?? '') };
    case 'tool-finished':
      call.result = data['output'];
      call.state = 'done';
      return { says: `result ${short(call.name ?? '?')}: ${jsonOf(data['output'])}` };
    case 'tool-error':
      call.error = textOf(data['message']) ?? data;
      call.state = 'failed';
      run.faults.add('tool-error', `The tool ${short(call.name ?? '?')} failed: ${jsonOf(call.error)}`, index);
      return { says: `tool error ${short(call.name ?? '?')}: ${jsonOf(call.error)}` };
    default:
      return { says: `tools ${jsonOf(data['event'])}` };
  }
}
