/** Writes what belongs into an event stream. What is written here, the parser reads as the same. */
import { kindOf, type MessageBlock } from '../model/message-block.ts';

/** What our own comments begin with. */
export const OWN_COMMENT = ' ssescope ';

/** [spec] An event stream ends lines with CR, LF or CRLF; so data with any of them becomes several lines, and comes back with LF. */
const LINE_END = /\r\n|[\r\n]/g;

/** One block. `id` is undefined where it is that of the message before, since it sticks. */
export function blockText(type: string, data: string, id: string | undefined): string {
  let text = '';
  if (type !== 'message') text += `event: ${oneLine(type)}\n`;
  if (id !== undefined) text += id === '' ? 'id\n' : `id: ${oneLine(id)}\n`;
  return `${text}data: ${data.includes('\n') || data.includes('\r') ? data.replace(LINE_END, '\ndata: ') : data}\n\n`;
}

/** A comment; `text` with the space that stands after the colon, if any. */
export function commentText(text: string): string {
  return `:${oneLine(text)}\n\n`;
}

/** Types, ids and comments cannot hold line ends: a stream never gave one, a file may. */
export function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(LINE_END, ' ') : text;
}

/** A row as a server would write it. `id` is undefined where it is that of the message before. */
export function streamRow(block: MessageBlock, row: number, id: string | undefined): string {
  const data = block.data[row]!;
  switch (kindOf(block.flags[row]!)) {
    case 'comment':
      return commentText(data);
    case 'retry':
      return `retry: ${/^\d+$/.test(data) ? data : Math.max(0, Math.round(Number(data)))}\n\n`;
    default:
      return blockText(block.typeNames[block.types[row]!]!, data, id);
  }
}
