/** What an attempt means, or the session that it is of; `until`: as of that message. Null: the attempt is not held, or no protocol is recognised. */
import { optional } from 'valibot';
import type { DecodedAnswer } from '../../wire/protocol/decoded.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

const args = fields({ connection: count, attempt: count, until: optional(count) });

export const decoded = question(args, async (recorder, { connection, attempt, until }): Promise<DecodedAnswer | null> => {
  const decodings = await recorder.protocols.decodings();
  recorder.join();
  const entry = recorder.capture.connections.get(connection);
  const slot = entry?.slots[attempt - 1 - entry.connection.droppedAttempts];
  return entry === undefined || slot === undefined ? null : decodings.answer(entry, slot, until);
});
