/** Tabs: a strip of names and the panel of the chosen one. */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** A short figure after the label: a count. */
  badge?: string;
  disabled?: boolean;
}

export interface TabsProps<Id extends string> {
  /** Names the strip for screen readers. */
  label: string;
  tabs: readonly Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** Drawn at the right end of the strip: buttons. */
  trailing?: ComponentChildren;
  /** What the chosen tab shows. */
  children: ComponentChildren;
}

/**
 * `role=tablist` with roving tabindex: arrows, Home and End move and choose at once, as in DevTools.
 * The panel fills the space that is left, and its content scrolls by itself.
 */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, trailing, children }: TabsProps<Id>) {
  const prefix = useId();
  const strip = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = tabAfterKey(tabs, selected, event.key);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    const at = tabs.findIndex((tab) => tab.id === next);
    strip.current?.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
  };

  return (
    <div class="tabs">
      <div class="tabs-bar">
        <div class="tabs-strip" role="tablist" aria-label={label} ref={strip} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${prefix}-tab-${tab.id}`}
              class="tabs-tab"
              aria-selected={tab.id === selected ? 'true' : 'false'}
              aria-controls={tab.id === selected ? `${prefix}-panel` : undefined}
              tabIndex={tab.id === selected ? 0 : -1}
              disabled={tab.disabled}
              onClick={() => onSelect(tab.id)}
            >
              {tab.label}
              {tab.badge !== undefined && <span class="tabs-badge">{tab.badge}</span>}
            </button>
          ))}
        </div>
        {trailing !== undefined && <div class="tabs-trailing">{trailing}</div>}
      </div>
      <div class="tabs-panel" role="tabpanel" id={`${prefix}-panel`} aria-labelledby={`${prefix}-tab-${selected}`}>
        {children}
      </div>
    </div>
  );
}

/** The tab that `key` leads to from `selected`, passing over disabled ones; null when the key is none of ours. */
export function tabAfterKey<Id extends string>(tabs: readonly Tab<Id>[], selected: Id, key: string): Id | null {
  const usable = tabs.filter((tab) => !tab.disabled);
  if (usable.length === 0) return null;
  const at = usable.findIndex((tab) => tab.id === selected);
  const wrap = (n: number): Id | null => usable[(n + usable.length) % usable.length]?.id ?? null;
  switch (key) {
    case 'ArrowRight':
      return wrap(at + 1);
    case 'ArrowLeft':
      return wrap(at < 0 ? -1 : at - 1);
    case 'Home':
      return wrap(0);
    case 'End':
      return wrap(-1);
    default:
      return null;
  }
}
