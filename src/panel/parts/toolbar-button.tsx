/** A flat button of a toolbar: an icon, or words, or both. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ToolbarButtonProps {
  /** What it does, in words: the tooltip, and the name for screen readers. */
  label: string;
  icon?: IconName;
  /** Given: a toggle. The label then names what is on when it is pressed. */
  pressed?: boolean;
  /** Given: it opens something, which is open or not. */
  expanded?: boolean;
  disabled?: boolean;
  /** Keys, as shown in the tooltip: `Ctrl+E`. */
  shortcut?: string;
  /** `alert` draws it in the colour of errors (a record button that is on). */
  tone?: 'plain' | 'alert';
  onClick: () => void;
  /** Words beside the icon. */
  children?: ComponentChildren;
}

/** A `<button>` with the look of a DevTools toolbar. */
export function ToolbarButton({ label, icon, pressed, expanded, disabled = false, shortcut, tone = 'plain', onClick, children }: ToolbarButtonProps) {
  return (
    <button
      type="button"
      class={`toolbar-button${pressed ? ' is-pressed' : ''}${tone === 'alert' ? ' is-alert' : ''}`}
      title={shortcut ? `${label} (${shortcut})` : label}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children && <span class="toolbar-button-words">{children}</span>}
    </button>
  );
}
