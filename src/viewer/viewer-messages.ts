/** What travels between the viewer's page and its worker. Answers and versions are those of every recorder. */
import type { Bytes } from '../core/units.ts';
import type { RecordingId } from '../recordings/recording.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import type { FileFacts } from './file-facts.ts';

/** To the worker, first of all and once; then it is asked like a recorder. */
export interface OpenFile {
  kind: 'open';
  file: File;
}

/** The same for a recording. */
export interface OpenRecording {
  kind: 'open-recording';
  id: RecordingId;
  /** What it is called. */
  name: string;
}

/** From the worker, beside what a recorder says. */
export type ReadingNews =
  | { kind: 'progress'; read: Bytes }
  /** The file is read, to its end or to an error. From now on the worker answers. */
  | { kind: 'opened'; facts: FileFacts };

/** Page and worker are built from one source: this tells news from a recorder's words. */
export const isReadingNews = (value: unknown): value is ReadingNews =>
  isRecord(value) && ((value.kind === 'progress' && typeof value.read === 'number') || (value.kind === 'opened' && isRecord(value.facts)));
