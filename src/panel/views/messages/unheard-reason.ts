/** Why a page did not get a message: nobody listens to its type, and what is listened to instead. Pure. */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';

/** Names that are told at most: more is no help. */
const MOST_TOLD = 5;
/** Code units of a type that are told. */
const TYPE_SHOWN = 60;
/** Longer names are not compared: a slip of the pen is found in short ones. */
const LONGEST_COMPARED = 64;

/** What is known of a connection's listeners. */
export type Listeners = Pick<ConnectionRow, 'api' | 'context' | 'heardTypes'>;

/** Whether a hook tells who listens: in workers none does, and a reading by fetch or XHR has no listeners. */
export function tellsListeners({ api, context }: Pick<ConnectionRow, 'api' | 'context'>): boolean {
  return api === 'eventsource' && (context === 'page' || context === 'frame');
}

/** In words. Types that are nearly the same are what it should have been. */
export function unheardReason(type: string, heardTypes: readonly string[]): string {
  const shown = cut(type);
  const near = heardTypes.filter((heard) => isNear(type, heard));
  if (near[0] !== undefined) return t('messages.unheardNear', { type: shown, near: cut(near[0]) });
  if (heardTypes.length === 0) return t('messages.unheardNone', { type: shown });
  const told = heardTypes
    .slice(0, MOST_TOLD)
    .map((heard) => `“${cut(heard)}”`)
    .join(', ');
  return t('messages.unheardOthers', {
    type: shown,
    others: heardTypes.length > MOST_TOLD ? t('messages.unheardMore', { told, more: heardTypes.length - MOST_TOLD }) : told,
  });
}

/** The same but for upper and lower case or white space, or but for one slip (two in a long word): a letter missing, added, wrong, or two swapped. */
export function isNear(type: string, heard: string): boolean {
  if (type === heard || type.length > LONGEST_COMPARED || heard.length > LONGEST_COMPARED) return false;
  const [one, other] = [type, heard].map((word) => word.trim().toLowerCase());
  if (one === undefined || other === undefined) return false;
  const shorter = Math.min(one.length, other.length);
  return slips(one, other) <= (shorter < 3 ? 0 : shorter < 8 ? 1 : 2);
}

/** Distance of Damerau and Levenshtein, neighbours swapped once (optimal string alignment). */
function slips(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length]!;
}

function cut(type: string): string {
  return type.length > TYPE_SHOWN ? `${type.slice(0, TYPE_SHOWN)}…` : type;
}
