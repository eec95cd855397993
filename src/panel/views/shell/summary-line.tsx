/** The sums of the whole capture: in the toolbar, or below where the panel is narrow. */
import type { PanelState } from '../../state/panel-state.ts';
import type { Overview } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

export function Summary({ state }: { state: PanelState }) {
  const overview = state.overview.value;
  if (overview === null) return null;
  const parts = summaryOf(overview);
  return (
    <div class="summary" title={parts.map((part) => part.words).join(' · ')}>
      {parts.map((part) => (
        <span key={part.name} class={`summary-part is-${part.name}`}>
          {part.words}
        </span>
      ))}
    </div>
  );
}

interface SummaryPart {
  name: 'connections' | 'open' | 'failed' | 'messages' | 'data' | 'lost';
  words: string;
}

/** What is nothing is left out, but for the counts that a user looks for first. */
export function summaryOf(overview: Overview): SummaryPart[] {
  const { connections, states, messages, dataLength, lost } = overview;
  const parts: SummaryPart[] = [{ name: 'connections', words: t('count.connections', { count: connections }) }];
  if (connections > 0) parts.push({ name: 'open', words: t('openCount', { open: states.open }) });
  if (states.failed > 0) parts.push({ name: 'failed', words: t('shell.failed', { count: states.failed }) });
  parts.push({ name: 'messages', words: t('count.messages', { count: messages }) });
  if (dataLength > 0) parts.push({ name: 'data', words: formatBytes(dataLength) });
  if (lost > 0) parts.push({ name: 'lost', words: t('shell.lost', { count: lost }) });
  return parts;
}
