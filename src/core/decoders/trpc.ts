/**
 * tRPC subscriptions: the values of one procedure, and how they ended.
 * Source: `@trpc/server` and `@trpc/client` 11.25.2 (`httpSubscriptionLink`).
 */
import type { Decoder, StreamHead, StreamMessage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { at, isObject, numberOf, parseJson, textOf } from './json-shape.ts';
import { openEnded } from './open-ended.ts';
import type { ErrorPart, ValuePart } from './part.ts';
import { decoded, pathOf, queryOf } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Folded {
  readonly procedure: string;
  readonly input: unknown;
  readonly parts: (ValuePart | ErrorPart)[];
  options: unknown;
  lastId: string;
  isReturned: boolean;
  failed: string | undefined;
  isSeen: boolean;
  readonly faults: FaultList;
}

/** Names that hardly anybody else has: with the beginning they are a sign, where no URL is known. */
const OWN_ENDS = new Set(['return', 'serialized-error', 'restore-id']);

/** A transformer (superjson) puts the value into `json`, and says in `meta` what JSON has not. */
function plain(value: unknown): unknown {
  const isWrapped = isObject(value) && 'json' in value && Object.keys(value).every((name) => name === 'json' || name === 'meta' || name === 'v');
  return isWrapped ? value['json'] : value;
}

function isOptions(value: unknown): boolean {
  return isObject(value) && Object.keys(value).every((name) => name === 'reconnectAfterInactivityMs');
}

function isBeginning({ type, json }: StreamMessage): boolean {
  return type === 'connected' && isOptions(plain(json));
}

/** The URL of a procedure: with an input that is JSON, or below a folder of that name. */
function looksLikeCall({ url }: StreamHead): boolean {
  const inputs = [queryOf(url, 'input'), queryOf(url, 'connectionParams')];
  return inputs.some((input) => input !== undefined && parseJson(input) !== undefined) || /\/trpc\/[\w.-]+$/.test(pathOf(url));
}

export const trpc: Decoder<Folded> = {
  id: 'trpc',
  name: 'tRPC',
  recognise(head, message, first) {
    if (message !== undefined && first !== undefined && OWN_ENDS.has(message.type) && isBeginning(first)) return 'likely';
    // Many an application says `connected`; its options are tRPC's own.
    if (message === undefined || !isBeginning(message)) return undefined;
    return typeof at(plain(message.json), 'reconnectAfterInactivityMs') === 'number' || looksLikeCall(head) ? 'certain' : undefined;
  },
  start(head) {
    const input = queryOf(head.url, 'input');
    // The name of a file is no path.
    const procedure = head.url.includes('/') ? decoded(pathOf(head.url).split('/').at(-1) ?? '') : '';
    const given = input === undefined ? undefined : plain(parseJson(input));
    return { procedure, input: given, parts: [], options: undefined, lastId: '', isReturned: false, failed: undefined, isSeen: false, faults: new FaultList() };
  },
  fold(folded, { type, data, json, lastEventId, index }) {
    if (!folded.isSeen && type !== 'connected') folded.faults.add('begins-late', 'The message connected, which is the first, is missing.', index);
    folded.isSeen = true;
    if (lastEventId !== '') folded.lastId = lastEventId;
    switch (type) {
      case 'connected':
        // Another one: the browser has reconnected, and the values go on.
        folded.options = plain(json);
        folded.isReturned = false;
        return { says: `connected ${jsonOf(plain(json))}` };
      case 'message': {
        if (data === '') return undefined;
        if (json === undefined) {
          folded.faults.add('not-understood', `A value is no JSON: ${short(data)}`, index);
          return undefined;
        }
        if (folded.isReturned) folded.faults.add('after-end', 'A value after return.', index);
        const value = plain(json);
        folded.parts.push({ kind: 'value', name: 'value', value, messages: [index] });
        return { says: `value ${jsonOf(value)}` };
      }
      case 'ping':
        return { says: 'ping', keepAlive: true };
      case 'restore-id':
        return { says: `restore-id ${short(lastEventId)}`.trimEnd() };
      case 'return':
        folded.isReturned = true;
        return { says: 'return' };
      case 'serialized-error': {
        const error = plain(json);
        const code = textOf(at(error, 'data', 'code')) ?? numberOf(at(error, 'code'));
        const text = [code, textOf(at(error, 'message'))].filter((word) => word !== undefined).join(': ');
        folded.failed = text;
        folded.parts.push({ kind: 'error', text, value: error, messages: [index] });
        folded.faults.add('error-inside', `The procedure failed: ${short(text)}`, index);
        return { says: `error ${short(text)}` };
      }
      default:
        if (data !== '') folded.faults.add('event-name', `tRPC has no event “${short(type)}”.`, index);
        return undefined;
    }
  },
  result({ procedure, input, parts, options, lastId, isReturned, failed, faults }, end) {
    const isCut = failed === undefined && !isReturned && (end === 'server' || end === 'error');
    const verdict =
      failed !== undefined
        ? { verdict: 'failed' as const, reason: failed }
        : isReturned
          ? { verdict: 'complete' as const, reason: 'return' }
          : isCut
            ? { verdict: 'cut' as const, reason: 'no return' }
            : openEnded(end);
    return {
      parts: [...parts],
      facts: { more: { ...(procedure !== '' && { procedure }), request: input, ...(lastId !== '' && { 'last id': lastId }), options } },
      ...verdict,
      faults: faults.with(...(isCut ? [{ id: 'cut' as const, says: 'The stream ended without return or an error.' }] : [])),
    };
  },
};
