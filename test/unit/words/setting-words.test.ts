import { afterEach, expect, it } from 'vitest';
import german from '../../../public/_locales/de/messages.json' with { type: 'json' };
import english from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { useCatalogue } from '../../../src/words/say.ts';
import { settingChoices, settingLabel } from '../../../src/words/setting-words.ts';

afterEach(() => useCatalogue(english));

it('a setting is said in English as its table has it, in another language where that has its words', () => {
  expect(settingLabel('preserve')).toBe('Preserve log');
  expect(settingChoices('newest')).toEqual([
    ['bottom', 'At the bottom'],
    ['top', 'At the top'],
  ]);
  const { setting_newest_top: _, ...others } = german;
  useCatalogue(others);
  expect(settingLabel('preserve')).toBe(german.setting_preserve.message);
  expect(settingChoices('newest')).toEqual([
    ['bottom', german.setting_newest_bottom.message],
    ['top', 'At the top'],
  ]);
});
