/** What the shapes of the plot mean. */
import type { VNode } from 'preact';
import { t, type TextKey } from '../../../words/t.ts';

/** In the order of the legend. */
const NAMES = {
  connecting: 'state.connecting',
  open: 'state.open',
  message: 'timeline.shapes.message',
  wait: 'state.waiting',
  expected: 'timeline.shapes.expected',
  error: 'timeline.shapes.error',
  finding: 'timeline.shapes.finding',
  close: 'state.closed',
} as const satisfies Record<string, TextKey>;
type Shape = keyof typeof NAMES;

const SHAPES: Record<Shape, () => VNode> = {
  connecting: () => <path d="M1.5 2.5h13v7h-13zM3 9.5l5-7M7 9.5l5-7M11 9.5l3.5-5" />,
  open: () => <rect class="is-solid" x="1" y="2" width="14" height="8" />,
  message: () => <path class="is-solid" d="M3 6h1v5h-1zM6 3h1v8h-1zM8 5h1v6h-1zM12 1h1v10h-1z" />,
  wait: () => <path stroke-dasharray="2 2" d="M1 6h14" />,
  expected: () => <path class="is-solid" d="M5 1h6l-2.5 4v6h-1v-6z" />,
  error: () => <path stroke-width="1.8" d="M5 3l6 6M11 3l-6 6" />,
  finding: () => <path class="is-solid" d="M8 2l4 4l-4 4l-4-4z" />,
  close: () => <rect class="is-solid" x="5" y="3" width="6" height="6" />,
};

export function TimelineLegend() {
  return (
    <ul class="timeline-legend" aria-label={t('timeline.legend')}>
      {(Object.keys(NAMES) as Shape[]).map((shape) => (
        <li key={shape}>
          <svg class={`is-${shape}`} width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
            {SHAPES[shape]()}
          </svg>
          {t(NAMES[shape])}
        </li>
      ))}
    </ul>
  );
}
