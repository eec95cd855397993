/** The words of the overview strip: each text stands in `_locales`, under the key that is named here. */
import { t } from '../../../words/t.ts';

export const texts = {
  strip: t('strip.strip'),
  keys: t('strip.keys'),
  hint: t('strip.hint'),
  others: t('strip.others'),
  noName: t('strip.noName'),
  legend: t('strip.legend'),
  picture: (messages: number, attempts: number, failures: number) =>
    t('strip.picture', {
      messages: t('count.messages', { count: messages }),
      attempts: t('count.attempts', { count: attempts }),
      errors: t('count.errors', { count: failures }),
    }),
  range: (from: string, to: string, span: string) => t('strip.range', { from, to, span }),
  noRange: t('strip.noRange'),
};
