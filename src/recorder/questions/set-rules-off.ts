/** Rules that the user does not want to hear of, for streams of one origin each: from now on they count nowhere. */
import { RULE_IDS } from '../../core/explain/registry.ts';
import { MAX_RULES_OFF, type RuleOff } from '../../wire/protocol/questions.ts';
import { fields, listOf, text } from './fields.ts';
import { question } from './question.ts';

export const setRulesOff = question(
  fields({ off: listOf(fields({ origin: text, rule: text }), MAX_RULES_OFF, 'rules') }),
  ({ capture, desk, changed }, { off }): void => {
    // What is not known is left out: it may be a rule of a version that was here before.
    desk.setRulesOff(
      off.flatMap(({ origin, rule: name }): RuleOff[] => {
        const rule = RULE_IDS.find((id) => id === name);
        return rule === undefined ? [] : [{ origin, rule }];
      }),
    );
    capture.version += 1;
    changed();
  },
);
