/** The answers for files and copies, with all code that writes them: loaded when the first of them is wanted, and not with the panel. */
import { copyAsMarkdown, copyAsNdjson } from '../core/export/copy-as/messages.ts';
import type { Capture } from '../core/model/capture.ts';
import type { EpochMs } from '../core/units.ts';
import type { ExportQuestion, Questions } from '../wire/protocol/questions.ts';
import { copyAs } from './copy-as.ts';
import { exportAnswer } from './export-answer.ts';
import type { FilterMemo } from './filter-memo.ts';
import type { FindingDesk } from './finding-desk.ts';

export type ExportAnswers = Pick<Questions, ExportQuestion>;

export interface ExportAnswersOptions {
  capture: Capture;
  filters: FilterMemo;
  desk: FindingDesk;
  /** A new slice of time: says true when it is over. */
  slice(): () => boolean;
  now(): EpochMs;
}

export function createExportAnswers({ capture, filters, desk, slice, now }: ExportAnswersOptions): ExportAnswers {
  return {
    exportPiece: (request) => exportAnswer(capture, filters, request, { findings: () => desk.forExport(now(), slice()), isOver: slice() }),
    copyAs: (request) => copyAs(capture, request),
    copyMessages: ({ indexes, as }) => (as === 'ndjson' ? copyAsNdjson : copyAsMarkdown)(capture, indexes),
  };
}
