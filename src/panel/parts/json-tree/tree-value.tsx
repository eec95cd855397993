/** The value of one row of the tree, as it is drawn. */
import { t } from '../../../words/t.ts';
import { MarkedText } from '../marked-text.tsx';
import { decodeString } from './json-text.ts';
import { preview } from './preview.ts';
import type { TreeRow } from './tree-rows.ts';

/** Code units of a string (and of a number) that are drawn in its line. */
export const STRING_SHOWN = 400;
/** Code units of a string that are drawn when the user wants it in full: beyond, the text view is the better place. */
export const STRING_FULL = 20_000;

/** The name of a row within its parent: key or number. Cut as values are. */
export function keyOfRow(row: TreeRow): string {
  if (row.node.keyStart < 0) return String(row.ordinal);
  const { value, cut } = decodeString(row.document.text, row.node.keyStart, row.node.keyEnd, STRING_SHOWN);
  return cut ? `${value}…` : value;
}

export function TreeValue({ row, isFull, onFull }: { row: TreeRow; isFull: boolean; onFull: () => void }) {
  const { node, document } = row;
  switch (node.kind) {
    case 'object':
    case 'array': {
      // Open, the rows below say what is in it.
      const parts = row.isOpen ? preview(document, node, 0).slice(0, 1) : preview(document, node);
      return (
        <span class="tree-preview">
          {parts.map((part, i) => (
            <span key={i} class={`tree-${part.kind}`}>
              <MarkedText text={part.text} />
            </span>
          ))}
        </span>
      );
    }
    case 'string':
      return <StringValue row={row} isFull={isFull} onFull={onFull} />;
    case 'number': {
      const number = document.text.slice(node.start, Math.min(node.end, node.start + STRING_SHOWN));
      return (
        <span class="tree-number">
          <MarkedText text={number} />
          {node.end - node.start > STRING_SHOWN && '…'}
        </span>
      );
    }
    default:
      return <span class="tree-keyword">{node.kind}</span>;
  }
}

function StringValue({ row, isFull, onFull }: { row: TreeRow; isFull: boolean; onFull: () => void }) {
  const { node, document } = row;
  const { value, cut } = decodeString(document.text, node.start, node.end, isFull ? STRING_FULL : STRING_SHOWN);
  const length = node.end - node.start - 2;
  return (
    <>
      <span class="tree-string">
        {'"'}
        {/* In full, line breaks break lines. */}
        {isFull ? value : <MarkedText text={value} />}
        {cut ? '…' : '"'}
      </span>
      {row.nested && <span class="tree-holds-json">JSON</span>}
      {(cut || isFull || value.includes('\n')) && (
        <button type="button" class="tree-more" tabIndex={-1} onClick={onFull}>
          {isFull ? t('tree.showLess') : t('tree.showAll', { length })}
        </button>
      )}
      {isFull && cut && <span class="tree-left">{t('tree.more', { left: length - value.length })}</span>}
    </>
  );
}
