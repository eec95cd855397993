/** A request as text for the clipboard; null when its connection is not held (any more). */
import { optional } from 'valibot';
import { count, fields, flag, oneOf } from './fields.ts';
import { question } from './question.ts';

const args = fields({
  kind: oneOf(['curl-posix', 'curl-cmd', 'powershell', 'fetch', 'eventsource']),
  connection: count,
  attempt: optional(count),
  redact: flag,
  resume: optional(flag),
});

export const copyAs = question(args, async (recorder, request): Promise<string | null> => {
  const files = await import('../files-and-copies.ts');
  recorder.join();
  return files.copyAs(recorder.capture, request);
});
