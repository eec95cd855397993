/** The words of the findings view: each text stands in `_locales`, under the key that is named here. */
import type { RuleGroup, Severity } from '../../../core/explain/finding.ts';
import { say, sayCount } from '../../../words/say.ts';

export const texts = {
  list: say('findings_list'),
  split: say('findings_split'),
  severities: { error: say('findings_error'), warning: say('findings_warning'), note: say('findings_note') } satisfies Record<Severity, string>,
  severityFilter: say('findings_severityFilter'),
  groupFilter: say('findings_groupFilter'),
  allGroups: say('findings_allGroups'),
  groups: {
    failure: say('findings_group_failure'),
    reconnect: say('findings_group_reconnect'),
    heartbeat: say('findings_group_heartbeat'),
    buffering: say('findings_group_buffering'),
    types: say('findings_group_types'),
    protocol: say('findings_group_protocol'),
    zombies: say('findings_group_zombies'),
  } satisfies Record<RuleGroup, string>,
  search: say('findings_search'),
  times: (count: number) => sayCount('findings_times', count),
  attempt: (n: number) => say('findings_attempt', String(n)),
  showAttempt: say('findings_showAttempt'),
  showMessage: say('findings_showMessage'),
  showLine: (line: number) => say('findings_showLine', line),
  showConnection: say('findings_showConnection'),
  copy: say('findings_copy'),
  noneTitle: say('findings_noneTitle'),
  noneWords: say('findings_noneWords'),
  noMatchTitle: say('findings_noMatchTitle'),
  noMatchWords: say('findings_noMatchWords'),
  showAll: say('findings_showAll'),
  more: (count: number) => sayCount('findings_more', count),
  why: say('findings_why'),
  open: say('findings_open'),
  ignored: (count: number) => sayCount('findings_ignored', count),
  ignore: (origin: string) => say('findings_ignore', origin),
};
