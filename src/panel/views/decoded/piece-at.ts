/** Between a place in a text and the message that brought it. `pieces`: where each begins and its message, one after the other, as in `ShownText`. Pure. */
import type { MessageIndex } from '../../../core/units.ts';
import type { ShownText } from '../../../wire/protocol/decoded.ts';

/** The message that brought the code unit at `offset`; undefined in an empty text. */
export function messageAt({ pieces }: ShownText, offset: number): MessageIndex | undefined {
  let low = 0;
  let high = pieces.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle * 2]! <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low * 2 - 1];
}

/** The first span of the text that `message` brought; undefined: it brought none. */
export function spanOf({ text, pieces }: ShownText, message: MessageIndex): { from: number; to: number } | undefined {
  // Messages rise with the text but where a part was replaced or numbered anew: so all are looked at.
  for (let place = 0; place < pieces.length; place += 2)
    if (pieces[place + 1] === message) return { from: pieces[place]!, to: pieces[place + 2] ?? text.length };
  return undefined;
}

/** The message of the piece before or after that of `message`; of none of them: the first, or the last. */
export function nextMessage({ pieces }: ShownText, message: MessageIndex | null, by: 1 | -1): MessageIndex | undefined {
  let here = -1;
  for (let place = 0; place < pieces.length; place += 2) if (pieces[place + 1] === message) here = place / 2;
  const next = here < 0 ? (by > 0 ? 0 : pieces.length / 2 - 1) : here + by;
  return pieces[next * 2 + 1];
}
