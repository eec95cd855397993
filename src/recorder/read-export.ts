/** The guards of what asks for files and copies. */
import { EXPORT_FORMAT_NAMES } from '../core/export/format-names.ts';
import type { ExportCursor } from '../core/export/job.ts';
import { readExportCursor } from '../core/export/read-cursor.ts';
import type { CopyRequest, ExportRequest } from '../wire/protocol/questions.ts';
import { count, field, flag, oneOf, refuse, text, time } from './read-fields.ts';
import { filterOf } from './read-filter.ts';

const KINDS: readonly CopyRequest['kind'][] = ['curl-posix', 'curl-cmd', 'powershell', 'fetch', 'eventsource'];

/** Throws `RefusedQuestion`. */
export function readExport(args: unknown): ExportRequest {
  const meta = field(args, 'meta');
  const page = field(meta, 'page');
  return {
    format: oneOf(args, 'format', EXPORT_FORMAT_NAMES),
    filter: filterOf(args),
    redact: flag(args, 'redact'),
    byteOrderMark: optional(args, 'byteOrderMark', flag),
    meta: {
      page: { url: text(page, 'url'), title: text(page, 'title') },
      generator: text(meta, 'generator'),
      browser: text(meta, 'browser'),
      createdAt: time(meta, 'createdAt'),
      redacted: optional(meta, 'redacted', flag),
      filtered: optional(meta, 'filtered', flag),
    },
    cursor: readCursor(field(args, 'cursor')),
    inBlobs: optional(args, 'inBlobs', flag),
  };
}

/** Throws `RefusedQuestion`. */
export function readCopy(args: unknown): CopyRequest {
  return {
    kind: oneOf(args, 'kind', KINDS),
    connection: count(args, 'connection'),
    attempt: optional(args, 'attempt', count),
    redact: flag(args, 'redact'),
    resume: optional(args, 'resume', flag),
  };
}

function readCursor(value: unknown): ExportCursor | null {
  if (value === null) return null;
  if (typeof value !== 'object') return refuse('`cursor` must be an object or null');
  try {
    return readExportCursor(value);
  } catch (error) {
    return refuse(error instanceof RangeError ? error.message : '`cursor` is not one');
  }
}

function optional<T>(args: unknown, name: string, read: (args: unknown, name: string) => T): T | undefined {
  return field(args, name) === undefined ? undefined : read(args, name);
}
