/** Messages as text for the clipboard, without those that are not held any more. Their data is never redacted. */
import { MAX_COPIED } from '../../wire/protocol/questions.ts';
import { counts, fields, oneOf } from './fields.ts';
import { question } from './question.ts';

export const copyMessages = question(
  fields({ indexes: counts(MAX_COPIED), as: oneOf(['ndjson', 'markdown']) }),
  async (recorder, { indexes, as }): Promise<string> => {
    const { copyAsMarkdown, copyAsNdjson } = await import('../files-and-copies.ts');
    recorder.join();
    return (as === 'ndjson' ? copyAsNdjson : copyAsMarkdown)(recorder.capture, indexes);
  },
);
