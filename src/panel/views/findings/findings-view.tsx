/** The findings of the capture, or of the chosen connection. */
import './findings.css';
import { useSignal } from '@preact/signals';
import type { Finding } from '../../../core/explain/finding.ts';
import type { FindingFilter } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { useBox } from '../../parts/use-box.ts';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { useAnswer } from '../request/use-answer.ts';
import { FindingDetail } from './finding-detail.tsx';
import { FindingFilters } from './finding-filters.tsx';
import { groupByRule, passes, type FindingWishes } from './finding-list.ts';
import { FindingRows } from './finding-rows.tsx';
import { keyOf } from './show-pinned.ts';

/** Sizes in CSS pixels, as in the request view. */
const BESIDE = { name: 'findings.list', min: 180, minOther: 240, start: 380 };
const ABOVE = { name: 'findings.list-above', min: 63, minOther: 100, start: 168 };
const ROOM_FOR_BOTH = 620;
const NO_WISHES: FindingWishes = { without: [], group: null, text: '' };

export function FindingsView({ state }: { state: PanelState }) {
  const connection = state.selectedConnection.value ?? undefined;
  const filter: FindingFilter = connection === undefined ? {} : { connection };
  const answer = useAnswer(state, `findings ${connection}`, () => state.host.ask('findings', { filter }));
  const wishes = useSignal<FindingWishes>(NO_WISHES);
  const { ref, width } = useBox();
  if (answer.kind === 'refused') return <EmptyState icon="warning" title={answer.reason} />;
  const all = answer.kind === 'answer' ? answer.value.findings : [];
  const shown = all.filter((finding) => passes(finding, wishes.value));
  const unlisted = answer.kind === 'answer' ? answer.value.total - all.length : 0;
  const inFile = answer.kind === 'answer' ? (answer.value.inFile ?? 0) : 0;
  return (
    <div class="findings">
      <FindingFilters state={state} all={all} shown={shown} wishes={wishes} />
      {inFile > 0 && <p class="section-note">{t('findings.inFile', { count: inFile })}</p>}
      <div class="findings-body" ref={ref}>
        {answer.kind === 'loading' ? null : all.length === 0 ? (
          <EmptyState title={t('findings.noneTitle')}>{t('findings.noneWords')}</EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState title={t('findings.noMatchTitle')} actions={[{ label: t('findings.showAll'), onClick: () => (wishes.value = NO_WISHES) }]}>
            {t('findings.noMatchWords')}
          </EmptyState>
        ) : (
          <Panes state={state} shown={shown} unlisted={unlisted} wide={width.value >= ROOM_FOR_BOTH} />
        )}
      </div>
    </div>
  );
}

function Panes({ state, shown, unlisted, wide }: { state: PanelState; shown: readonly Finding[]; unlisted: number; wide: boolean }) {
  const rows = groupByRule(shown);
  const wanted = state.selectedFinding.value;
  const chosen = shown.find((finding) => keyOf(finding) === wanted) ?? rows[0]!.findings[0]!;
  const pane = wide ? BESIDE : ABOVE;
  return (
    <SplitPane
      key={pane.name}
      direction={wide ? 'row' : 'column'}
      sized="first"
      {...keptSize(state, pane.name, pane.start)}
      min={pane.min}
      minOther={pane.minOther}
      label={t('findings.split')}
      first={<FindingRows state={state} rows={rows} chosen={keyOf(chosen)} unlisted={unlisted} />}
      second={<FindingDetail key={keyOf(chosen)} state={state} finding={chosen} />}
    />
  );
}
