/** From one message that passes the filter to the next, and round. */
import type { PanelState } from './panel-state.ts';

type Stepped = Pick<PanelState, 'host' | 'filter' | 'selectedMessage' | 'matchPlace' | 'tab'>;

/**
 * Chooses the next message in the order of time, or the one before (`by` -1). Without a chosen one that passes, the first, or the last.
 * Nothing happens where nothing passes, or where the recorder cannot be asked.
 */
export async function stepMatch({ host, filter, selectedMessage, matchPlace, tab }: Stepped, by: 1 | -1): Promise<void> {
  const asked = filter.peek();
  const chosen = selectedMessage.peek();
  try {
    const at = chosen === null ? -1 : await host.ask('position', { filter: asked, index: chosen });
    const { total } = await host.ask('messages', { filter: asked, from: 0, to: 0 });
    if (total === 0) return;
    const next = at < 0 ? (by === 1 ? 0 : total - 1) : (at + by + total) % total;
    const answer = await host.ask('messages', { filter: asked, from: next, to: next + 1 });
    const row = answer.rows[0];
    // Another key was quicker.
    if (row === undefined || filter.peek() !== asked || selectedMessage.peek() !== chosen) return;
    tab.value = 'messages';
    selectedMessage.value = row.index;
    matchPlace.value = { index: row.index, position: answer.from + 1, total: answer.total, complete: answer.complete };
  } catch {
    // The list itself says what is wrong with the filter, or with the recorder.
  }
}
