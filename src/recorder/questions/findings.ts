/** What the diagnosis has to say, at most `MAX_FINDINGS`: the newest last. */
import { optional } from 'valibot';
import { RULE_GROUPS, SEVERITIES } from '../../core/explain/finding.ts';
import type { FindingList } from '../../wire/protocol/questions.ts';
import { count, fields, someOf } from './fields.ts';
import { question } from './question.ts';

const filter = fields({
  connection: optional(count),
  attempt: optional(count),
  severities: optional(someOf(SEVERITIES)),
  groups: optional(someOf(RULE_GROUPS)),
});

export const findings = question(fields({ filter }), (recorder, asked): FindingList => {
  recorder.diagnose();
  return recorder.desk.list(asked.filter);
});
