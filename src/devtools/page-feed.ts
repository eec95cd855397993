/**
 * Feeds the recorder with what the content scripts of the inspected tab say: one link to each document that has announced itself.
 *
 * Any single message on the way may be lost, so nothing is said once and relied on: the roll is called for as long as DevTools is open, and who answers has
 * no port of ours; a `hear` is said again until it is confirmed. (Batches: content/backlog.ts, recorder/intake.ts.)
 */
import type { EpochMs, Milliseconds, SessionId, SourceNumber } from '../core/units.ts';
import { isHeard, isPageEnvelope, type Ack, type Hear } from '../wire/protocol/envelope.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';
import type { Frame } from '../wire/protocol/relay-messages.ts';
import type { PageLink, PageRoad } from './page-road.ts';

/** How long after something has happened the roll is called. Then each interval is twice as long as the one before, up to the last. */
const SOON: Milliseconds = 500;
const LAST: Milliseconds = 8000;

/** A document that has answered so many calls since it was last heard on its link has no such port: an announcement alone may have crossed the connect. */
const CALLS_UNLINKED = 2;
/** Who has answered none of so many calls since its port was closed, is gone; the port alone may have been cut. */
const CALLS_MISSED = 2;

export interface PageFeed {
  /** The recorder has the batches of `session` up to and with `seq`. */
  recorded(session: SessionId, seq: number): void;
  /** The hook of that document is to listen to `type`, too. */
  hear(session: SessionId, source: SourceNumber, type: string): void;
  /** A document has made a request of a stream: if we know none there, it may have announced itself in vain. */
  requested(frame: Frame): void;
  /** Documents that nobody would know of, had they not been asked again. */
  foundByAsking(): number;
}

interface Link extends Partial<PageLink> {
  readonly frame: Frame;
  /** The newest roll call when it was last heard, or was made. */
  call: number;
}

/** @param later `setTimeout`. */
export function openPageFeed(
  road: PageRoad,
  tell: (input: RecorderInput) => void,
  now: () => EpochMs,
  later: (task: () => void, delay: Milliseconds) => void,
): PageFeed {
  const links = new Map<SessionId, Link>();
  /** What was not confirmed yet, by source and type. */
  const unconfirmed = new Map<SessionId, Map<string, Hear>>();
  /** Documents whose port was closed: when, and after which roll call. */
  const missing = new Map<SessionId, { at: EpochMs; call: number }>();
  let found = 0;

  let call = 0;
  let interval = SOON;
  /** Counts the timers of roll calls: only the newest one counts. */
  let timers = 0;

  const post = (session: SessionId, message: Ack | Hear): void => {
    try {
      links.get(session)?.post?.(message);
    } catch {
      // The document went away in between; its link says so itself.
    }
  };
  const sayAgain = (session: SessionId): void => {
    for (const hear of unconfirmed.get(session)?.values() ?? []) post(session, hear);
  };

  const schedule = (): void => {
    const timer = ++timers;
    later(() => {
      if (timer !== timers) return;
      interval = Math.min(interval * 2, LAST);
      callRoll();
    }, interval);
  };
  const callRoll = (): void => {
    for (const [session, { at, call: last }] of missing) {
      if (call - last < CALLS_MISSED) continue;
      missing.delete(session);
      // @note Also when the document went into the back/forward cache; then it has said so before, and announces itself when it comes back.
      tell({ kind: 'document-gone', session, at });
    }
    road.callRoll(++call);
    for (const session of unconfirmed.keys()) sayAgain(session);
    schedule();
  };
  const callSoon = (): void => {
    if (interval === SOON) return;
    interval = SOON;
    schedule();
  };

  const connect = (session: SessionId, frame: Frame): void => {
    const link: Link = { frame, call };
    const onMessage = (message: unknown): void => {
      if (links.get(session) !== link) return;
      link.call = call;
      if (isHeard(message)) confirm(session, keyOf(message));
      else if (isPageEnvelope(message) && message.session === session) tell({ kind: 'page', frame, envelope: message });
    };
    const onGone = (): void => {
      if (links.get(session) !== link) return;
      links.delete(session);
      missing.set(session, { at: now(), call });
      callSoon();
    };
    missing.delete(session);
    links.set(session, link);
    try {
      Object.assign(link, road.connect(frame, onMessage, onGone));
      sayAgain(session);
    } catch {
      links.delete(session); // no such document, for now
    }
    callSoon();
  };
  const confirm = (session: SessionId, key: string): void => {
    const hears = unconfirmed.get(session);
    hears?.delete(key);
    if (hears?.size === 0) unconfirmed.delete(session);
  };

  road.listen((session, frame, answered) => {
    const link = links.get(session);
    if (link !== undefined) {
      if (answered === undefined || answered < link.call + CALLS_UNLINKED) return;
      links.delete(session);
      link.close?.();
    }
    if (answered !== undefined && answered > 1) found += 1;
    connect(session, frame);
  });
  callRoll();

  return {
    recorded: (session, seq) => post(session, { kind: 'ack', seq }),
    hear(session, source, type) {
      const hear: Hear = { kind: 'hear', source, type };
      unconfirmed.set(session, (unconfirmed.get(session) ?? new Map<string, Hear>()).set(keyOf(hear), hear));
      post(session, hear);
    },
    requested({ frameId, documentId }) {
      for (const { frame } of links.values()) {
        if (documentId === undefined || frame.documentId === undefined ? frame.frameId === frameId : frame.documentId === documentId) return;
      }
      callSoon();
    },
    foundByAsking: () => found,
  };
}

const keyOf = ({ source, type }: { source: SourceNumber; type: string }): string => `${source} ${type}`;
