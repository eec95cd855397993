/** The icons of the panel: our own drawings on a 16 px grid, in the colour of the text around them. */
import type { VNode } from 'preact';

export type IconName =
  | 'record'
  | 'stop'
  | 'pause'
  | 'play'
  | 'clear'
  | 'filter'
  | 'close'
  | 'reload'
  | 'arrow-down'
  | 'warning'
  | 'info'
  | 'error'
  | 'chevron'
  | 'copy'
  | 'download'
  | 'open'
  | 'rename'
  | 'split'
  | 'delete'
  | 'settings'
  | 'search'
  | 'expand-all'
  | 'collapse-all'
  | 'wrap'
  | 'unheard'
  | 'comment'
  | 'retry'
  | 'raw'
  | 'star'
  | 'star-set'
  | 'columns'
  | 'keyboard'
  | 'dock-right'
  | 'dock-bottom';

/** Shapes with the class `icon-solid` are filled, all others are drawn as lines. */
const DRAWINGS: Record<IconName, () => VNode> = {
  record: () => <circle class="icon-solid" cx="8" cy="8" r="5" />,
  stop: () => <rect class="icon-solid" x="3.5" y="3.5" width="9" height="9" rx="1.5" />,
  pause: () => <path class="icon-solid" d="M4.5 3.5h2.25v9H4.5zM9.25 3.5h2.25v9H9.25z" />,
  play: () => <path class="icon-solid" d="M5 3.2v9.6L12.6 8z" />,
  clear: () => <path d="M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM4.1 4.1l7.8 7.8" />,
  filter: () => <path d="M2.5 3.5h11L9.5 8.4v4.1l-3-1.5V8.4z" />,
  close: () => <path d="M4 4l8 8M12 4l-8 8" />,
  reload: () => <path d="M12.9 6.4A5.2 5.2 0 1 0 13.2 8.6M13.3 2.9v3.7H9.6" />,
  'arrow-down': () => <path d="M8 3v9.5M4.2 8.8L8 12.6l3.8-3.8" />,
  warning: () => <path d="M8 2.6l6 10.6H2zM8 6.6v3M8 11v.7" />,
  info: () => <path d="M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM8 7.4v3.4M8 5.1v.7" />,
  error: () => <path d="M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM6 6l4 4M10 6l-4 4" />,
  chevron: () => <path d="M6 4l4 4l-4 4" />,
  copy: () => <path d="M5.5 5.5h7.5v8H5.5zM10.5 5.5V2.8H3v8h2.5" />,
  download: () => <path d="M8 2.5v7.2M4.8 6.7L8 9.9l3.2-3.2M2.8 11v2.5h10.4V11" />,
  open: () => <path d="M2.5 12.8V3.5h3.6l1.4 1.7h5v2M2.5 12.8l1.9-5.6h9.4l-1.9 5.6z" />,
  split: () => <path d="M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9zM4 6.5h1.5M10.5 6.5H12M4 9.5h1.5" />,
  rename: () => <path d="M3 13l.6-2.9l7-7l2.3 2.3l-7 7zM9 4.7l2.3 2.3" />,
  delete: () => <path d="M3 4.5h10M6 4.5V2.8h4v1.7M4.3 4.5l.7 8.7h6l.7-8.7M6.7 7v3.8M9.3 7v3.8" />,
  settings: () => (
    <path d="M8 6.1a1.9 1.9 0 1 1 0 3.8a1.9 1.9 0 1 1 0-3.8zM8 3.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6l1.4 1.4M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4" />
  ),
  search: () => <path d="M6.9 2.7a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4zM10 10l3.5 3.5" />,
  'expand-all': () => <path d="M4.5 6L8 2.5L11.5 6M4.5 10L8 13.5l3.5-3.5" />,
  'collapse-all': () => <path d="M4.5 2.5L8 6l3.5-3.5M4.5 13.5L8 10l3.5 3.5" />,
  wrap: () => <path d="M2.5 4h11M2.5 8h8.7a2.1 2.1 0 0 1 0 4.2H8M9.8 10.3L7.9 12.2l1.9 1.9M2.5 12.2h3" />,
  unheard: () => <path d="M5 6.2a3 3 0 0 1 6 .2c0 2-2 2.2-2 4a1.7 1.7 0 0 1-2.6 1.5M2.5 2.5l11 11" />,
  comment: () => <path d="M2.5 3.5h11v7h-6l-2.8 2.6v-2.6H2.5z" />,
  retry: () => <path d="M8 3.2a5 5 0 1 1 0 10a5 5 0 1 1 0-10zM8 5.4v3l2 1.4M6.4 1.8h3.2" />,
  raw: () => <path d="M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4M9 3.2L7 12.8" />,
  star: () => <path d="M8 2.2l1.75 3.7l4.05.5l-3 2.8l.8 4L8 11.2l-3.6 2l.8-4l-3-2.8l4.05-.5z" />,
  'star-set': () => <path class="icon-solid" d="M8 2.2l1.75 3.7l4.05.5l-3 2.8l.8 4L8 11.2l-3.6 2l.8-4l-3-2.8l4.05-.5z" />,
  columns: () => <path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9" />,
  keyboard: () => <path d="M1.5 4h13v8h-13zM4 6.6h.1M6.6 6.6h.1M9.2 6.6h.1M11.8 6.6h.1M4.5 9.5h7" />,
  'dock-right': () => <path d="M2.5 3.5h11v9h-11zM9.5 3.5v9" />,
  'dock-bottom': () => <path d="M2.5 3.5h11v9h-11zM2.5 9h11" />,
};

/**
 * One icon of 16 px. It is decoration (hidden from screen readers) unless `label` gives it words of its own.
 */
export function Icon({ name, label, class: extra }: { name: IconName; label?: string; class?: string }) {
  const naming = label === undefined ? ({ 'aria-hidden': 'true' } as const) : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg class={`icon icon-${name}${extra ? ` ${extra}` : ''}`} width="16" height="16" viewBox="0 0 16 16" {...naming}>
      {DRAWINGS[name]()}
    </svg>
  );
}
