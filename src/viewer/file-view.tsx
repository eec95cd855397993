/** An open file: its label, what is wrong with it, and the panel over it. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../panel/parts/icon.tsx';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import { mountPanel } from '../panel/mount-panel.tsx';
import type { FileFacts } from './file-facts.ts';
import { createFileHost, type Surroundings } from './file-host.ts';
import type { OpenedFile } from './file-reading.ts';
import { recordingTexts } from './recording-texts.ts';
import { remarksOf } from './remarks.ts';
import { texts } from './texts.ts';

export interface FileViewProps {
  file: OpenedFile;
  surroundings: Surroundings;
  choose: () => void;
  /** Leaves it for the list of recordings. */
  home: () => void;
  /** Compares it with a file. */
  compare: () => void;
}

export function FileView({ file, surroundings, choose, home, compare }: FileViewProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const end = new AbortController();
    if (place.current !== null) mountPanel(place.current, createFileHost(file, surroundings), end.signal);
    const before = document.title;
    document.title = texts.titleOf(file.facts.name);
    return () => {
      end.abort();
      document.title = before;
    };
  }, [file, surroundings]);

  return (
    <>
      <FileBar facts={file.facts} choose={choose} home={home} compare={compare} />
      {file.facts.error !== null && (
        <p class="viewer-line is-error" role="alert">
          <Icon name="error" />
          <span class="viewer-words">{texts.stoppedAt(file.facts)}</span>
        </p>
      )}
      <div class="viewer-panel" ref={place} />
    </>
  );
}

function FileBar({ facts, choose, home, compare }: Omit<FileViewProps, 'file' | 'surroundings'> & { facts: FileFacts }) {
  const { header } = facts;
  const remarks = remarksOf(facts);
  const page = header === null ? '' : header.page.url || header.page.title;
  return (
    <section class="viewer-bar" aria-label={texts.bar}>
      <div class="viewer-bar-line">
        <span class="viewer-mark">{facts.recording ? recordingTexts.mark : texts.fileMark}</span>
        <strong class="viewer-name" title={facts.name}>
          {facts.name}
        </strong>
        {!facts.recording && <span class="viewer-fact">{texts.format(facts.format)}</span>}
        <span class="viewer-fact">{texts.size(facts.size)}</span>
        {page !== '' && page !== facts.name && (
          <span class="viewer-fact is-long" title={page}>
            {texts.recorded(page)}
          </span>
        )}
        {header !== null && facts.timesKnown && <span class="viewer-fact is-long">{texts.written(header.generator || header.browser, header.createdAt)}</span>}
        <span class="viewer-space" />
        <ToolbarButton label={texts.compareWith} icon="split" onClick={compare} />
        <ToolbarButton label={recordingTexts.back} icon="columns" onClick={home} />
        <ToolbarButton label={texts.open} shortcut={texts.shortcut} onClick={choose}>
          {texts.open}
        </ToolbarButton>
      </div>
      {remarks.length > 0 && (
        <details class="viewer-remarks">
          <summary>
            {texts.remarks(remarks.length)}
            <span class="viewer-first">{remarks[0]}</span>
          </summary>
          <ul aria-label={texts.remarksLabel}>
            {remarks.map((remark, index) => (
              <li key={index}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
