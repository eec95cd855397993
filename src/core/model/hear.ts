/** What the page listens to, and what its hook is asked to listen to for us. */
import type { EpochMs } from '../units.ts';
import { isOver } from './derive-state.ts';
import { DISPATCH_SLACK } from './join/bounds.ts';
import { MAX_HEARD_TYPES } from './limits.ts';
import type { Capture, ConnectionEntry } from './types.ts';

/** Types that the hook of one source is asked to listen to: a server that makes up a new type for each message is left to the network log. */
const MAX_ASKED_TYPES = 64;
/** Longer names are no names. */
const MAX_TYPE_LENGTH = 256;

/** The hook has listeners of its own for these, whoever else listens: a server may send messages of type `open` and `error`. */
const HOOK_ALWAYS_TELLS: ReadonlySet<string> = new Set(['message', 'open', 'error']);

/** The page began to listen to `type`. */
export function listen(entry: ConnectionEntry, type: string, at: EpochMs): void {
  const { heardTypes } = entry.connection;
  if (entry.heardSince.has(type) || heardTypes.length >= MAX_HEARD_TYPES) return;
  entry.heardSince.set(type, at);
  if (!entry.toldSince.has(type)) entry.toldSince.set(type, at);
  heardTypes.push(type);
  if (type === 'message') entry.session.tellsOfMessage = true;
}

/** The page listens to `type` no more. @note Its hook goes on to tell of such messages, as of those that it is asked to listen to. */
export function unlisten(entry: ConnectionEntry, type: string, at: EpochMs): void {
  const { heardTypes } = entry.connection;
  const since = entry.heardSince.get(type);
  if (since === undefined) return;
  entry.heardSince.delete(type);
  entry.heardBefore.set(type, { since, until: at });
  heardTypes.splice(heardTypes.indexOf(type), 1);
  entry.asked.add(type);
}

/** Whether the page listened to `type` at a moment. */
export function isHeardAt(entry: ConnectionEntry, type: string, at: EpochMs): boolean {
  // Who reads the bytes itself reads all; of a worker nobody knows, and nothing is held against it.
  if (entry.connection.api !== 'eventsource' || entry.session.silent) return true;
  const before = entry.heardBefore.get(type);
  if (before !== undefined && at >= before.since && at < before.until) return true;
  const since = entry.heardSince.get(type);
  // @note The hook finds `onmessage`, `onopen` and `onerror` when the first message comes, which is after that was sent.
  return since !== undefined && at >= (HOOK_ALWAYS_TELLS.has(type) ? since - DISPATCH_SLACK : since);
}

/** Whether the page listens to the type of a message of which its hook tells now: what is told, not always and not because it was asked for, is listened to. */
export function isToldForPage(entry: ConnectionEntry, type: string): boolean {
  return entry.heardSince.has(type) || (!HOOK_ALWAYS_TELLS.has(type) && !entry.asked.has(type));
}

/** From when on the hook told of all messages of `type`, as far as is known. */
export function toldSince(entry: ConnectionEntry, type: string): EpochMs {
  return HOOK_ALWAYS_TELLS.has(type) ? -Infinity : (entry.toldSince.get(type) ?? Infinity);
}

/** The network named a type that the page does not listen to: from now on the hook shall tell of it, live. */
export function askToHear(capture: Capture, entry: ConnectionEntry, type: string): void {
  if (HOOK_ALWAYS_TELLS.has(type) || entry.asked.has(type) || entry.heardSince.has(type)) return;
  if (entry.connection.api !== 'eventsource' || entry.session.silent || entry.session.gone || isOver(entry)) return;
  if (entry.asked.size >= MAX_ASKED_TYPES || type.length > MAX_TYPE_LENGTH) return;
  entry.asked.add(type);
  capture.commands.push({ kind: 'hear', session: entry.session.id, source: entry.source, type });
}
