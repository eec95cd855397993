/** A JSON document as a tree: drawn where it is seen, opened where it is asked for. Nothing of the text is lost or changed. */
import './json-tree.css';
import { useSignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { Icon } from '../icon.tsx';
import { rowAfterKey } from '../grid/keys.ts';
import { measuredHeights } from '../virtual-list/row-heights.ts';
import { VirtualScroller, type ScrollerHandle } from '../virtual-list/virtual-scroller.tsx';
import { decodeString } from './json-text.ts';
import { keyOfRow, TreeValue } from './tree-value.tsx';
import type { JsonDocument } from './scan-json.ts';
import { createTreeRows, type TreeRow, type TreeRows } from './tree-rows.ts';

/** Height of a row that does not wrap. */
const ROW_HEIGHT = 18;
/** Pixels of indent for a level. */
const INDENT = 14;
/** Levels that are indented; deeper ones stand below each other and say how deep they are. Else nothing would be left to read in. */
const INDENTED_LEVELS = 12;
/** A document with so few members is opened whole. */
const OPEN_WHOLE = 40;

export interface JsonTreeHandle {
  expandAll(): void;
  collapseAll(): void;
}

export interface JsonTreeProps {
  document: JsonDocument;
  label: string;
  onCopy: (text: string) => void;
  /** Told when "expand all" stopped at its limit, or was whole. */
  onExpanded?: (whole: boolean) => void;
  onEscape?: () => void;
  handle?: RefObject<JsonTreeHandle | null>;
}

/**
 * `role=tree`. Focus stays on the tree, `aria-activedescendant` names the active row. Keys: arrows, Home, End, PageUp,
 * PageDown; Right and Left open, close and move between levels; `*` opens all siblings; Alt+Right opens all below;
 * Enter opens a string that was cut; Ctrl+C copies the value, Ctrl+Alt+C the path.
 */
export function JsonTree({ document, label, onCopy, onExpanded, onEscape, handle }: JsonTreeProps) {
  const id = useId();
  const scroller = useRef<ScrollerHandle>(null);
  const rows = useMemo(() => openedAtFirst(document), [document]);
  const heights = useMemo(() => measuredHeights(ROW_HEIGHT, rows.count), [rows]);
  const active = useSignal(0);
  const changes = useSignal(0);
  /** Strings that are shown in full, by row id. */
  const full = useMemo(() => new Set<string>(), [rows]);
  useEffect(() => {
    active.value = 0;
    scroller.current?.reveal(0, 'start');
  }, [rows]);
  void changes.value;
  heights.setCount(rows.count);

  const change = (act: () => void): void => {
    act();
    // Rows have moved; heights are measured again where they are drawn.
    heights.forget();
    heights.setCount(rows.count);
    active.value = Math.min(active.value, rows.count - 1);
    changes.value++;
  };
  const go = (row: number): void => {
    active.value = row;
    scroller.current?.reveal(row);
  };
  const toggleFull = (row: TreeRow): void => change(() => void (full.delete(row.id) || full.add(row.id)));
  const toggle = (at: number): void => change(() => (rows.row(at).isOpen ? rows.close(at) : rows.open(at)));
  const copyValue = (row: TreeRow): void => onCopy(valueText(row));
  const openSiblings = (): void =>
    change(() => {
      const parent = rows.parent(active.value);
      let at = parent + 1;
      const siblings = rows.row(at).siblings;
      for (let i = 0; i < siblings && rows.count < OPEN_SIBLINGS_LIMIT; i++) {
        const before = rows.count;
        const below = rows.below(at);
        rows.open(at);
        if (at < active.value) active.value += rows.count - before;
        at += 1 + below + rows.count - before;
      }
    });

  if (handle) {
    handle.current = {
      expandAll: () => change(() => onExpanded?.(rows.openAll(0))),
      collapseAll: () => change(() => rows.closeAll()),
    };
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows.row(active.value);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') {
      // @note Text that the user has marked is copied by the browser.
      if (window.getSelection()?.isCollapsed === false && !event.altKey) return;
      onCopy(event.altKey ? rows.path(active.value) : valueText(row));
    } else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === 'ArrowRight' && event.altKey) change(() => onExpanded?.(rows.openAll(active.value)));
    else if (event.altKey) return;
    else if (event.key === 'ArrowRight') {
      if (row.isOpen) go(active.value + 1);
      else if (row.members > 0) toggle(active.value);
    } else if (event.key === 'ArrowLeft') {
      if (row.isOpen) toggle(active.value);
      else if (rows.parent(active.value) >= 0) go(rows.parent(active.value));
    } else if (event.key === '*') openSiblings();
    else if (event.key === 'Enter' || event.key === ' ') {
      if (row.node.kind === 'string' && row.members === 0) toggleFull(row);
      else if (row.members > 0) toggle(active.value);
    } else if (event.key === 'Escape') onEscape?.();
    else {
      const next = rowAfterKey(event.key, active.value, rows.count, scroller.current?.page() ?? 1);
      if (next === null) return;
      go(next);
    }
    event.preventDefault();
    if (event.key !== 'Escape') event.stopPropagation();
  };

  const renderRow = (at: number): VNode => {
    const row = rows.row(at);
    const isActive = at === active.value;
    const isFull = full.has(row.id);
    return (
      <div
        key={row.id}
        id={`${id}-${at}`}
        class={`tree-row${isActive ? ' is-active' : ''}${isFull ? ' is-full' : ''}`}
        role="treeitem"
        aria-level={row.level}
        aria-setsize={row.siblings}
        aria-posinset={row.ordinal + 1}
        aria-expanded={row.members > 0 ? (row.isOpen ? 'true' : 'false') : undefined}
        aria-selected={isActive ? 'true' : 'false'}
        style={{ paddingLeft: `${4 + Math.min(row.level - 1, INDENTED_LEVELS) * INDENT}px` }}
        onMouseDown={(event) => {
          if (event.button === 0) active.value = at;
        }}
        onDblClick={() => row.members > 0 && toggle(at)}
      >
        {row.members > 0 ? (
          <span class={`tree-twisty${row.isOpen ? ' is-open' : ''}`} onClick={() => toggle(at)}>
            <Icon name="chevron" />
          </span>
        ) : (
          <span class="tree-twisty" />
        )}
        <span class="tree-words">
          {row.level - 1 > INDENTED_LEVELS && <span class="tree-level">{`${row.level} ▸`}</span>}
          {row.level > 1 && (
            <>
              <span class={row.node.keyStart < 0 ? 'tree-ordinal' : 'tree-key'}>{keyOfRow(row)}</span>
              <span class="tree-colon">: </span>
            </>
          )}
          <TreeValue row={row} isFull={isFull} onFull={() => toggleFull(row)} />
        </span>
        <span class="tree-actions">
          <button type="button" tabIndex={-1} title={t('tree.copyValue')} aria-label={t('tree.copyValue')} onClick={() => copyValue(row)}>
            <Icon name="copy" />
          </button>
          <button type="button" tabIndex={-1} title={t('tree.copyPath')} aria-label={t('tree.copyPath')} onClick={() => onCopy(rows.path(at))}>
            <span aria-hidden="true">$.</span>
          </button>
        </span>
      </div>
    );
  };

  return (
    <VirtualScroller
      class="json-tree"
      handle={scroller}
      heights={heights}
      renderRow={renderRow}
      keep={active.value}
      measure
      attributes={{ role: 'tree', tabIndex: 0, 'aria-label': label, 'aria-activedescendant': `${id}-${active.value}`, onKeyDown }}
    />
  );
}

/** `*` opens siblings until the tree has so many rows. */
const OPEN_SIBLINGS_LIMIT = 20_000;

/** The value as text: what a string stands for, else as it is written. */
function valueText({ document, node }: TreeRow): string {
  return node.kind === 'string' ? decodeString(document.text, node.start, node.end).value : document.text.slice(node.start, node.end);
}

function openedAtFirst(document: JsonDocument): TreeRows {
  const rows = createTreeRows(document);
  const { members, count } = document.containers;
  if (count <= OPEN_WHOLE && members.reduce((sum, n) => sum + n, 0) <= OPEN_WHOLE) rows.openAll(0);
  return rows;
}
