/** The user's settings, as far as the recorder obeys them. Those that are not named stay as they are. */
import { custom, optional, type GenericSchema, type OptionalSchema } from 'valibot';
import { RULE_IDS } from '../../core/explain/registry.ts';
import { setLimits } from '../../core/model/set-limits.ts';
import { RECORDER_SETTINGS, SETTINGS, type RecorderSettingName, type Settings } from '../../settings/settings.ts';
import { WITNESS_NAMES } from '../../wire/protocol/command.ts';
import { isRecord } from '../../wire/protocol/guard.ts';
import { fields } from './fields.ts';
import { question, type AnswerContext } from './question.ts';

/** What is to be done at once when a setting changes; the others are looked at when they are needed (`recorder.settings`). */
const AT_ONCE: { readonly [K in RecorderSettingName]?: (recorder: AnswerContext, change: Settings[K]) => void } = {
  /** What is over a limit is dropped, and counted. */
  limits({ capture }, limits) {
    setLimits(capture, limits);
  },
  rulesOff({ capture, desk }, off) {
    // What is not known is left out: it may be a rule of a version that was here before.
    desk.setRulesOff(off.filter(({ rule }) => RULE_IDS.includes(rule)));
    capture.version += 1;
  },
  protocols({ capture, filters }) {
    // What was found by what messages mean may mean something else now.
    filters.forgetAll();
    capture.version += 1;
  },
  witnesses({ command }, witnesses) {
    for (const name of WITNESS_NAMES) {
      const on = name === 'debugger' ? undefined : witnesses[name];
      if (on !== undefined) command({ kind: 'witness', name, on });
    }
  },
};

const shapeOf = (name: RecorderSettingName): OptionalSchema<GenericSchema, undefined> =>
  optional(custom((value) => SETTINGS[name].shape.is(value), 'cannot be set to that'));
const shapes = Object.fromEntries(RECORDER_SETTINGS.map((name) => [name, shapeOf(name)])) as {
  [K in RecorderSettingName]: OptionalSchema<GenericSchema<Settings[K]>, undefined>;
};

export const setSettings = question(fields({ settings: fields(shapes) }), (recorder, { settings }): void => {
  for (const name of RECORDER_SETTINGS) change(recorder, name, settings[name]);
  recorder.changed();
});

function change<K extends RecorderSettingName>(recorder: AnswerContext, name: K, value: Settings[K] | undefined): void {
  if (value === undefined) return;
  recorder.settings[name] = isRecord(value) ? Object.assign({}, recorder.settings[name], value) : value;
  AT_ONCE[name]?.(recorder, value);
}
