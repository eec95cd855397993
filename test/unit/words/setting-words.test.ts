import { afterEach, expect, it } from 'vitest';
import { textsOf, withEnglish } from '../../../build/locales.ts';
import { english } from '../../../src/words/en.ts';
import { useTexts } from '../../../src/words/t.ts';
import { settingChoices, settingLabel } from '../../../src/words/setting-words.ts';

const german = withEnglish(textsOf('de'));

afterEach(() => useTexts(english));

it('a setting is said in English as its table has it, in another language where that has its words', () => {
  expect(settingLabel('preserve')).toBe('Preserve log');
  expect(settingChoices('newest')).toEqual([
    ['bottom', 'At the bottom'],
    ['top', 'At the top'],
  ]);
  const { 'setting.newest.top': _, ...others } = german;
  useTexts(others);
  expect(settingLabel('preserve')).toBe(german['setting.preserve']);
  expect(settingChoices('newest')).toEqual([
    ['bottom', german['setting.newest.bottom']],
    ['top', 'At the top'],
  ]);
});
