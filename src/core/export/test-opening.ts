/** What an exported test says at its top: of what it is, and how it is run. */
import { isoTime } from './iso-time.ts';
import type { ExportJob } from './job.ts';

/** @param usage lines of it */
export function opening({ meta, redaction, beside }: ExportJob, usage: readonly string[]): string {
  const lines = [
    `The event streams of ${redaction.url(meta.page.url) || 'a file'}, captured on ${isoTime(meta.createdAt).slice(0, 10)}. Written by ${meta.generator}; the data is in ${beside}.`,
    ...(redaction.on || meta.redacted === true ? ['Credentials were taken out: where REDACTED stands, put yours.'] : []),
    ...usage,
  ];
  // A URL may end a comment.
  return `/**\n${lines.map((line) => ` * ${line.replaceAll('*/', '*\u200B/').replaceAll(/[\r\n]/g, ' ')}\n`).join('')} */`;
}
