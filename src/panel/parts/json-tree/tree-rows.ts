/**
 * The rows of a tree of which some nodes are open: which row shows what, without a list of all rows. Pure.
 *
 * Only open nodes are kept, each with the count of rows below it; so opening 100,000 members costs as little as opening
 * three, and 10,000 levels need no recursion.
 */
import { childrenOf, memberCount, type JsonChildren } from './json-children.ts';
import { decodeString, mayHoldJson, pathStep } from './json-text.ts';
import { scanJson, type JsonDocument, type JsonNode } from './scan-json.ts';

/** "Expand all" stops after so many rows: as many as anyone will scroll through, opened within a frame or two. */
export const EXPAND_ALL_LIMIT = 20_000;

export interface TreeRow {
  /** Stands for this row as long as its parent stays open: row numbers change, this does not. */
  id: string;
  /** The document it belongs to: that of the tree, or that of a string which holds JSON. */
  document: JsonDocument;
  node: JsonNode;
  /** From 1. */
  level: number;
  /** From 0 among its siblings. */
  ordinal: number;
  siblings: number;
  /** Members it has, or for a string that holds JSON: those of that document. */
  members: number;
  isOpen: boolean;
  /** For a string that holds JSON: that document. */
  nested: JsonDocument | null;
}

export interface TreeRows {
  /** Rows that are visible. */
  readonly count: number;
  row(row: number): TreeRow;
  /** The row of the parent; -1 for the first level. */
  parent(row: number): number;
  /** Rows that are visible below a row because it is open. */
  below(row: number): number;
  open(row: number): void;
  close(row: number): void;
  /** Opens a row and all below it, breadth first, up to `EXPAND_ALL_LIMIT` rows. False: there would have been more. */
  openAll(row?: number): boolean;
  /** Closes all but the root. */
  closeAll(): void;
  /** How to reach the value from the root, in JavaScript: `$.items[3]["odd key"]`. */
  path(row: number): string;
}

/** An open node. `parent` is null for the root; its `rows` are those below it, opened ones included. */
interface OpenNode {
  /** Never given to another. */
  serial: number;
  document: JsonDocument;
  node: JsonNode;
  parent: OpenNode | null;
  ordinal: number;
  level: number;
  children: JsonChildren;
  /** Document of the members: that of a string's content, or the same as `document`. */
  inner: JsonDocument;
  rows: number;
  /** Open members, by ordinal. */
  open: OpenNode[];
}

/** The rows of `document`. The root is row 0, and open. */
export function createTreeRows(document: JsonDocument): TreeRows {
  let serials = 0;
  const nestedDocuments = new Map<JsonDocument, Map<number, JsonDocument | null>>();
  const root = makeOpen(document, document.root, null, 0);

  function nestedOf(of: JsonDocument, node: JsonNode): JsonDocument | null {
    if (node.kind !== 'string' || !mayHoldJson(of.text, node.start, node.end)) return null;
    let known = nestedDocuments.get(of);
    if (!known) {
      known = new Map<number, JsonDocument | null>();
      nestedDocuments.set(of, known);
    }
    let nested = known.get(node.start);
    if (nested === undefined) {
      const scan = scanJson(decodeString(of.text, node.start, node.end).value);
      nested = scan.ok ? scan.document : null;
      known.set(node.start, nested);
    }
    return nested;
  }

  function makeOpen(of: JsonDocument, node: JsonNode, parent: OpenNode | null, ordinal: number): OpenNode {
    const nested = nestedOf(of, node);
    const inner = nested ?? of;
    const children = childrenOf(inner, nested ? nested.root : node);
    return { serial: serials++, document: of, node, parent, ordinal, level: parent ? parent.level + 1 : 1, children, inner, rows: children.count, open: [] };
  }

  let rootOpen = true;

  /** The place that a row shows: an ordinal of an open node, or the root (`of` null). */
  function find(row: number): { of: OpenNode | null; ordinal: number } {
    if (row === 0) return { of: null, ordinal: 0 };
    let at = root;
    let left = row - 1;
    for (;;) {
      // Walks over the open members before the one wanted.
      let ordinal = left;
      let into: OpenNode | null = null;
      for (const child of at.open) {
        if (child.ordinal >= ordinal) break;
        const below = ordinal - child.ordinal - 1;
        if (below < child.rows) {
          into = child;
          left = below;
          break;
        }
        ordinal -= child.rows;
      }
      if (!into) return { of: at, ordinal };
      at = into;
    }
  }

  function rowOfOpen(node: OpenNode): number {
    let row = 0;
    for (let at: OpenNode | null = node; at?.parent; at = at.parent) {
      row += at.ordinal + 1;
      for (const sibling of at.parent.open) {
        if (sibling.ordinal >= at.ordinal) break;
        row += sibling.rows;
      }
    }
    return row;
  }

  function openChild(of: OpenNode, ordinal: number): OpenNode | undefined {
    let low = 0;
    let high = of.open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((of.open[middle]?.ordinal ?? 0) < ordinal) low = middle + 1;
      else high = middle;
    }
    const found = of.open[low];
    return found?.ordinal === ordinal ? found : undefined;
  }

  function addRows(to: OpenNode | null, rows: number): void {
    for (let at = to; at; at = at.parent) at.rows += rows;
  }

  function membersOf(of: JsonDocument, node: JsonNode): number {
    const nested = nestedOf(of, node);
    return nested ? memberCount(nested, nested.root) : memberCount(of, node);
  }

  /** Opens a member that is closed; undefined when it has nothing in it. Its rows are still to be added to those above. */
  function openMember(of: OpenNode, ordinal: number): OpenNode | undefined {
    const node = of.children.at(ordinal);
    if (membersOf(of.inner, node) === 0) return undefined;
    const made = makeOpen(of.inner, node, of, ordinal);
    let place = of.open.length;
    while (place > 0 && (of.open[place - 1]?.ordinal ?? 0) > ordinal) place--;
    of.open.splice(place, 0, made);
    return made;
  }

  function openNodeOf(row: number): OpenNode | undefined {
    const { of, ordinal } = find(row);
    if (!of) return rootOpen ? root : undefined;
    return openChild(of, ordinal);
  }

  return {
    get count() {
      return rootOpen ? 1 + root.rows : 1;
    },
    row(row) {
      const { of, ordinal } = find(row);
      if (!of) {
        return {
          id: '$',
          document,
          node: document.root,
          level: 1,
          ordinal: 0,
          siblings: 1,
          members: membersOf(document, document.root),
          isOpen: rootOpen && root.children.count > 0,
          nested: nestedOf(document, document.root),
        };
      }
      const node = of.children.at(ordinal);
      return {
        id: `${of.serial}.${ordinal}`,
        document: of.inner,
        node,
        level: of.level + 1,
        ordinal,
        siblings: of.children.count,
        members: membersOf(of.inner, node),
        isOpen: openChild(of, ordinal) !== undefined,
        nested: nestedOf(of.inner, node),
      };
    },
    parent(row) {
      const { of } = find(row);
      return of ? rowOfOpen(of) : -1;
    },
    below: (row) => openNodeOf(row)?.rows ?? 0,
    open(row) {
      const { of, ordinal } = find(row);
      if (!of) rootOpen = true;
      else if (!openChild(of, ordinal)) addRows(of, openMember(of, ordinal)?.rows ?? 0);
    },
    close(row) {
      const { of, ordinal } = find(row);
      if (!of) {
        rootOpen = false;
        return;
      }
      const open = openChild(of, ordinal);
      if (!open) return;
      of.open.splice(of.open.indexOf(open), 1);
      addRows(of, -open.rows);
    },
    openAll(row = 0) {
      this.open(row);
      const first = openNodeOf(row);
      if (!first) return true;
      // A queue that is read by index: breadth first, so that what is left closed is what lies deepest.
      const queue = [{ at: first, counted: first.rows }];
      let total = root.rows;
      let whole = true;
      for (let i = 0; i < queue.length && whole; i++) {
        const at = queue[i]?.at;
        if (!at) break;
        for (let ordinal = 0; ordinal < at.children.count; ordinal++) {
          const opened = openChild(at, ordinal);
          if (!opened && total >= EXPAND_ALL_LIMIT && membersOf(at.inner, at.children.at(ordinal)) > 0) {
            whole = false;
            break;
          }
          const child = opened ?? openMember(at, ordinal);
          if (!child) continue;
          if (!opened) total += child.rows;
          queue.push({ at: child, counted: opened ? child.rows : 0 });
        }
      }
      // Sums are made once, from the deepest up: adding to all ancestors each time would cost the square of the depth.
      for (let i = queue.length - 1; i > 0; i--) {
        const entry = queue[i];
        if (entry?.at.parent) entry.at.parent.rows += entry.at.rows - entry.counted;
      }
      addRows(first.parent, first.rows - (queue[0]?.counted ?? 0));
      return whole;
    },
    closeAll() {
      root.open = [];
      root.rows = root.children.count;
      rootOpen = true;
    },
    path(row) {
      const { of, ordinal } = find(row);
      if (!of) return '$';
      const steps: string[] = [];
      let path = '';
      const stepOf = (parent: OpenNode, at: number): string => {
        const node = parent.children.at(at);
        return pathStep(node.keyStart < 0 ? at : decodeString(parent.inner.text, node.keyStart, node.keyEnd).value);
      };
      steps.push(stepOf(of, ordinal));
      for (let at: OpenNode | null = of; at; at = at.parent) {
        if (at.inner !== at.document) steps.push('');
        if (at.parent) steps.push(stepOf(at.parent, at.ordinal));
      }
      path = '$';
      for (const step of steps.toReversed()) path = step === '' ? `JSON.parse(${path})` : path + step;
      return path;
    },
  };
}
