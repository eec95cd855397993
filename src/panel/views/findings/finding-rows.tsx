/** The findings, grouped by their rule: `role=listbox`, one stop of the Tab key; arrows choose. */
import { useId } from 'preact/hooks';
import type { Finding } from '../../../core/explain/finding.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import { rowAfterKey } from '../../parts/grid/keys.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { RuleGroupRow } from './finding-list.ts';
import { SeverityIcon } from './severity-icon.tsx';
import { keyOf } from './show-pinned.ts';

interface FindingRowsProps {
  state: PanelState;
  rows: readonly RuleGroupRow[];
  chosen: string;
  /** Findings that the recorder has beside these. */
  unlisted: number;
}

/** Rows that are about a page: Page Up and Page Down go one less. */
const PAGE = 11;

export function FindingRows({ state, rows, chosen, unlisted }: FindingRowsProps) {
  const prefix = useId();
  const findings = rows.flatMap((row) => row.findings);
  const at = findings.findIndex((finding) => keyOf(finding) === chosen);
  const choose = (finding: Finding | undefined): void => {
    if (finding !== undefined) state.selectedFinding.value = keyOf(finding);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = rowAfterKey(event.key, at, findings.length, PAGE);
    if (next === null) return;
    event.preventDefault();
    choose(findings[next]);
    document.getElementById(`${prefix}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  let place = 0;
  return (
    <div class="finding-rows" role="listbox" tabIndex={0} aria-label={t('findings.list')} aria-activedescendant={`${prefix}-${at}`} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <div key={row.rule} role="group" aria-labelledby={`${prefix}-${row.rule}`}>
          {/* [spec: ARIA] A group of a list box holds options alone: this is its name, and else nothing. */}
          <div class="finding-rule" id={`${prefix}-${row.rule}`} aria-hidden="true">
            <SeverityIcon severity={row.severity} />
            <span class="finding-rule-title">{findingTitle(row.rule)}</span>
            <span class="findings-count">{row.count}</span>
          </div>
          {row.findings.map((finding) => {
            const number = place++;
            const isChosen = number === at;
            return (
              <div
                key={keyOf(finding)}
                id={`${prefix}-${number}`}
                role="option"
                aria-selected={isChosen ? 'true' : 'false'}
                class="finding-row"
                onClick={() => choose(finding)}
              >
                <span class="finding-where">
                  #{finding.connection}
                  {finding.attempt !== undefined && <> · {t('attemptNumber', { n: String(finding.attempt) })}</>}
                </span>
                <span class="finding-sentence">
                  <VisibleText text={findingSentence(finding)} />
                </span>
              </div>
            );
          })}
        </div>
      ))}
      {unlisted > 0 && <p class="section-note">{t('findings.more', { count: unlisted })}</p>}
    </div>
  );
}
