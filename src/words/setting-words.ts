/** The words of settings: English stands in their table, and is what is said where a language has none. */
import { SETTINGS, type ChoiceName, type LabelledSetting, type Settings } from '../settings/settings.ts';
import { templateOf } from './t.ts';

export const settingLabel = (name: LabelledSetting): string => templateOf(`setting.${name}`) ?? SETTINGS[name].label;

/** What can be chosen, each with its label. */
export const settingChoices = <K extends ChoiceName>(name: K): [value: Settings[K], label: string][] =>
  Object.entries(SETTINGS[name].shape.words).map(([value, english]) => [value as Settings[K], templateOf(`setting.${name}.${value}`) ?? english]);
