/** Begins a file. Ask for its pieces with `exportPiece` until one is `finished`; who wants no more of them says so with `endExport`. */
import { optional, type GenericSchema } from 'valibot';
import type { ExportFormatName } from '../../core/export/formats.ts';
import type { ExportId } from '../../wire/protocol/questions.ts';
import { fields, flag, text, time } from './fields.ts';
import { messageFilter } from './message-filter.ts';
import { question } from './question.ts';

const args = fields({
  /** The formats are known to the code that writes them, which refuses others. */
  format: text as GenericSchema<ExportFormatName>,
  filter: messageFilter,
  redact: flag,
  byteOrderMark: optional(flag),
  /** As in `ExportWish`. */
  beside: optional(text),
  isBeside: optional(flag),
  meta: fields({
    page: fields({ url: text, title: text }),
    generator: text,
    browser: text,
    createdAt: time,
    redacted: optional(flag),
    filtered: optional(flag),
  }),
  inBlobs: optional(flag),
});

/** What writes files is loaded when the first is wanted. */
export const beginExport = question(args, async ({ exports }, request): Promise<ExportId> => {
  const { beginExport: begin } = await import('../files-and-copies.ts');
  return begin(exports, request);
});
