/**
 * An event stream that a server can serve again, attempt by attempt. Where the text of an attempt is known from its first byte to its
 * last, it stands as it came; a file of one such attempt is that text and nothing else. All else is reconstructed from what was recorded, and
 * says so in a comment; our own comments all begin with ` ssescope `, and import leaves them out.
 */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Attempt } from '../../model/connection.ts';
import { idAt, kindOf, type MessageBlock } from '../../model/message-block.ts';
import type { RawText } from '../../model/types.ts';
import type { ConnectionId } from '../../units.ts';
import { attemptAt, attemptsOf, isOfHeldAttempt, rowsOfAttempt, type AttemptName } from '../attempts.ts';
import { oncePerPiece, type ExportFormat, type ExportJob } from '../job.ts';
import { endsWithBlock, exactText, nextBytes } from '../raw-bytes.ts';
import { commentText, OWN_COMMENT, streamRow } from '../stream-text.ts';
import { shownRows } from '../walk.ts';

export const sse = {
  label: 'Event stream',
  hint: 'For a server to serve again; without times',
  extension: 'sse',
  mediaType: 'text/event-stream',
  lossless: false,
  *write(job) {
    if (soleText(job) === undefined) {
      yield own('reconstructed from messages, but for attempts that stand as they came: there, comments and unheard types may be missing');
      if (job.redaction.on || job.meta.redacted === true) yield own('redacted: no credentials in URLs');
    }
    const reached: Reached = { connection: 0, id: '', begun: false, texts: 0 };
    for (const name of attemptsOf(job)) yield* attemptText(job, name, reached);
    yield* shownRows(
      job,
      () => job.messages,
      (block, row) => (isOfHeldAttempt(job, block.connections[row]!, block.attempts[row]!) ? '' : rowText(job, block, row, reached)),
    );
  },
} as const satisfies ExportFormat;

/** What stands in the file so far. */
interface Reached {
  connection: ConnectionId;
  /** The id that is in force; undefined: it is not known. */
  id: string | undefined;
  /** Whether anything may have set one. */
  begun: boolean;
  /** Rows, and pieces of texts. */
  texts: number;
}

/** The text, when the file holds one attempt only, and that is known to the last byte. */
function soleText(job: ExportJob): RawText | undefined {
  const attempts = job.wantedIds.flatMap((id) => job.capture.connections.get(id)?.slots ?? []);
  return attempts.length === 1 ? exactText(job, attempts[0]!.raw) : undefined;
}

function* attemptText(job: ExportJob, name: AttemptName, reached: Reached): Generator<string, void, void> {
  const { entry, attempt, slot } = attemptAt(job, name)!;
  const isSole = soleText(job) !== undefined;
  const exact = exactText(job, slot.raw);
  const isExact = exact !== undefined && (isSole || endsWithBlock(exact));
  const isNew = name.connection !== reached.connection;
  reached.connection = name.connection;
  if (!isSole) {
    if (isNew) yield own(`connection ${name.connection} ${job.redaction.url(entry.connection.url)}`);
    if (isExact) {
      yield own(`attempt ${attempt.n}, as it came`);
      // What the connection before sent last would stick.
      if (isNew && reached.begun) yield 'id\n\n';
    } else yield retryText(attempt);
  }
  yield* isExact ? exactly(job, name, reached) : rebuilt(job, name, reached);
}

/** The text as it came; what is left of it is left out when it is forgotten meanwhile. */
function* exactly(job: ExportJob, name: AttemptName, reached: Reached): Generator<string, void, void> {
  const textNow = oncePerPiece(job, () => exactText(job, attemptAt(job, name)?.slot.raw));
  let raw = textNow();
  for (let offset = 0; raw !== undefined && offset < raw.length; raw = textNow()) {
    const bytes = nextBytes(raw, offset);
    const { text } = decodeUtf8(bytes);
    // A byte order mark is one at the begin of a file only.
    const isInner = offset === 0 && reached.texts > 0;
    offset += bytes.length;
    reached.texts += 1;
    yield isInner ? text.replace(/^\ufeff/, '') : text;
  }
  const found = attemptAt(job, name);
  if (raw === undefined || found === undefined) return;
  reached.id = undefined;
  reached.begun = true;
  job.done += rowsOfAttempt(job, found.entry, name.attempt).length;
}

/** The text made of its rows. */
function rebuilt(job: ExportJob, name: AttemptName, reached: Reached): Generator<string, void, void> {
  const rowsNow = (): ReturnType<typeof rowsOfAttempt> | undefined => {
    const found = attemptAt(job, name);
    return found && rowsOfAttempt(job, found.entry, name.attempt);
  };
  return shownRows(job, rowsNow, (block, row, index) => (job.isPart && !job.messages.has(index) ? '' : rowText(job, block, row, reached)));
}

function rowText(job: ExportJob, block: MessageBlock, row: number, reached: Reached): string {
  const id = idAt(block, row);
  const isMessage = kindOf(block.flags[row]!) === 'message';
  const isOther = isMessage && id !== reached.id;
  if (isMessage) {
    reached.id = id;
    reached.begun = true;
  }
  reached.texts += 1;
  job.done += 1;
  return streamRow(block, row, isOther ? id : undefined);
}

/** What was only observed, as a remark; what the server wrote is a row. */
function retryText({ retryFrom, reconnectDelay }: Attempt): string {
  return reconnectDelay === undefined || retryFrom === 'wire' ? '' : own(`reconnected after ${Math.round(reconnectDelay)} ms`);
}

function own(text: string): string {
  return commentText(`${OWN_COMMENT}${text}`);
}
