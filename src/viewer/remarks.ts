/** Whatever makes a file less than the whole truth, in words. Pure. */
import type { FileFacts } from './file-facts.ts';
import { texts } from './texts.ts';

export function remarksOf({ header, notes, timesKnown, dropped }: FileFacts): string[] {
  return [
    ...(timesKnown ? [] : [texts.noTimes]),
    ...(header?.redacted === true ? [texts.redacted] : []),
    ...(header?.filtered === true ? [texts.filtered] : []),
    ...(dropped > 0 ? [texts.dropped(dropped)] : []),
    ...notes,
  ];
}
