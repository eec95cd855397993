/** The state of a connection as a shape: told without colour, and without reading. */
import type { VNode } from 'preact';
import type { ConnectionState } from '../../../core/model/connection.ts';

/** The state that is shown: a connection that waits in the queue of the browser is a case of its own. */
export type ShownState = ConnectionState | 'queued';

/** On a 12 px grid. Running states are round, ended ones angular. */
const shapes: Record<ShownState, () => VNode> = {
  open: () => <circle class="solid" cx="6" cy="6" r="4" />,
  connecting: () => <circle cx="6" cy="6" r="3.6" stroke-dasharray="1.9 1.87" />,
  queued: () => <path class="solid" d="M1.6 5h2v2h-2zM5 5h2v2H5zM8.4 5h2v2h-2z" />,
  waiting: () => (
    <>
      <circle cx="6" cy="6" r="3.7" />
      <path class="solid" d="M6 6V2.3A3.7 3.7 0 0 1 9.7 6z" />
    </>
  ),
  reconnecting: () => <path d="M9.6 4.6A3.9 3.9 0 1 0 9.9 6.6M9.9 2v2.7H7.2" />,
  closed: () => <rect class="solid" x="3" y="3" width="6" height="6" rx="0.5" />,
  failed: () => <path class="thick" d="M2.8 2.8l6.4 6.4M9.2 2.8l-6.4 6.4" />,
  suspended: () => <path class="solid" d="M3 2.6h2v6.8H3zM7 2.6h2v6.8H7z" />,
};

/** Decoration: the word stands beside it, or in the label of its cell. */
export function StateGlyph({ state }: { state: ShownState }) {
  return (
    <svg class={`state-glyph is-${state}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {shapes[state]()}
    </svg>
  );
}
