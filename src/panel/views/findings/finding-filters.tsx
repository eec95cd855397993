/** What the list of findings is limited to, and what is done with all that it shows. */
import type { Signal } from '@preact/signals';
import { RULE_GROUPS, SEVERITIES, type Finding, type RuleGroup } from '../../../core/explain/finding.ts';
import { t } from '../../../words/t.ts';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useCopying } from '../export/use-copying.tsx';
import type { FindingWishes } from './finding-list.ts';
import { findingsAsMarkdown } from './finding-markdown.ts';
import { SeverityIcon } from './severity-icon.tsx';

/** What a group of rules is called: one of types, as other lists of them. */
export const groupName = (group: RuleGroup): string => t(group === 'types' ? 'types' : `findings.groups.${group}`);

interface FindingFiltersProps {
  state: PanelState;
  all: readonly Finding[];
  shown: readonly Finding[];
  wishes: Signal<FindingWishes>;
}

export function FindingFilters({ state, all, shown, wishes }: FindingFiltersProps) {
  const { without, group, text } = wishes.value;
  const { copy, said } = useCopying(state.host);
  const off = state.settings.value.rulesOff;
  const urlOf = ({ connection }: Finding): string | undefined => state.connections.peek().find(({ id }) => id === connection)?.url;
  return (
    <div class="findings-filters">
      <div class="findings-severities" role="group" aria-label={t('findings.severityFilter')}>
        {SEVERITIES.map((severity) => {
          const on = !without.includes(severity);
          return (
            <button
              key={severity}
              type="button"
              class="findings-severity"
              aria-pressed={on ? 'true' : 'false'}
              onClick={() => (wishes.value = { ...wishes.value, without: on ? [...without, severity] : without.filter((other) => other !== severity) })}
            >
              <SeverityIcon severity={severity} silent />
              <span class="findings-severity-word">{t(`findings.severities.${severity}`)}</span>
              <span class="findings-count">{all.filter((finding) => finding.severity === severity).length}</span>
            </button>
          );
        })}
      </div>
      <select
        class="findings-group"
        aria-label={t('findings.groupFilter')}
        value={group ?? ''}
        onChange={(event) =>
          (wishes.value = { ...wishes.value, group: RULE_GROUPS.find((name): name is RuleGroup => name === event.currentTarget.value) ?? null })
        }
      >
        <option value="">{t('findings.allGroups')}</option>
        {RULE_GROUPS.map((name) => (
          <option key={name} value={name}>
            {groupName(name)}
          </option>
        ))}
      </select>
      <input
        class="findings-search"
        type="search"
        aria-label={t('findings.search')}
        placeholder={t('findings.search')}
        value={text}
        onInput={(event) => (wishes.value = { ...wishes.value, text: event.currentTarget.value })}
      />
      <ToolbarButton label={t('copyMarkdown')} icon="copy" onClick={() => copy(Promise.resolve(findingsAsMarkdown(shown, urlOf)))} />
      {off.length > 0 && (
        <button type="button" class="findings-off" onClick={() => state.set({ rulesOff: [] })}>
          {t('findings.ignored', { count: off.length })}
        </button>
      )}
      {said}
    </div>
  );
}
