/** The words of the viewer: each text stands in `_locales`, under the key that is named here. */
import { IMPORT_FORMATS } from '../core/import/sniff.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';
import type { FileFacts } from './file-facts.ts';
import { say, sayCount } from '../words/say.ts';

const held = ({ connections, messages }: FileFacts): string =>
  say('viewer_held', sayCount('viewer_connections', connections), sayCount('viewer_messages', messages));

export const texts = {
  product: 'SSE Scope',
  title: say('viewer_title'),
  titleOf: (name: string) => say('viewer_titleOf', name),
  open: say('viewer_open'),
  compareWith: say('viewer_compare'),
  compareWithFile: say('viewer_compareWith'),
  panelGone: say('viewer_panelGone'),
  shortcut: 'Ctrl+O',

  startTitle: say('viewer_startTitle'),
  startWords: [say('viewer_startWords_1'), say('viewer_startWords_2'), say('viewer_startWords_3')],
  wanted: (name: string) => say('viewer_wanted', name),
  dropHere: say('viewer_dropHere'),

  reading: (name: string) => say('viewer_reading', name),
  readSoFar: (read: number, size: number) => say('viewer_readSoFar', formatBytes(read), formatBytes(size)),
  cancel: say('viewer_cancel'),

  bar: say('viewer_bar'),
  fileMark: say('viewer_fileMark'),
  format: (format: FileFacts['format']) => (format === null ? '' : IMPORT_FORMATS[format]),
  size: (size: number) => formatBytes(size),
  recorded: (page: string) => say('viewer_recorded', page),
  written: (by: string, at: string) => [by, at].filter((part) => part !== '').join(', '),
  remarks: (count: number) => sayCount('viewer_remarks', count),
  remarksLabel: say('viewer_remarksLabel'),
  noTimes: say('viewer_noTimes'),
  unpacked: say('viewer_unpacked'),
  utf16: say('viewer_utf16'),
  redacted: say('viewer_redacted'),
  filtered: say('viewer_filtered'),

  dropped: (count: number) => sayCount('viewer_dropped', count),

  stoppedAt: (facts: FileFacts) =>
    say('viewer_stoppedAt', facts.error!.line > 0 ? say('viewer_line', facts.error!.line) : say('viewer_stopped'), facts.error!.message, held(facts)),
  refused: ({ name, error }: FileFacts) =>
    error!.line > 0 ? say('viewer_refusedAt', name, say('viewer_line', error!.line), error!.message) : say('viewer_refused', name, error!.message),
  failed: (name: string, reason: string) => say('viewer_failed', name, reason),
  noFile: say('viewer_noFile'),
  oneOf: (name: string, count: number) => say('viewer_oneOf', name, count),
  dismiss: say('viewer_dismiss'),
};
