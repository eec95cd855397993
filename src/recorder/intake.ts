/** What feeds the recorder: batches of pages, put together, in order and once each; the request log; and what sees the network. */
import type { Observation } from '../core/model/observation.ts';
import type { EpochMs, SessionId } from '../core/units.ts';
import { BrokenBatch, readBatch } from '../wire/protocol/batch-reader.ts';
import { isPageEnvelope, type PageEnvelope } from '../wire/protocol/envelope.ts';
import { isWitnessState, type WitnessState } from '../wire/protocol/command.ts';
import { isNetworkObservation } from '../wire/protocol/network-guard.ts';
import { isFrame, type Frame } from '../wire/protocol/relay-messages.ts';
import { isRequestObservation } from '../wire/protocol/request-guard.ts';

export interface Intake {
  /**
   * Takes one message of the DevTools page; `recorded` is called when a batch has gone in, or was in already. What is not understood is left, and so is
   * what lies behind something that is missing: both come again.
   */
  take(message: Record<string, unknown>, recorded: (session: SessionId, seq: number) => void): void;
}

/** Documents remembered, so that what is sent twice is recorded once: far more than one tab can have in its back/forward cache. */
const SESSIONS = 1000;

interface Session {
  /** The next batch. */
  next: number;
  /** Pieces of it, and their code units, while it is not whole yet. */
  pieces: string[];
  length: number;
}

export function createIntake(observe: (observation: Observation) => void, now: () => EpochMs, onWitness: (witness: WitnessState) => void): Intake {
  const sessions = new Map<SessionId, Session>();
  /** Some had to go: of one that seems new it cannot be said whether something is missing. */
  let forgotten = false;

  const sessionOf = ({ session: id, seq, first }: PageEnvelope): Session => {
    const known = sessions.get(id);
    const session = known ?? { next: forgotten ? seq : first, pieces: [], length: 0 };
    // Those that speak are the last to be forgotten.
    sessions.delete(id);
    sessions.set(id, session);
    if (sessions.size > SESSIONS) {
      const [oldest] = sessions.keys();
      forgotten = sessions.delete(oldest ?? id);
    }
    if (session.next < first) {
      // What lies between was for an earlier audience; how many messages were in it nobody can say.
      observe({ kind: 'lost', session: id, at: now(), messages: 0, why: 'broken-batch' });
      session.next = first;
      session.length = 0;
    }
    return session;
  };

  /** @returns whether it is in: the batch has gone in whole, or was in already, since it was sent again. */
  const takeEnvelope = (envelope: PageEnvelope, frame: Frame): boolean => {
    const { session: id, seq } = envelope;
    const session = sessionOf(envelope);
    if (envelope.kind === 'dropped') {
      if (seq < session.next) return true;
      if (seq - envelope.batches >= session.next) return false;
      observe({ kind: 'lost', session: id, at: envelope.at, messages: envelope.messages, why: 'overflow' });
      session.next = seq + 1;
      session.length = 0;
      return true;
    }
    if (seq < session.next) return !envelope.more;
    if (envelope.from === 0) {
      session.pieces = [];
      session.length = 0;
    }
    if (seq > session.next || envelope.from !== session.length) return false;
    session.pieces.push(envelope.text);
    session.length += envelope.text.length;
    if (envelope.more) return false;
    const text = session.pieces.length === 1 ? envelope.text : session.pieces.join('');
    session.pieces = [];
    session.length = 0;
    session.next = seq + 1;
    try {
      readBatch(text, { session: id, frame }, observe);
    } catch (error) {
      if (!(error instanceof BrokenBatch)) throw error;
      observe({ kind: 'lost', session: id, at: now(), messages: 0, why: 'broken-batch' });
    }
    return true;
  };

  return {
    take(message, recorded) {
      if (message.kind === 'page' && isPageEnvelope(message.envelope) && isFrame(message.frame)) {
        const { envelope } = message;
        if (takeEnvelope(envelope, message.frame)) recorded(envelope.session, envelope.seq);
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
