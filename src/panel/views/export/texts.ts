/** The words of exporting and copying, in one place for later translation. */
import type { ExportFormatName } from '../../../core/export/export-formats.ts';
import type { CopyRequest } from '../../../wire/protocol/questions.ts';
import { formatBytes, formatCount } from '../../parts/format-bytes.ts';

const messages = (count: number): string => `${formatCount(count)} ${count === 1 ? 'message' : 'messages'}`;

export const texts = {
  button: 'Export…',
  title: 'Export',
  close: 'Close',
  format: 'Format',
  formats: {
    ndjson: 'NDJSON',
    json: 'JSON',
    csv: 'CSV',
    har: 'HAR 1.2',
    sse: 'Event stream',
  } satisfies Record<ExportFormatName, string>,
  formatHints: {
    ndjson: 'The capture file: loses nothing, can be opened again',
    json: 'The same as one document',
    csv: 'Messages only, for spreadsheets',
    har: 'For network panels and proxies, can be opened again',
    sse: 'For a server to serve again; without times',
  } satisfies Record<ExportFormatName, string>,
  scope: 'What',
  filtered: (count: number, complete: boolean) => `What the list shows: ${messages(count)}${complete ? '' : ' so far'}`,
  everything: (count: number) => `Everything: ${messages(count)}`,
  credentials: 'Include credentials',
  credentialsHint: 'Else cookies, tokens and passwords in headers and URLs are redacted. The data of messages is never changed.',
  byteOrderMark: 'With a byte order mark, for Excel',
  save: 'Export',
  cancel: 'Cancel',
  searching: (found: number) => `Looking for messages: ${formatCount(found)} found …`,
  progress: (done: number, total: number, size: number) => `${formatCount(done)} of ${messages(total)}, ${formatBytes(size)}`,
  progressLabel: 'Progress of the export',
  failed: (reason: string) => `It could not be exported: ${reason}`,

  copyRequest: 'Copy request',
  copyAs: {
    'curl-posix': 'Copy as cURL (POSIX)',
    'curl-cmd': 'Copy as cURL (cmd)',
    fetch: 'Copy as fetch',
    eventsource: 'Copy as EventSource',
  } satisfies Record<CopyRequest['kind'], string>,
  withCredentials: 'With credentials',
  resume: 'From the last event id on',
  copyUrl: 'Copy URL',
  copyMessage: 'Copy message',
  copyData: 'Copy data',
  copyNdjson: 'Copy as NDJSON',
  copyMarkdown: 'Copy as Markdown',
  copyList: (count: number) => `What the list shows: ${messages(count)}`,
  tooMany: (most: number) => `${messages(most)} at most can be copied; export them instead`,
  copied: 'Copied',
  gone: 'It is no longer held',
  notCopied: (reason: string) => `Not copied: ${reason}`,
};
