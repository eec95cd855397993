/** The header of the capture file, for all formats that carry one. */
import { FORMAT, VERSION, type FileHeader } from '../capture-file/format.ts';
import { isoTime } from './iso-time.ts';
import type { ExportJob } from './job.ts';

export function fileHeader({ meta, redaction, filtered }: ExportJob): FileHeader {
  return {
    format: FORMAT,
    version: VERSION,
    createdAt: isoTime(meta.createdAt),
    generator: meta.generator,
    browser: meta.browser,
    page: { url: redaction.url(meta.page.url), title: redaction.title(meta.page.title, meta.page.url) },
    redacted: redaction.on || meta.redacted === true ? true : undefined,
    filtered: filtered || meta.filtered === true ? true : undefined,
  };
}
