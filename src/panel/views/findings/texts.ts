/** The words of the findings view: each text stands in `_locales`, under the key that is named here. */
import type { Verdict } from '../../../core/explain/reconnect.ts';
import type { RuleGroup, Severity } from '../../../core/explain/finding.ts';
import { t } from '../../../words/t.ts';

export const texts = {
  list: t('findings.list'),
  split: t('findings.split'),
  severities: { error: t('findings.severities.error'), warning: t('findings.severities.warning'), note: t('findings.severities.note') } satisfies Record<
    Severity,
    string
  >,
  severityFilter: t('findings.severityFilter'),
  groupFilter: t('findings.groupFilter'),
  allGroups: t('findings.allGroups'),
  groups: {
    failure: t('findings.groups.failure'),
    reconnect: t('findings.groups.reconnect'),
    heartbeat: t('findings.groups.heartbeat'),
    buffering: t('findings.groups.buffering'),
    types: t('types'),
    protocol: t('findings.groups.protocol'),
    zombies: t('findings.groups.zombies'),
  } satisfies Record<RuleGroup, string>,
  search: t('findings.search'),
  times: (count: number) => t('findings.times', { count }),
  attempt: (n: number) => t('attemptNumber', { n: String(n) }),
  showAttempt: t('findings.showAttempt'),
  showInTimeline: t('findings.showInTimeline'),
  showMessage: t('findings.showMessage'),
  showLine: (line: number) => t('findings.showLine', { line }),
  showConnection: t('findings.showConnection'),
  copy: t('copyMarkdown'),
  noneTitle: t('findings.noneTitle'),
  noneWords: t('findings.noneWords'),
  noMatchTitle: t('findings.noMatchTitle'),
  noMatchWords: t('findings.noMatchWords'),
  showAll: t('findings.showAll'),
  more: (count: number) => t('findings.more', { count }),
  inFile: (count: number) => t('findings.inFile', { count }),
  why: t('findings.why'),
  open: t('findings.open'),
  reconnect: {
    title: t('findings.reconnect.title'),
    before: t('findings.reconnect.before'),
    received: t('findings.reconnect.received'),
    sent: t('findings.reconnect.sent'),
    first: t('findings.reconnect.first'),
    verdict: t('findings.reconnect.verdict'),
    none: t('none'),
    verdicts: {
      'not-opened': t('findings.verdicts.not-opened'),
      'no-ids': t('findings.verdicts.no-ids'),
      waiting: t('findings.verdicts.waiting'),
      resumed: t('findings.verdicts.resumed'),
      gap: t('findings.verdicts.gap'),
      duplicates: t('findings.verdicts.duplicates'),
      replayed: t('findings.verdicts.replayed'),
      unclear: t('findings.verdicts.unclear'),
    } satisfies Record<Verdict, string>,
  },
  ignored: (count: number) => t('findings.ignored', { count }),
  ignore: (origin: string) => t('findings.ignore', { origin }),
};
