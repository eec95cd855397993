/** What feeds the recorder: batches of pages, put together, in order and once each; the request log; and what sees the network. */
import type { Observation } from '../core/model/observation.ts';
import type { DocumentId, EpochMs, FrameId, SessionId } from '../core/units.ts';
import { BrokenBatch, readBatch } from '../wire/protocol/batch-reader.ts';
import { isPageEnvelope, type PageEnvelope } from '../wire/protocol/envelope.ts';
import { isWitnessState, type WitnessState } from '../wire/protocol/command.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { isNetworkObservation } from '../wire/protocol/network-guard.ts';
import { isRequestObservation } from '../wire/protocol/request-guard.ts';

export interface Intake {
  /** Takes one message of the DevTools page; `recorded` is called when a batch has gone in, or was in already. What is not understood is left. */
  take(message: Record<string, unknown>, recorded: (session: SessionId, seq: number) => void): void;
}

/** Documents remembered, so that what is sent twice is recorded once: far more than one tab can have in its back/forward cache. */
const SESSIONS = 1000;

interface Session {
  /** The next batch; undefined until the first has come: a recorder may join late. */
  next: number | undefined;
  /** Pieces of a batch that is not whole yet. */
  pieces: string[];
}

export function createIntake(observe: (observation: Observation) => void, now: () => EpochMs, onWitness: (witness: WitnessState) => void): Intake {
  const sessions = new Map<SessionId, Session>();

  const takeEnvelope = (envelope: PageEnvelope, frame: { frameId: FrameId; documentId?: DocumentId }): void => {
    const { session: id, seq } = envelope;
    let session = sessions.get(id);
    if (!session) {
      sessions.set(id, (session = { next: undefined, pieces: [] }));
      const [oldest] = sessions.keys();
      if (sessions.size > SESSIONS && oldest !== undefined) sessions.delete(oldest);
    }
    // Sent again after a lost port: it is in already.
    if (session.next !== undefined && seq < session.next) return;
    if (envelope.kind === 'dropped') {
      observe({ kind: 'lost', session: id, at: envelope.at, messages: envelope.messages, why: 'overflow' });
      session.next = seq + 1;
      return;
    }
    if (envelope.goesOn !== true) session.pieces = [];
    session.pieces.push(envelope.text);
    if (envelope.more) return;
    const text = session.pieces.length === 1 ? envelope.text : session.pieces.join('');
    session.pieces = [];
    // A hole without a word; how many messages were in it nobody can say.
    if (session.next !== undefined && seq > session.next) observe({ kind: 'lost', session: id, at: now(), messages: 0, why: 'broken-batch' });
    session.next = seq + 1;
    try {
      readBatch(text, { session: id, frame }, observe);
    } catch (error) {
      if (!(error instanceof BrokenBatch)) throw error;
      observe({ kind: 'lost', session: id, at: now(), messages: 0, why: 'broken-batch' });
    }
  };

  return {
    take(message, recorded) {
      if (message.kind === 'page' && isPageEnvelope(message.envelope) && isFrame(message.frame)) {
        takeEnvelope(message.envelope, message.frame);
        // A piece alone is not safe yet: what carries the next one may die.
        if (message.envelope.kind === 'dropped' || !message.envelope.more) recorded(message.envelope.session, message.envelope.seq);
      } else if (message.kind === 'requests' && Array.isArray(message.observations)) {
        for (const observation of message.observations) if (isRequestObservation(observation)) observe(observation);
      } else if (message.kind === 'network' && Array.isArray(message.observations)) {
        for (const observation of message.observations) if (isNetworkObservation(observation)) observe(observation);
      } else if (message.kind === 'witness' && isWitnessState(message.witness)) {
        onWitness(message.witness);
      } else if (message.kind === 'document-gone' && typeof message.session === 'string' && typeof message.at === 'number') {
        observe({ kind: 'document-gone', session: message.session, at: message.at });
      }
    },
  };
}

const isFrame = (value: unknown): value is { frameId: FrameId; documentId?: DocumentId } =>
  isRecord(value) && typeof value.frameId === 'number' && (value.documentId === undefined || typeof value.documentId === 'string');
