/** The state that is shown of a connection. Pure. */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { ShownState } from '../facts/state-glyph.tsx';

/** A connection waits in the queue of the browser, or has its request on the way: the user's question is a different one. */
export function shownState(row: ConnectionRow): ShownState {
  return row.outcome === 'queued' && (row.state === 'connecting' || row.state === 'reconnecting') ? 'queued' : row.state;
}
