/**
 * One entry of a HAR. Its messages are gone through three times, since the format has them in three places:
 *
 *     {…request…,"response":{…"content":{…"text":"…"}…},
 *      "_eventSourceMessages":[{"time":seconds,"eventName":…,"eventId":…,"data":…}…],
 *      "_sseScope":{"connection":1,"attempt":1,"reconstructed":true,"messages":[[order, seq, at, heard, from]…]}}
 */
import { isHeard, sourceOf, type MessageBlock } from '../model/message-block.ts';
import type { ConnectionEntry } from '../model/connection-entry.ts';
import type { Attempt } from '../model/connection.ts';
import { indexAt, partition } from '../model/index-list.ts';
import { blockOf } from '../model/message-log.ts';
import { utf8Size } from '../select/utf8-size.ts';
import type { MessageIndex } from '../units.ts';
import { harHead, harMiddle } from './har-facts.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';
import { idOf } from './sse.ts';
import { blockText } from './stream-text.ts';

/** Parts of an entry, as numbers of `ExportCursor.part`. */
export const HAR_ENTRY = { none: 1, text: 2, messages: 3, own: 4, last: 4 } as const;

/** Writes on at the attempt that `at` names; says true at its end. */
export function writeHarEntry(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const entry = job.capture.connections.get(at.connection);
  const attempt = entry?.connection.attempts[at.attempt - 1 - entry.connection.droppedAttempts];
  // It was forgotten between two pieces: what is open is closed, so that the document stays whole.
  if (entry === undefined || attempt === undefined) return closeForgotten(at, out);
  if (at.part === HAR_ENTRY.none) {
    out.add(`${at.items === 0 ? '\n' : ',\n'}${harHead(job, entry.connection, attempt)}`);
    at.items += 1;
    at.size = 0;
    begin(at, HAR_ENTRY.text);
  }
  if (at.part === HAR_ENTRY.text) {
    const finished = eachMessage(job, at, out, entry, attempt, (block, row, index) => {
      const id = block.idValues[block.ids[row]!]!;
      const text = blockText(block.typeNames[block.types[row]!]!, block.data[row]!, id === idOf(job.capture, at.idOf) ? undefined : id);
      at.idOf = index;
      at.size += utf8Size(text);
      out.add(JSON.stringify(text).slice(1, -1));
    });
    if (!finished) return false;
    out.add(harMiddle(job, entry.connection, attempt, at.size));
    begin(at, HAR_ENTRY.messages);
  }
  if (at.part === HAR_ENTRY.messages) {
    const finished = eachMessage(job, at, out, entry, attempt, (block, row) => {
      const message = {
        time: block.times[row]! / 1000,
        eventName: block.typeNames[block.types[row]!]!,
        eventId: block.idValues[block.ids[row]!]!,
        data: block.data[row]!,
      };
      out.add(`${comma(at)}${JSON.stringify(message)}`);
    });
    if (!finished) return false;
    out.add(`],"_sseScope":{"connection":${at.connection},"attempt":${at.attempt},"reconstructed":true,"messages":[`);
    begin(at, HAR_ENTRY.own);
  }
  const finished = eachMessage(job, at, out, entry, attempt, (block, row, index) => {
    const flags = block.flags[row]!;
    at.done += 1;
    out.add(`${comma(at)}${JSON.stringify([job.messages.from(index), block.seqs[row]!, block.times[row]!, isHeard(flags), sourceOf(flags)])}`);
  });
  if (finished) out.add(']}}');
  return finished;
}

/** A new pass over the messages. */
function begin(at: ExportCursor, part: number): void {
  at.part = part;
  at.message = 0;
  at.idOf = -1;
}

/** `idOf` marks that something was written in this pass; here it is free. */
function comma(at: ExportCursor): string {
  const first = at.idOf < 0;
  at.idOf = at.message;
  return first ? '' : ',';
}

type Visit = (block: MessageBlock, row: number, index: MessageIndex) => void;

/** The wanted messages of one attempt; those of a connection stand in order of its attempts. */
function eachMessage(job: ExportJob, at: ExportCursor, out: PieceText, entry: ConnectionEntry, attempt: Attempt, visit: Visit): boolean {
  const { capture, messages } = job;
  const { positions } = entry;
  const attemptOf = (index: MessageIndex): number => {
    const block = blockOf(capture.log, index);
    return block === undefined ? 0 : block.attempts[index - block.first]!;
  };
  const first = partition(positions, (index) => attemptOf(index) < attempt.n);
  for (
    let place = Math.max(
      first,
      partition(positions, (index) => index < at.message),
    );
    place < positions.length;
    place += 1
  ) {
    const index = indexAt(positions, place);
    const block = blockOf(capture.log, index);
    if (block === undefined || block.attempts[index - block.first] !== attempt.n || index >= at.endMessage) return true;
    if (out.full) return false;
    out.step();
    at.message = index + 1;
    const position = messages.from(index);
    if (position < messages.length && messages.at(position) === index) visit(block, index - block.first, index);
  }
  return true;
}

function closeForgotten(at: ExportCursor, out: PieceText): boolean {
  const { part } = at;
  if (part === HAR_ENTRY.text) out.add('"}},"cache":{},"timings":{"send":0,"wait":0,"receive":0}}');
  else if (part === HAR_ENTRY.messages) out.add(']}');
  else if (part === HAR_ENTRY.own) out.add(']}}');
  return true;
}
