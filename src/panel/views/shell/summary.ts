/** The one line of sums in the toolbar. Pure. */
import type { Overview } from '../../../wire/protocol/questions.ts';
import { texts } from './texts.ts';

export interface SummaryPart {
  name: 'connections' | 'open' | 'failed' | 'messages' | 'data' | 'lost';
  words: string;
}

/** What is nothing is left out, but for the counts that a user looks for first. */
export function summaryOf(overview: Overview): SummaryPart[] {
  const { connections, states, messages, dataLength, lost } = overview;
  const parts: SummaryPart[] = [{ name: 'connections', words: texts.connections(connections) }];
  if (connections > 0) parts.push({ name: 'open', words: texts.open(states.open) });
  if (states.failed > 0) parts.push({ name: 'failed', words: texts.failed(states.failed) });
  parts.push({ name: 'messages', words: texts.messageCount(messages) });
  if (dataLength > 0) parts.push({ name: 'data', words: texts.dataLength(dataLength) });
  if (lost > 0) parts.push({ name: 'lost', words: texts.lost(lost) });
  return parts;
}
