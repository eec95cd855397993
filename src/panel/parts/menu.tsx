/** A menu that opens at a button, or at a place of the screen. */
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

/** `check` and `radio` stay open when chosen: one often chooses several; `action` closes the menu. */
export type MenuItem =
  | { kind: 'action'; label: string; onChoose: () => void; detail?: string; disabled?: boolean }
  | { kind: 'check' | 'radio'; label: string; checked: boolean; onChoose: () => void; detail?: string; disabled?: boolean }
  | { kind: 'separator' }
  /** A line that only says something. */
  | { kind: 'words'; label: string };

export interface MenuGroup {
  /** Names the items for all to see; '' for a group without a name. */
  label: string;
  items: readonly MenuItem[];
}

export interface MenuProps {
  label: string;
  groups: readonly MenuGroup[];
  /** In CSS pixels of the viewport. It moves where there is not room for it. */
  at: { x: number; y: number };
  onClose: () => void;
}

/** Pixels between a menu and the edge of the panel. */
const EDGE = 4;

/** Arrows, Home and End move; Enter and Space choose; Esc and Tab close, and what had the focus gets it back. */
export function Menu({ label, groups, at, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;

  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = box.current;
    if (element) {
      // In the top layer: no ancestor clips it.
      element.showPopover();
      const { width, height } = element.getBoundingClientRect();
      element.style.left = `${Math.max(EDGE, Math.min(at.x, innerWidth - width - EDGE))}px`;
      element.style.top = `${Math.max(EDGE, Math.min(at.y, innerHeight - height - EDGE))}px`;
      (items(element)[0] ?? element).focus();
    }
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const end = new AbortController();
    const away = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) latest.current();
    };
    addEventListener('pointerdown', away, { capture: true, signal: end.signal });
    addEventListener('blur', () => latest.current(), { signal: end.signal });
    addEventListener('resize', () => latest.current(), { signal: end.signal });
    return () => end.abort();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      return;
    }
    const all = box.current ? items(box.current) : [];
    const to =
      all[
        itemAfterKey(
          event.key,
          all.findIndex((item) => item === document.activeElement),
          all.length,
        )
      ];
    if (to === undefined) return;
    event.preventDefault();
    to.focus();
  };

  return (
    <div
      class="menu appears"
      popover="manual"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      ref={box}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {groups.map((group, i) => (
        <div key={i} class="menu-group" role="group" aria-label={group.label || label}>
          {group.label !== '' && (
            <div class="menu-heading" aria-hidden="true">
              {group.label}
            </div>
          )}
          {group.items.map((item, j) => (
            <Item key={j} item={item} onClose={onClose} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Item({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  if (item.kind === 'separator') return <div class="menu-separator" role="separator" />;
  if (item.kind === 'words') return <div class="menu-words">{item.label}</div>;
  const isAction = item.kind === 'action';
  return (
    <button
      type="button"
      class="menu-item"
      role={isAction ? 'menuitem' : item.kind === 'check' ? 'menuitemcheckbox' : 'menuitemradio'}
      aria-checked={isAction ? undefined : item.checked}
      // Tab closes the menu; yet to be reachable by it is what makes a menu that scrolls accessible.
      tabIndex={0}
      disabled={item.disabled}
      onClick={() => {
        if (isAction) onClose();
        item.onChoose();
      }}
    >
      <span class="menu-mark" aria-hidden="true">
        {!isAction && item.checked ? (item.kind === 'check' ? '✓' : '●') : ''}
      </span>
      <span class="menu-label" title={item.label}>
        {item.label}
      </span>
      {item.detail !== undefined && <span class="menu-detail">{item.detail}</span>}
    </button>
  );
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)')];
}

/** The item that `key` leads to from `at` (-1: none), round and round; -1 for keys that lead nowhere. */
export function itemAfterKey(key: string, at: number, count: number): number {
  if (count === 0) return -1;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

export interface MenuButtonProps {
  /** What the menu is about: the tooltip, and the name for screen readers. */
  label: string;
  icon?: IconName;
  /** Something in it is other than usual. */
  isSet?: boolean;
  groups: () => readonly MenuGroup[];
  /** Called when it is about to open. */
  onOpen?: () => void;
  /** Words beside the icon. */
  children?: ComponentChildren;
}

/** A button of a toolbar with a menu below it. */
export function MenuButton({ label, icon, isSet = false, groups, onOpen, children }: MenuButtonProps) {
  const at = useSignal<{ x: number; y: number } | null>(null);
  const open = (button: HTMLElement): void => {
    const { left, bottom } = button.getBoundingClientRect();
    onOpen?.();
    at.value = { x: left, y: bottom + 1 };
  };
  return (
    <>
      <button
        type="button"
        class={`toolbar-button${isSet ? ' is-pressed' : ''}`}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={at.value !== null}
        onClick={(event) => open(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          open(event.currentTarget);
        }}
      >
        {icon && <Icon name={icon} />}
        {children && <span class="toolbar-button-words">{children}</span>}
        <Icon name="chevron" class="menu-button-arrow" />
      </button>
      {at.value && <Menu label={label} groups={groups()} at={at.value} onClose={() => (at.value = null)} />}
    </>
  );
}
