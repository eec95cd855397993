/** How the chosen connection stands, in one line over the tabs. */
import './headline.css';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { DecodedHeadline } from '../../../wire/protocol/decoded.ts';
import type { Finding } from '../../../core/explain/finding.ts';
import { findingSentence } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { shownState } from '../connections/shown-state.ts';
import { chosenAttempt } from '../facts/chosen-connection.ts';
import { StateGlyph } from '../facts/state-glyph.tsx';
import { SeverityIcon } from '../findings/severity-icon.tsx';
import { showFinding } from '../findings/show-pinned.ts';
import { useAnswer } from '../request/use-answer.ts';
import { CopyAnswer } from './copy-answer.tsx';
import { headlineFacts, VERDICT_MARKS, verdictWords } from './headline-facts.ts';
import { ProtocolMenu } from './protocol-menu.tsx';

export function HeadlineView({ state, connection }: { state: PanelState; connection: ConnectionRow }) {
  const attempt = chosenAttempt(connection, state.selectedAttempt.value);
  const { id } = connection;
  const answer = useAnswer(state, `headline ${id} ${attempt}`, () => state.host.ask('headline', { connection: id, attempt }));
  const { decoded: made, recognised, finding } = answer.kind === 'answer' ? answer.value : {};
  // What is only likely is offered.
  const decoded = made?.protocol.certainty === 'certain' ? made : undefined;
  // A note is no evidence of anything that one would have to look at.
  const evidence = finding !== undefined && (decoded === undefined || finding.severity !== 'note') ? finding : undefined;
  return (
    <>
      {decoded !== undefined ? <Meaning decoded={decoded} /> : answer.kind !== 'loading' && <Plain row={connection} finding={finding} />}
      {evidence !== undefined && (
        <button type="button" class="headline-evidence" title={findingSentence(evidence)} onClick={() => showFinding(state, evidence)}>
          <SeverityIcon severity={evidence.severity} />
          {t('headline.evidence')}
        </button>
      )}
      {recognised !== undefined && <ProtocolMenu state={state} origin={connection.origin} recognised={recognised} shown={made?.protocol} />}
      {decoded !== undefined && <CopyAnswer state={state} connection={id} attempt={attempt} />}
    </>
  );
}

/** Only the verdict is announced: the figures change with each message. */
function Meaning({ decoded }: { decoded: DecodedHeadline }) {
  const { verdict, protocol } = decoded;
  const words = verdictWords(decoded);
  const facts = headlineFacts(decoded).join(' · ');
  return (
    <div class="headline-words" title={`${protocol.name}: ${words}${facts === '' ? '' : `\n${facts}`}`}>
      <span class={`headline-verdict is-${verdict}`} role="status">
        <span aria-hidden="true">{VERDICT_MARKS[verdict]}</span> <VisibleText text={words} />
      </span>
      {facts !== '' && (
        <span class="headline-facts">
          {' · '}
          <VisibleText text={facts} />
        </span>
      )}
    </div>
  );
}

function Plain({ row, finding }: { row: ConnectionRow; finding: Finding | undefined }) {
  const shown = shownState(row);
  const says = finding === undefined ? t('count.messages', { count: row.messages }) : findingSentence(finding);
  return (
    <div class="headline-words" title={says}>
      <span class="headline-state" role="status">
        <StateGlyph state={shown} />
        <span class={shown === 'failed' ? 'headline-verdict is-failed' : 'headline-verdict'}>{t(`state.${shown}`)}</span>
      </span>
      <span class={finding === undefined ? 'headline-facts' : 'headline-sentence'}>
        {' · '}
        <VisibleText text={says} />
      </span>
    </div>
  );
}
