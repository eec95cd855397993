/** What a view shows when it has nothing to show: why that is so, and what to do next. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface EmptyStateAction {
  label: string;
  onClick: () => void;
}

export interface EmptyStateProps {
  /** One short line: what is the case. */
  title: string;
  /** Why, and what to do. */
  children?: ComponentChildren;
  icon?: IconName;
  /** Buttons that do what the text says. The first is the one to choose. */
  actions?: readonly EmptyStateAction[];
}

/** Centred in the space given. Announced politely, as it takes the place of content. */
export function EmptyState({ title, children, icon, actions = [] }: EmptyStateProps) {
  return (
    <div class="empty-state" role="status">
      {icon && <Icon name={icon} class="empty-state-icon" />}
      <p class="empty-state-title">{title}</p>
      {children && <div class="empty-state-words">{children}</div>}
      {actions.length > 0 && (
        <div class="empty-state-actions">
          {actions.map((action) => (
            <button key={action.label} type="button" class="empty-state-action" onClick={action.onClick}>
              {action.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
