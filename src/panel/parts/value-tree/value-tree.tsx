/** A small JSON value as a tree of disclosures, which the browser opens and closes: what is closed is not drawn. For documents of any size there is `json-tree`. */
import './value-tree.css';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../visible-text.tsx';

/** Members of one value that are drawn at once; more on demand. */
const SHOWN = 100;
/** Code units of a text that are drawn at once. */
const TEXT = 2000;
/** Code units of a closed value's preview. */
const PREVIEW = 80;

export interface ValueTreeProps {
  value: unknown;
  /** The member that it is; missing: the value as a whole. */
  name?: string;
  open?: boolean;
  /** JSON pointer of the value. */
  path?: string;
  /** Paths that are marked: what the last message changed. */
  marked?: ReadonlySet<string>;
}

export function ValueTree({ value, name, open = false, path = '', marked }: ValueTreeProps) {
  const isMarked = marked?.has(path) === true;
  const label = name === undefined ? null : <span class="value-name">{name}</span>;
  if (typeof value !== 'object' || value === null)
    return (
      <div class={isMarked ? 'value-row is-marked' : 'value-row'}>
        {label}
        <Scalar value={value} />
      </div>
    );
  return <Members key={path} {...{ value, label, open, path, marked, isMarked }} />;
}

function Members({
  value,
  label,
  open,
  path,
  marked,
  isMarked,
}: {
  value: object;
  label: JSX.Element | null;
  open: boolean;
  path: string;
  marked: ReadonlySet<string> | undefined;
  isMarked: boolean;
}) {
  const isOpen = useSignal(open);
  const shown = useSignal(SHOWN);
  const keys = Object.keys(value);
  return (
    <details class="value-tree" open={isOpen.value} onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary class={isMarked ? 'value-row is-marked' : 'value-row'}>
        {label}
        <span class="value-preview">{isOpen.value ? Array.isArray(value) ? `[${keys.length}]` : '{}' : <VisibleText text={preview(value)} />}</span>
      </summary>
      {isOpen.value &&
        keys
          .slice(0, shown.value)
          .map((key) => (
            <ValueTree key={key} name={key} value={(value as Record<string, unknown>)[key]} path={`${path}/${pointerPart(key)}`} marked={marked} />
          ))}
      {isOpen.value && keys.length > shown.value && (
        <button type="button" class="value-more" onClick={() => (shown.value += SHOWN)}>
          {t('decoded.moreMembers', { count: keys.length - shown.value })}
        </button>
      )}
    </details>
  );
}

function Scalar({ value }: { value: unknown }) {
  const isWhole = useSignal(false);
  if (typeof value !== 'string') return <span class={`value-${value === null ? 'null' : typeof value}`}>{String(value)}</span>;
  const isCut = value.length > TEXT && !isWhole.value;
  return (
    <>
      <span class="value-string">
        <VisibleText text={isCut ? value.slice(0, TEXT) : value} />
      </span>
      {isCut && (
        <button type="button" class="value-more" onClick={() => (isWhole.value = true)}>
          {t('decoded.wholeText', { count: value.length })}
        </button>
      )}
    </>
  );
}

/** What a closed value holds, in one line: of a long one its begin, without writing all of it. */
export function preview(value: unknown): string {
  let text = '';
  const write = (one: unknown, depth: number): void => {
    if (text.length > PREVIEW) return;
    if (typeof one === 'string') text += JSON.stringify(one.slice(0, PREVIEW));
    else if (typeof one !== 'object' || one === null) text += String(one);
    else if (depth > 3) text += '…';
    else {
      const isList = Array.isArray(one);
      text += isList ? '[' : '{';
      let first = true;
      for (const key of Object.keys(one)) {
        if (text.length > PREVIEW) break;
        text += `${first ? '' : ', '}${isList ? '' : `${key}: `}`;
        first = false;
        write((one as Record<string, unknown>)[key], depth + 1);
      }
      text += isList ? ']' : '}';
    }
  };
  write(value, 0);
  return text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
}

/** [spec] RFC 6901: `~` is written `~0`, `/` is written `~1`. */
function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
