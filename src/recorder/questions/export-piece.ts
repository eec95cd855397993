/** The next piece of a file. Begin with `cursor` null; ask again with `next` until `finished`; all else stays the same meanwhile. */
import { nullable, optional, type GenericSchema } from 'valibot';
import { EXPORT_FORMAT_NAMES } from '../../core/export/format-names.ts';
import type { ExportPiece } from '../../wire/protocol/questions.ts';
import type { ExportCursor } from '../../core/export/job.ts';
import { fields, finiteNumber, flag, oneOf, text, time, wholeNumber } from './fields.ts';
import { messageFilter } from './message-filter.ts';
import { question } from './question.ts';

/** A cursor has been outside. */
const exportCursor: GenericSchema<ExportCursor> = fields({
  part: wholeNumber,
  items: wholeNumber,
  entry: wholeNumber,
  endEntry: wholeNumber,
  message: wholeNumber,
  rank: finiteNumber,
  firstMessage: wholeNumber,
  endMessage: wholeNumber,
  endPiece: wholeNumber,
  idOf: wholeNumber,
  done: wholeNumber,
  total: wholeNumber,
  connection: wholeNumber,
  attempt: wholeNumber,
  offset: wholeNumber,
  size: wholeNumber,
});

const args = fields({
  format: oneOf(EXPORT_FORMAT_NAMES),
  filter: messageFilter,
  redact: flag,
  byteOrderMark: optional(flag),
  meta: fields({
    page: fields({ url: text, title: text }),
    generator: text,
    browser: text,
    createdAt: time,
    redacted: optional(flag),
    filtered: optional(flag),
  }),
  cursor: nullable(exportCursor),
  inBlobs: optional(flag),
});

/** What writes files is loaded when the first is wanted. The piece is of the capture as it is then. */
export const exportPiece = question(args, async (recorder, request): Promise<ExportPiece> => {
  const { exportAnswer } = await import('../files-and-copies.ts');
  recorder.join();
  const { capture, filters, desk } = recorder;
  return exportAnswer(capture, filters, request, { findings: () => desk.forExport(recorder.now(), recorder.slice()), isOver: recorder.slice() });
});
