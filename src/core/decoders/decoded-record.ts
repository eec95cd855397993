/** What a stream means, as one JSON object of a file: without the places of pieces, and messages by the number that they have in capture files. */
import { blockOf } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../units.ts';
import type { Rate, Times } from './decode.ts';
import type { DecodedStream } from './decode-capture.ts';
import type { Certainty, Facts, Fault, ProtocolId, Verdict } from './decoder.ts';
import type { Part } from './part.ts';

/** Times in milliseconds. What is not known is left out. */
export interface DecodedRecord {
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** All attempts that it was folded from, where there are several: a session. */
  streams?: DecodedStream['streams'];
  protocol: ProtocolId;
  certainty: Certainty;
  verdict: Verdict;
  reason?: string;
  parts: object[];
  facts: Omit<Facts, 'more' | 'serverRate'> & Times & { rate?: Rate } & Readonly<Record<string, unknown>>;
  faults: (Omit<Fault, 'message'> & { connection?: ConnectionId; seq?: number })[];
}

export function decodedRecord(capture: Capture, decoded: DecodedStream): DecodedRecord {
  const { streams, protocol, certainty, verdict, reason, parts, facts, times, rate, faults } = decoded;
  const { model, stopReason, usage, more } = facts;
  return {
    ...streams[0]!,
    ...(streams.length > 1 && { streams }),
    protocol,
    certainty,
    verdict,
    reason,
    parts: parts.map(partRecord),
    facts: { ...more, model, stopReason, usage, ...times, rate },
    faults: faults.map(({ message, ...fault }) => ({ ...fault, ...(message !== undefined && placeOf(capture, message)) })),
  };
}

function partRecord(part: Part): object {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal': {
      const { pieces: _, ...rest } = part;
      return rest;
    }
    case 'call': {
      const { argumentsText: _, messages: __, askedAt: ___, answeredAt: ____, ...rest } = part;
      return rest;
    }
    case 'state': {
      const { changes, ...rest } = part;
      return { ...rest, changes: changes.length };
    }
    case 'value': {
      const { messages: _, at: __, ...rest } = part;
      return rest;
    }
    case 'html':
    case 'error': {
      const { messages: _, ...rest } = part;
      return rest;
    }
  }
}

/** Undefined where the row is not held any more. */
function placeOf({ log }: Capture, index: MessageIndex): { connection: ConnectionId; seq: number } | undefined {
  const block = blockOf(log, index);
  return block && { connection: block.connections[index - block.first]!, seq: block.seqs[index - block.first]! };
}
