/** The three ways to look at the data of a message. */
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MessageDetail } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { formatClock } from '../../parts/format-time.ts';
import { JsonTree, type JsonTreeHandle } from '../../parts/json-tree/json-tree.tsx';
import type { JsonScan } from '../../parts/json-tree/scan-json.ts';
import { CHANGED_LINES, COMPARED_LENGTH, diffTexts } from '../../parts/text-diff/diff-texts.ts';
import { TextDiff } from '../../parts/text-diff/text-diff.tsx';
import { lineAndColumn } from '../../parts/text-view/text-lines.ts';
import { TextView } from '../../parts/text-view/text-view.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { formatBytes } from '../../parts/format-bytes.ts';

/** Code units of the data that are shown before and after a fault. */
const AROUND_FAULT = 30;

export interface DataAsTreeProps {
  scan: JsonScan;
  data: string;
  handle: RefObject<JsonTreeHandle | null>;
  onCopy: (text: string) => void;
  onText: () => void;
  onExpanded: (whole: boolean) => void;
  onEscape: () => void;
}

export function DataAsTree({ scan, data, handle, onCopy, onText, onExpanded, onEscape }: DataAsTreeProps) {
  if (scan.ok) {
    return <JsonTree document={scan.document} label={t('messages.detail.tree')} handle={handle} onCopy={onCopy} onExpanded={onExpanded} onEscape={onEscape} />;
  }
  const { reason, offset } = scan.fault;
  const { line, column } = lineAndColumn(data, offset);
  return (
    <EmptyState title={t('messages.notJson.title')} icon="info" actions={[{ label: t('messages.notJson.asText'), onClick: onText }]}>
      <p>{t('messages.notJson.where', { fault: t(`messages.faults.${reason}`), offset, line, column })}</p>
      {data !== '' && (
        <p class="message-fault">
          <VisibleText text={data.slice(Math.max(0, offset - AROUND_FAULT), offset)} />
          <mark>{offset < data.length ? <VisibleText text={data.charAt(offset)} /> : ' '}</mark>
          <VisibleText text={data.slice(offset + 1, offset + AROUND_FAULT)} />
        </p>
      )}
    </EmptyState>
  );
}

export function DataAsText({ data, onEscape }: { data: string; onEscape: () => void }) {
  if (data === '') return <EmptyState title={t('messages.detail.emptyData')} />;
  return <TextView text={data} label={t('text')} onEscape={onEscape} />;
}

/** Compared with the message of the same type before it on the same connection; or with one that the user has chosen. */
export function DataAsDifference({ detail, isChosen, onEscape }: { detail: MessageDetail; isChosen: boolean; onEscape: () => void }) {
  const { previous, data, type } = detail;
  const difference = useMemo(() => (previous ? diffTexts(previous.data, data) : null), [previous, data]);
  if (!previous || !difference) {
    return (
      <EmptyState title={t('messages.difference.first')}>
        <p>
          <VisibleText text={t('messages.difference.firstWords', { type })} />
        </p>
      </EmptyState>
    );
  }
  switch (difference.kind) {
    case 'equal':
      return (
        <EmptyState title={t('messages.difference.equal')}>
          {t(isChosen ? 'messages.difference.equalChosen' : 'messages.difference.equalWords', { at: formatClock(previous.at) })}
        </EmptyState>
      );
    case 'too-long':
      return <EmptyState title={t('messages.difference.tooLong')}>{t('messages.difference.tooLongWords', { limit: formatBytes(COMPARED_LENGTH) })}</EmptyState>;
    case 'too-different':
      return <EmptyState title={t('messages.difference.tooDifferent')}>{t('messages.difference.tooDifferentWords', { limit: CHANGED_LINES })}</EmptyState>;
    case 'lines':
      return (
        <>
          <div class="message-difference-head">
            <span>{t('messages.difference.summary', { removed: difference.removed, added: difference.added, at: formatClock(previous.at) })}</span>
            {difference.asJson && <span>{t('messages.difference.asJson')}</span>}
          </div>
          <TextDiff lines={difference.lines} label={t('messages.detail.difference')} onEscape={onEscape} />
        </>
      );
  }
}
