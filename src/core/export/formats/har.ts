/**
 * HAR 1.2: one entry for each attempt. Chromium's Network panel shows `_eventSourceMessages`, Firefox the text of the content; ours
 * is all under `_sseScope`, from which import makes the same capture again.
 *
 *     {"log":{"version":"1.2",…,"entries":[
 *     …                                       one for each attempt: har-entry.ts
 *     ],"_sseScope":{…the header,"records":[[order, record]…],"messages":[[order, record]…]}}}
 *
 * `records` are those of the capture file without its messages; `order` is the number of the row that comes next. `messages` are those
 * that no entry holds, because their attempt was forgotten. Entries are sorted by connection, then by number.
 */
import type * as Har from 'har-format';
import type { MessageRecord } from '../../capture-file/format.ts';
import { attemptsOf, isOfHeldAttempt } from '../attempts.ts';
import { fileHeader } from '../file-header.ts';
import { harEntry } from '../har-entry.ts';
import { isoTime } from '../iso-time.ts';
import type { ExportFormat, ExportJob } from '../job.ts';
import { listItems } from '../list-items.ts';
import { rawRecords } from '../raw-bytes.ts';
import { allRecords } from '../walk.ts';

export const har = {
  label: 'HAR 1.2',
  hint: 'For network panels and proxies, can be opened again',
  extension: 'har',
  mediaType: 'application/json',
  lossless: true,
  *write(job) {
    yield head(job);
    let separator = '\n';
    for (const name of attemptsOf(job)) {
      yield* harEntry(job, name, separator);
      separator = ',\n';
    }
    yield `\n],"_sseScope":${JSON.stringify(fileHeader(job)).slice(0, -1)},"records":[`;
    const record = listItems();
    yield* allRecords(job, (one, place) => (one.kind === 'message' ? '' : record([place, one])));
    // After all else: no row has this number.
    yield* rawRecords(job, (one) => record([job.extent.endMessage - job.extent.firstMessage, one]));
    yield '\n],"messages":[';
    const message = listItems();
    yield* allRecords(job, (one, place) => {
      if (one.kind !== 'message') return '';
      const { connection, attempt } = one as MessageRecord;
      return isOfHeldAttempt(job, connection, attempt) ? '' : message([place, one]);
    });
    yield '\n]}}}\n';
  },
} as const satisfies ExportFormat;

function head(job: ExportJob): string {
  const { generator, browser, page } = fileHeader(job);
  const startedDateTime = isoTime(job.capture.from ?? job.meta.createdAt);
  const pages = [{ startedDateTime, id: 'page_1', title: page.title === '' ? page.url : page.title, pageTimings: { onContentLoad: -1, onLoad: -1 } }];
  const log = { version: '1.2', creator: program(generator), browser: program(browser), pages } satisfies Omit<Har.Log, 'entries'>;
  return `{"log":${JSON.stringify(log).slice(0, -1)},"entries":[`;
}

/** "Chromium 156" as HAR wants it. */
function program(words: string): Har.Creator {
  const space = words.lastIndexOf(' ');
  const version = words.slice(space + 1);
  return space > 0 && /\d/.test(version) ? { name: words.slice(0, space), version } : { name: words, version: '' };
}
