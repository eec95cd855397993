/** Documents in Firefox, as a person uses them. */
import type { Place } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { createView, type Key, type NamedKey, type View } from './view.ts';

/** [spec] WebDriver: keys that are no characters. */
const KEYS: Readonly<Record<NamedKey, string>> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  End: '\uE010',
  ArrowDown: '\uE015',
  ArrowUp: '\uE013',
  ArrowLeft: '\uE012',
  Backspace: '\uE003',
  F10: '\uE03A',
};
const MODIFIERS: Readonly<Record<string, string>> = { Control: '\uE009', Shift: '\uE008' };
/** Lets go of every modifier that is held. */
const RELEASE = '\uE000';

/** `Control+c` as WebDriver types it. */
function typed(key: Key): string {
  const parts = key.split('+');
  const last = parts.pop()!;
  const code = (KEYS as Readonly<Record<string, string>>)[last] ?? last;
  return parts.length === 0 ? code : parts.map((name) => MODIFIERS[name]!).join('') + code + RELEASE;
}

export const viewIn = ({ evaluate, scope }: Firefox, place: Place): View =>
  createView({
    evaluate: (code, argument) => evaluate(place, code, argument),
    clickMarked: () => scope.call('click', place),
    contextMarked: () => scope.call('context', place),
    typeIntoMarked: (keys) => scope.call('type', place, typeof keys === 'string' ? keys : typed(keys.key)),
  });
