/** The size of a text in UTF-8, without making it. */
import type { Bytes } from '../units.ts';

export function utf8Size(text: string): Bytes {
  let size = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // Half of a pair is two of its four bytes; alone it becomes U+FFFD, which has three.
    if (unit < 0x800) size += 1;
    else if (unit < 0xd800 || unit > 0xdfff) size += 2;
    else if (unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      size += 2;
      i += 1;
    } else size += 2;
  }
  return size;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
