/** What is to be said of an entry of a HAR beside what is shown of it: in words for people, for the remarks on the file. */
import { describeOddity } from '../parse/report.ts';
import { isCut } from './har-entry.ts';
import type { HarAttempt } from './har-lines.ts';

/** Remarks on the text of one entry: more are not for people to read. */
const MAX_REMARKS = 20;
const MAX_URL = 200;

export function harRemarks({ entry, read, isRead, outcome }: HarAttempt): string[] {
  const { place, method, url, startedAt, body, listed, size } = entry;
  const of = `Entry ${place} (${method || 'GET'} ${url.slice(0, MAX_URL)})`;
  const remarks: string[] = [];
  if (startedAt === undefined) remarks.push(`${of}: the file does not say when it started; it has the time of the file.`);
  if (!isRead) return remarks;
  const hasMessages = listed !== undefined && listed.length > 0;
  // Of a stream that nothing had come from yet there is nothing to miss.
  const isEmpty = listed !== undefined && size <= 0 && (outcome === 'open' || outcome === 'closed-by-page');
  if (body.missing !== undefined && !hasMessages && !isEmpty)
    remarks.push(`${of}: the body of the response is not in this file, so its messages are not known.${body.missing}`);
  else if (body.comment !== '') remarks.push(`${of}: the file says of the body: “${body.comment}”.`);
  if (body.unsaidBase64) remarks.push(`${of}: the body stands in this file in Base64, which the file does not say; it was decoded.`);
  if (body.repaired) remarks.push(`${of}: the file has UTF-8 as if it were windows-1252 (“Ã¼” for “ü”); it was read as UTF-8.`);
  if (isCut(entry)) remarks.push(`${of}: the body is cut in this file: of ${size} bytes only the first are there.`);
  if (read.disagree) remarks.push(`${of}: the text of the response has not all messages that the file lists; those of the list are shown.`);
  for (const oddity of read.oddities.slice(0, MAX_REMARKS)) remarks.push(`${of}, line ${oddity.line} of the body: ${describeOddity(oddity)}`);
  if (read.oddities.length > MAX_REMARKS) remarks.push(`${of}: ${read.oddities.length - MAX_REMARKS} more remarks on the body were left out.`);
  return remarks;
}
