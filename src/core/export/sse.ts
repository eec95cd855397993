/**
 * An event stream that a server can serve again. It is reconstructed from messages, and says so in a comment at its begin; our own
 * comments all begin with ` ssescope `, and import leaves them out. Streams of several connections come one after the other as they came in.
 */
import type { AttemptRecord, MessageRecord } from '../capture-file/format.ts';
import { blockOf } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import type { ExportCursor, ExportFormat, ExportJob } from './job.ts';
import { blockText, commentText } from './stream-text.ts';
import { walkRecords } from './walk.ts';

/** What our own comments begin with. */
export const OWN_COMMENT = ' ssescope ';

export const sse: ExportFormat = {
  label: 'Event stream',
  extension: 'sse',
  mediaType: 'text/event-stream',
  lossless: false,
  write(job, at, out) {
    if (at.part === 0) {
      out.add(own('reconstructed from messages: comments, unheard types and ids without data may be missing'));
      if (job.redaction.on || job.meta.redacted === true) out.add(own('redacted: no credentials in URLs'));
      at.part = 1;
    }
    return walkRecords(job, at, out, (record, next) => {
      switch (record.kind) {
        case 'message':
          out.add(messageText(job, at, record as MessageRecord, next));
          return;
        case 'connection':
          out.add(own(`connection ${String(record.id)} ${String(record.url)}`));
          return;
        case 'attempt':
          out.add(retryText(record as AttemptRecord));
          return;
        case 'retry':
          if (typeof record.ms === 'number') out.add(`retry: ${Math.max(0, Math.round(record.ms))}\n\n`);
          return;
        case 'comment':
          if (typeof record.text === 'string') out.add(commentText(record.text));
          return;
        // States and gaps were never part of a stream.
        default:
      }
    });
  },
};

function messageText({ capture }: ExportJob, at: ExportCursor, { type, data, lastEventId }: MessageRecord, index: MessageIndex): string {
  const id = lastEventId === idOf(capture, at.idOf) ? undefined : lastEventId;
  at.idOf = index;
  return blockText(type, data, id);
}

/** The id of a message; '' for -1, and undefined when the message was dropped meanwhile, so that the next one says its own. */
export function idOf({ log }: ExportJob['capture'], index: MessageIndex): string | undefined {
  if (index < 0) return '';
  const block = blockOf(log, index);
  return block === undefined ? undefined : block.idValues[block.ids[index - block.first]!]!;
}

/** What the server wrote, as it wrote it; what was only observed, as a remark. */
function retryText({ retryInForce, retryFrom, reconnectDelay }: AttemptRecord): string {
  if (retryFrom === 'wire' && retryInForce !== undefined) return `retry: ${Math.max(0, Math.round(retryInForce))}\n\n`;
  return reconnectDelay === undefined ? '' : own(`reconnected after ${Math.round(reconnectDelay)} ms`);
}

function own(text: string): string {
  return commentText(`${OWN_COMMENT}${text}`);
}
