/**
 * Text from a page, made fit for one line: characters that would be invisible, break the line or turn its direction
 * are shown as pictures of themselves. Pure.
 */

/** One stretch of text to draw. `control`: stands for a character that cannot be seen. */
export interface TextPart {
  text: string;
  control: boolean;
}

/**
 * C0, DEL, C1, line and paragraph separators, and what turns or joins text without being seen: zero width, bidirectional
 * marks and isolates (with them a preview could be made to read as something else), BOM.
 */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Cuts `text` into stretches that can be drawn; newline becomes `↵`, tab `⇥`, others their Unicode picture or `U+200B`. */
export function visibleControls(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), control: false });
    parts.push({ text: picture(match[0].charCodeAt(0)), control: true });
    from = match.index + 1;
  }
  if (from < text.length) parts.push({ text: text.slice(from), control: false });
  return parts;
}

function picture(code: number): string {
  if (code === 0x0a) return '↵';
  if (code === 0x0d) return '␍';
  if (code === 0x09) return '⇥';
  // The block "Control Pictures" has one for each of C0.
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
