/** Whatever makes a file less than the whole truth, in words. Pure. */
import type { FileFacts } from './file-facts.ts';
import { texts } from './texts.ts';

export function remarksOf({ header, notes, packed, encoding, timesKnown, dropped }: FileFacts): string[] {
  return [
    ...(packed ? [texts.unpacked] : []),
    ...(encoding === 'utf-8' ? [] : [texts.utf16]),
    ...(timesKnown ? [] : [texts.noTimes]),
    ...(header?.redacted === true ? [texts.redacted] : []),
    ...(header?.filtered === true ? [texts.filtered] : []),
    ...(dropped > 0 ? [texts.dropped(dropped)] : []),
    ...notes,
  ];
}
