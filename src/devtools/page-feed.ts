/** Feeds the recorder with what the content scripts of the inspected tab say: one link to each document that has announced itself. */
import type { SessionId, SourceNumber } from '../core/units.ts';
import { isPageEnvelope, type Ack, type Hear } from '../wire/protocol/envelope.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';
import type { PageLink, PageRoad } from './page-road.ts';

export interface PageFeed {
  /** The recorder has the batches of `session` up to and with `seq`. */
  recorded(session: SessionId, seq: number): void;
  /** The hook of that document is to listen to `type`, too. */
  hear(session: SessionId, source: SourceNumber, type: string): void;
}

export function openPageFeed(road: PageRoad, tell: (input: RecorderInput) => void, now: () => number): PageFeed {
  const links = new Map<SessionId, PageLink>();

  road.listen((session, frame) => {
    if (links.has(session)) return;
    const link = road.connect(
      frame,
      (message) => {
        if (isPageEnvelope(message) && message.session === session) tell({ kind: 'page', frame, envelope: message });
      },
      () => {
        if (links.get(session) === link) links.delete(session);
        // @note Also when the document goes into the back/forward cache; then it has said so before, and announces itself when it comes back.
        tell({ kind: 'document-gone', session, at: now() });
      },
    );
    links.set(session, link);
  });

  const post = (session: SessionId, message: Ack | Hear): void => {
    try {
      links.get(session)?.post(message);
    } catch {
      // The document went away in between; its link says so itself.
    }
  };

  return {
    recorded: (session, seq) => post(session, { kind: 'ack', seq }),
    hear: (session, source, type) => post(session, { kind: 'hear', source, type }),
  };
}
