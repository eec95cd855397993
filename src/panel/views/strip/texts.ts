/** The words of the overview strip: each text stands in `_locales`, under the key that is named here. */
import { say, sayCount } from '../../../words/say.ts';

export const texts = {
  strip: say('strip_strip'),
  keys: say('strip_keys'),
  hint: say('strip_hint'),
  others: say('strip_others'),
  noName: say('strip_noName'),
  legend: say('strip_legend'),
  picture: (messages: number, attempts: number, failures: number) =>
    say('strip_picture', sayCount('strip_messages', messages), sayCount('strip_attempts', attempts), sayCount('strip_failures', failures)),
  range: (from: string, to: string, span: string) => say('strip_range', from, to, span),
  noRange: say('strip_noRange'),
};
