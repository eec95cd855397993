/** An open file: its label, what is wrong with it, and the panel over it. */
import { useEffect, useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { Icon } from '../panel/parts/icon.tsx';
import { MenuButton, type MenuGroup, type MenuItem } from '../panel/parts/menu.tsx';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import { mountPanel } from '../panel/mount-panel.tsx';
import type { Recording } from '../recordings/recording.ts';
import { t } from '../words/t.ts';
import type { CompareChoice, CompareSource } from './compare-messages.ts';
import type { FileFacts } from './file-facts.ts';
import { createFileHost, type Surroundings } from './file-host.ts';
import type { OpenedFile } from './file-reading.ts';
import { remarksOf, stopOf } from './remarks.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';
import { IMPORT_FORMATS } from '../core/import/sniff.ts';
import { recordedAt, recordingName } from './recording-name.ts';

/** Recordings that are offered for a comparison, the newest: more can be chosen in the list of recordings. */
const MAX_OFFERED = 12;

export interface FileViewProps {
  file: OpenedFile;
  surroundings: Surroundings;
  choose: () => void;
  /** Leaves it for the list of recordings. */
  home: () => void;
  /** Where it is from. */
  source: CompareSource;
  recordings: ReadonlySignal<readonly Recording[] | null>;
  compare: (left: CompareSource, right: CompareSource, wanted?: Pick<CompareChoice, 'left' | 'right'>) => void;
  /** Compares it with a file that is still to be chosen. */
  compareWithFile: () => void;
}

export function FileView({ file, surroundings, ...bar }: FileViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const { source } = bar;
  useEffect(() => {
    const end = new AbortController();
    if (place.current !== null)
      mountPanel(
        place.current,
        createFileHost(file, surroundings, ({ left, right }) => (right === null ? bar.compareWithFile() : bar.compare(source, source, { left, right }))),
        end.signal,
      );
    const before = document.title;
    document.title = t('viewer.titleOf', { name: file.facts.name });
    return () => {
      end.abort();
      document.title = before;
    };
  }, [file, surroundings]);

  return (
    <>
      <FileBar facts={file.facts} {...bar} />
      {file.facts.error !== null && (
        <p class="viewer-line is-error" role="alert">
          <Icon name="error" />
          <span class="viewer-words">{stopOf(file.facts)}</span>
        </p>
      )}
      <div class="viewer-panel" ref={place} />
    </>
  );
}

function FileBar({ facts, source, recordings, choose, home, compare, compareWithFile }: Omit<FileViewProps, 'file' | 'surroundings'> & { facts: FileFacts }) {
  const { header } = facts;
  const remarks = remarksOf(facts);
  const page = header === null ? '' : header.page.url || header.page.title;
  return (
    <section class="viewer-bar" aria-label={t('viewer.bar')}>
      <div class="viewer-bar-line">
        <span class="viewer-mark">{facts.recording ? t('recordings.mark') : t('viewer.fileMark')}</span>
        <strong class="viewer-name" title={facts.name}>
          {facts.name}
        </strong>
        <span class="viewer-facts">
          {!facts.recording && <span class="viewer-fact">{facts.format === null ? '' : IMPORT_FORMATS[facts.format]}</span>}
          <span class="viewer-fact">{formatBytes(facts.size)}</span>
          {page !== '' && page !== facts.name && (
            <span class="viewer-fact is-long" title={page}>
              {t('viewer.recorded', { page })}
            </span>
          )}
          {header !== null && facts.timesKnown && (
            <span class="viewer-fact is-long">{[header.generator || header.browser, header.createdAt].filter((part) => part !== '').join(', ')}</span>
          )}
        </span>
        <MenuButton label={t('viewer.compareWith')} icon="split" groups={() => compareTargets(source, recordings.peek() ?? [], compare, compareWithFile)} />
        <ToolbarButton label={t('recordings.back')} icon="columns" onClick={home} />
        <ToolbarButton label={t('viewer.open')} shortcut="Ctrl+O" onClick={choose}>
          {t('viewer.open')}
        </ToolbarButton>
      </div>
      {remarks.length > 0 && (
        <details class="viewer-remarks">
          <summary>
            {t('viewer.remarks', { count: remarks.length })}
            <span class="viewer-first">{remarks[0]}</span>
          </summary>
          <ul aria-label={t('viewer.remarksLabel')}>
            {remarks.map((remark, index) => (
              <li key={index}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function compareTargets(source: CompareSource, recordings: readonly Recording[], compare: FileViewProps['compare'], compareWithFile: () => void): MenuGroup[] {
  const others = recordings.filter(({ id }) => source.kind !== 'recording' || source.id !== id).slice(0, MAX_OFFERED);
  const items = others.map((recording): MenuItem => {
    const { id, startedAt } = recording;
    const name = recordingName(recording);
    const onChoose = (): void => compare(source, { kind: 'recording', name, id });
    return { kind: 'action', label: name, detail: recordedAt(startedAt), onChoose };
  });
  return [
    { label: '', items: [{ kind: 'action', label: t('viewer.compareWithFile'), onChoose: compareWithFile }] },
    ...(items.length === 0 ? [] : [{ label: t('recordings.title'), items }]),
  ];
}
