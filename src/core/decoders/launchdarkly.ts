/**
 * LaunchDarkly's flags for one context: all at once, then changes by version.
 * Source: `launchdarkly-js-client-sdk` 3.9.5, run in a page.
 */
import type { Decoder, Meaning, StreamHead, StreamMessage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, type JsonObject, numberOf, textOf } from './json-shape.ts';
import { emptyState, escapePointer, type State } from './merge-patch.ts';
import { openEnded } from './open-ended.ts';
import { pathOf } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Folded {
  flags: State;
  /** Of each flag, a removed one too: older changes are ignored. */
  readonly versions: Map<string, number | undefined>;
  readonly changes: { message: number; paths: string[] }[];
  readonly environment: string | undefined;
  isPut: boolean;
  readonly faults: FaultList;
}

const TYPES = new Set(['put', 'patch', 'delete', 'ping']);

/** The environment in the path; undefined where it is no such path. The context in it is personal data, and is not looked at. */
function environmentOf({ url, method }: StreamHead): string | undefined {
  const path = pathOf(url);
  const of = /\/eval\/([\w-]+)\/[\w=%+-]+$/.exec(path) ?? /\/ping\/([\w-]+)$/.exec(path) ?? (method === 'REPORT' ? /\/eval\/([\w-]+)$/.exec(path) : null);
  return of?.[1];
}

function areFlags(json: unknown): json is Readonly<Record<string, JsonObject>> {
  return isObject(json) && Object.values(json).every((flag) => isObject(flag) && 'value' in flag && typeof flag['version'] === 'number');
}

function fits({ type, json, data }: StreamMessage): boolean {
  if (type === 'put') return areFlags(json);
  if (type === 'ping') return data.length < 5;
  return isObject(json) && typeof json['key'] === 'string' && typeof json['version'] === 'number';
}

function foldFlags(folded: Folded, { type, json, data, index }: StreamMessage): Meaning | undefined {
  const strange = (): undefined => {
    if (data !== '') folded.faults.add('not-understood', `This is no ${short(type)} of flags: ${short(data)}`, index);
    return undefined;
  };
  const change = (key: string): void => void folded.changes.push({ message: index, paths: [`/${escapePointer(key)}`] });
  if (type === 'ping') return { says: 'ping: the flags are to be asked for' };
  if (!TYPES.has(type) || !isObject(json)) return strange();
  if (type === 'put') {
    folded.flags = emptyState();
    folded.versions.clear();
    folded.isPut = true;
    for (const [key, flag] of Object.entries(json)) {
      folded.flags[key] = flag;
      folded.versions.set(key, isObject(flag) ? numberOf(flag['version']) : undefined);
    }
    folded.changes.push({ message: index, paths: [''] });
    return { says: `put ${Object.keys(json).length} flags` };
  }
  const key = textOf(json['key']);
  if (key === undefined) return strange();
  if (!folded.isPut && folded.changes.length === 0) folded.faults.add('begins-late', 'The first put, which has all flags, is missing.', index);
  const version = numberOf(json['version']);
  const held = folded.versions.get(key);
  if (held !== undefined && version !== undefined && version <= held) return { says: `ignored: ${short(key)} version ${version}, held ${held}` };
  folded.versions.set(key, version);
  change(key);
  if (type === 'delete') {
    delete folded.flags[key];
    return { says: `delete ${short(key)}` };
  }
  const { key: _, ...flag } = json;
  folded.flags[key] = flag;
  return { says: `patch ${short(key)} = ${jsonOf(flag['value'])}` };
}

export const launchdarkly: Decoder<Folded> = {
  id: 'launchdarkly',
  name: 'LaunchDarkly',
  recognise(head, message) {
    if (message === undefined || !TYPES.has(message.type) || !fits(message)) return undefined;
    if (environmentOf(head) !== undefined) return 'certain';
    return message.type === 'put' && Object.keys(message.json as JsonObject).length > 0 ? 'likely' : undefined;
  },
  start: (head) => ({ flags: emptyState(), versions: new Map(), changes: [], environment: environmentOf(head), isPut: false, faults: new FaultList() }),
  fold: foldFlags,
  result: ({ flags, changes, environment, faults }, end) => ({
    parts: changes.length === 0 ? [] : [{ kind: 'state', name: 'flags', value: flags, changes }],
    facts: { ...(environment !== undefined && { more: { environment } }) },
    ...openEnded(end),
    faults: faults.with(),
  }),
};
