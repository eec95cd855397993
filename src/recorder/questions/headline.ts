/** What the line over the tabs says of an attempt and its connection: what the stream means, and the worst that was found. */
import { SEVERITIES } from '../../core/explain/finding.ts';
import type { Headline } from '../../wire/protocol/decoded.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const headline = question(fields({ connection: count, attempt: count }), async (recorder, { connection, attempt }): Promise<Headline> => {
  const entry = recorder.capture.connections.get(connection);
  // The decoders are loaded with the first message.
  const decodings = entry === undefined || entry.connection.messageCount === 0 ? undefined : await recorder.protocols.decodings();
  recorder.join();
  recorder.diagnose();
  const { findings } = recorder.desk.list({ connection });
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  const slot = entry?.slots[attempt - 1 - entry.connection.droppedAttempts];
  return {
    ...(entry !== undefined && slot !== undefined && decodings?.headline(entry, slot)),
    finding: findings.findLast(({ severity }) => severity === worst),
  };
});
