/**
 * Mercure: updates of topics, mostly JSON-LD. There is no client but the browser's EventSource.
 * Source: draft-dunglas-mercure-08, and 07 before it.
 */
import type { Decoder, Fault, StreamHead } from './decoder.ts';
import { at, textOf } from './json-shape.ts';
import { openEnded } from './open-ended.ts';
import type { ValuePart } from './part.ts';
import { pathOf, queryOf, queryValues } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Resource {
  readonly name: string;
  value: unknown;
  readonly messages: number[];
}

interface Folded {
  readonly head: StreamHead;
  readonly resources: Map<string, Resource>;
  readonly subscriptions: Map<string, Resource>;
  /** By event id: what came with it. */
  readonly seen: Map<string, string>;
  lastId: string;
}

/** Before draft 08 `topic`. */
const TOPICS = ['match', 'matchExact', 'matchURLPattern', 'topic'] as const;
/** Drafts wrote the name in the query in several ways; the header goes first. */
const POSITIONS = ['lastEventID', 'Last-Event-ID', 'last-event-id'] as const;

/** The event after which the page wants to go on. */
function askedFor({ url, requestHeader }: StreamHead): string | undefined {
  const asked = requestHeader('last-event-id') ?? POSITIONS.map((name) => queryOf(url, name)).find((value) => value !== undefined);
  return asked === '' ? undefined : asked;
}

function lostUpdates(head: StreamHead): Fault[] {
  const asked = askedFor(head);
  const answered = head.responseHeader('last-event-id');
  // [spec] The hub answers with the id from which it goes on; `earliest` asks for all that there is.
  if (asked === undefined || answered === undefined || asked === answered || asked === 'earliest') return [];
  return [{ id: 'updates-lost', says: `The page asked for what came after ${short(asked)}; the hub goes on after ${short(answered)}.` }];
}

function take(group: Map<string, Resource>, name: string, value: unknown, message: number): void {
  const held = group.get(name);
  if (held === undefined) group.set(name, { name, value, messages: [message] });
  else {
    held.value = value;
    held.messages.push(message);
  }
}

export const mercure: Decoder<Folded> = {
  id: 'mercure',
  name: 'Mercure',
  // The hub makes such ids where the publisher gives none; others may make them, too.
  recognise: ({ url }, message) =>
    pathOf(url).endsWith('/.well-known/mercure') ? 'certain' : message?.lastEventId.startsWith('urn:uuid:') === true ? 'likely' : undefined,
  start: (head) => ({ head, resources: new Map(), subscriptions: new Map(), seen: new Map(), lastId: '' }),
  fold(folded, { type, data, json, lastEventId, index }) {
    const { resources, subscriptions, seen } = folded;
    folded.lastId = lastEventId;
    if (data === '') return undefined;
    // An update without an id of its own bears the last one, so its data must be the same too.
    if (lastEventId !== '' && seen.get(lastEventId) === data) return { says: `again ${short(lastEventId)}` };
    if (lastEventId !== '') seen.set(lastEventId, data);
    const subscriber = textOf(at(json, 'id'));
    if (at(json, 'type') === 'Subscription' && subscriber !== undefined) {
      take(subscriptions, subscriber, json, index);
      return {
        says: `subscription ${at(json, 'active') === false ? 'ended' : 'active'} ${short(textOf(at(json, 'match')) ?? textOf(at(json, 'topic')) ?? subscriber)}`,
      };
    }
    const name = textOf(at(json, '@id'));
    take(resources, name ?? type, json ?? data, index);
    return { says: `${type === 'message' ? 'update' : short(type)} ${name === undefined ? jsonOf(json ?? data) : short(name)}` };
  },
  result({ head, resources, subscriptions, lastId }, end) {
    const values = (group: Map<string, Resource>, prefix = ''): ValuePart[] =>
      [...group.values()].map(({ name, value, messages }) => ({ kind: 'value', name: prefix + name, value, messages }));
    const topics = TOPICS.flatMap((name) => queryValues(head.url, name));
    return {
      parts: [...values(resources), ...values(subscriptions, 'subscription ')],
      facts: { more: { ...(topics.length > 0 && { request: topics.join(', ') }), ...(lastId !== '' && { 'last id': lastId }) } },
      ...openEnded(end),
      faults: lostUpdates(head),
    };
  },
};
