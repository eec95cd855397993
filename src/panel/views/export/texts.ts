/** The words of exporting and copying: each text stands in `_locales`, under the key that is named here. */
import type { ExportFormatName } from '../../../core/export/format-names.ts';
import type { Taken } from '../../../core/export/taken.ts';
import type { CopyRequest } from '../../../wire/protocol/questions.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import { say, sayCount } from '../../../words/say.ts';

const messages = (count: number): string => sayCount('export_messages', count);

export const texts = {
  button: say('export_button'),
  title: say('export_title'),
  close: say('export_close'),
  format: say('export_format'),
  formats: {
    ndjson: 'NDJSON',
    json: 'JSON',
    csv: 'CSV',
    har: 'HAR 1.2',
    sse: say('export_formats_sse'),
  } satisfies Record<ExportFormatName, string>,
  formatHints: {
    ndjson: say('export_formatHints_ndjson'),
    json: say('export_formatHints_json'),
    csv: say('export_formatHints_csv'),
    har: say('export_formatHints_har'),
    sse: say('export_formatHints_sse'),
  } satisfies Record<ExportFormatName, string>,
  scope: say('export_scope'),
  filtered: (count: number, complete: boolean) => (complete ? say('export_filtered', messages(count)) : say('export_filteredSoFar', messages(count))),
  everything: (count: number) => say('export_everything', messages(count)),
  credentials: say('export_credentials'),
  credentialsHint: say('export_credentialsHint'),
  byteOrderMark: say('export_byteOrderMark'),
  save: say('export_save'),
  cancel: say('export_cancel'),
  searching: (found: number) => say('export_searching', found),
  progress: (done: number, total: number, size: number) => say('export_progress', done, messages(total), formatBytes(size)),
  progressLabel: say('export_progressLabel'),
  taken: (count: number) => sayCount('export_taken', count),
  takenPlaces: {
    header: say('export_takenPlaces_header'),
    parameter: say('export_takenPlaces_parameter'),
    field: say('export_takenPlaces_field'),
    login: say('export_takenPlaces_login'),
    token: say('export_takenPlaces_token'),
  } satisfies Record<Taken['place'], string>,
  takenOthers: say('export_takenOthers'),
  takenTimes: (count: number) => say('export_takenTimes', count),
  saveFile: say('export_saveFile'),
  failed: (reason: string) => say('export_failed', reason),

  copyRequest: say('export_copyRequest'),
  copyAs: {
    'curl-posix': say('export_copyAs_curl_posix'),
    'curl-cmd': say('export_copyAs_curl_cmd'),
    powershell: say('export_copyAs_powershell'),
    fetch: say('export_copyAs_fetch'),
    eventsource: say('export_copyAs_eventsource'),
  } satisfies Record<CopyRequest['kind'], string>,
  withCredentials: say('export_withCredentials'),
  resume: say('export_resume'),
  copyUrl: say('export_copyUrl'),
  copyMessage: say('export_copyMessage'),
  copyData: say('export_copyData'),
  copyNdjson: say('export_copyNdjson'),
  copyMarkdown: say('export_copyMarkdown'),
  copySelection: say('export_copySelection'),
  copyList: (count: number) => say('export_copyList', messages(count)),
  tooMany: (most: number) => say('export_tooMany', messages(most)),
  copied: say('export_copied'),
  gone: say('export_gone'),
  notCopied: (reason: string) => say('export_notCopied', reason),
};
