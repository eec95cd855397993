/** Writes one block of `text/event-stream`. Independent of the product's own parser on purpose: it is the other side. */

export interface Block {
  comment?: string;
  type?: string;
  id?: string;
  /** Written as it is, so that values which are no number can be tried. */
  retry?: number | string;
  /** Lines are split at LF. */
  data?: string;
  /** LF if missing. */
  eol?: string;
  /** Leaves out the empty line, so that a browser must not dispatch the message. */
  incomplete?: boolean;
}

/** The text of a block: fields in the order comment, event, id, retry, data. */
export function encodeBlock(block: Block): string {
  const eol = block.eol ?? '\n';
  const lines: string[] = [];
  if (block.comment !== undefined) for (const line of block.comment.split('\n')) lines.push(`: ${line}`);
  if (block.type !== undefined) lines.push(`event: ${block.type}`);
  if (block.id !== undefined) lines.push(`id: ${block.id}`);
  if (block.retry !== undefined) lines.push(`retry: ${block.retry}`);
  if (block.data !== undefined) for (const line of block.data.split('\n')) lines.push(`data: ${line}`);
  return lines.map((line) => line + eol).join('') + (block.incomplete ? '' : eol);
}
