/** The words of the viewer, in one place for later translation. */
import { IMPORT_FORMATS } from '../core/import/sniff.ts';
import { formatBytes, formatCount } from '../panel/parts/format-bytes.ts';
import type { FileFacts } from './file-facts.ts';

const many = (count: number, one: string, other: string): string => `${formatCount(count)} ${count === 1 ? one : other}`;
const held = ({ connections, messages }: FileFacts): string => `${many(connections, 'connection', 'connections')} and ${many(messages, 'message', 'messages')}`;

export const texts = {
  product: 'SSE Scope',
  titleOf: (name: string) => `${name} – SSE Scope`,
  open: 'Open file…',
  shortcut: 'Ctrl+O',

  startTitle: 'Open a capture file',
  startWords: [
    'Drop a file anywhere on this page, or choose one.',
    'Captures of SSE Scope (.ndjson, .json, .har), HAR files of Chromium and Firefox, and raw event streams (.sse).',
    'The file is read in this page. Nothing of it leaves the browser.',
  ],
  wanted: (name: string) => `“${name}” was dropped on the panel, which cannot hand it over: DevTools keeps files apart. Drop it here once more, or choose it.`,
  dropHere: 'Drop to open the file',

  reading: (name: string) => `Reading ${name}`,
  readSoFar: (read: number, size: number) => `${formatBytes(read)} of ${formatBytes(size)}`,
  cancel: 'Cancel',

  bar: 'The file that is shown',
  fileMark: 'File',
  format: (format: FileFacts['format']) => (format === null ? '' : IMPORT_FORMATS[format]),
  size: (size: number) => formatBytes(size),
  recorded: (page: string) => `of ${page}`,
  written: (by: string, at: string) => [by, at].filter((part) => part !== '').join(', '),
  remarks: (count: number) => many(count, 'remark', 'remarks'),
  remarksLabel: 'Remarks on the file',
  noTimes: 'Times are not known: a raw event stream holds none. All of it has the time at which the file was last changed.',
  redacted: 'Credentials in headers and URLs were taken out when the file was written.',
  filtered: 'Only a part of the capture was written: missing numbers may be messages that were not wanted.',

  dropped: (count: number) =>
    `${many(count, 'older message is', 'older messages are')} not in the file: ${count === 1 ? 'it' : 'they'} had to make room for newer ones while it was recorded.`,

  stoppedAt: (facts: FileFacts) =>
    `${facts.error!.line > 0 ? `Line ${formatCount(facts.error!.line)}` : 'Reading stopped'}: ${facts.error!.message}. What stands before it is shown: ${held(facts)}.`,
  refused: ({ name, error }: FileFacts) => `${name} cannot be shown. ${error!.line > 0 ? `Line ${formatCount(error!.line)}: ` : ''}${error!.message}.`,
  failed: (name: string, reason: string) => `${name} could not be read: ${reason}.`,
  noFile: 'What was dropped is not a file.',
  oneOf: (name: string, count: number) => `One file at a time: ${name} was opened, the first of ${formatCount(count)}.`,
  dismiss: 'Dismiss',
};
