/** Which format, of what, and with credentials or without; then the progress, and what was taken out, until the browser has the file. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ExportFormatName } from '../../../core/export/formats.ts';
import { t } from '../../../words/t.ts';
import { Dialog } from '../../parts/dialog.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useAnswer } from '../request/use-answer.ts';
import { ExportForm, type ExportWish } from './export-form.tsx';
import { fileNames } from './file-name.ts';
import { pullExport, type ExportProgress } from './pull-export.ts';
import { SaveFiles, type MadeFiles } from './save-files.tsx';
import { formatBytes } from '../../parts/format-bytes.ts';

/** What was exported last is the most likely to be wanted again, as long as the panel is open. */
let lastFormat: ExportFormatName = 'ndjson';

export function ExportDialog({ state, onClose }: { state: PanelState; onClose: () => void }) {
  const filter = state.filter.value;
  const isFiltered = Object.keys(filter).length > 0;
  const shown = useAnswer(state, JSON.stringify(filter), () => state.host.ask('messages', { filter, from: 0, to: 0 }));
  const progress = useSignal<ExportProgress | null>(null);
  const failure = useSignal<string | null>(null);
  const made = useSignal<MadeFiles | null>(null);
  const wish = useSignal<ExportWish>({ format: lastFormat, scope: isFiltered ? 'filtered' : 'everything', credentials: false, byteOrderMark: false });
  const end = useRef(new AbortController());
  // Closed by whatever means, or gone with the panel: the export ends.
  useEffect(() => {
    const stop = (): void => end.current.abort();
    addEventListener('pagehide', stop);
    return () => {
      removeEventListener('pagehide', stop);
      stop();
    };
  }, []);

  const hand = ({ name, content }: MadeFiles['files'][number]): void => state.host.download(name, content);
  const make = async (signal: AbortSignal): Promise<MadeFiles> => {
    const { format, scope, credentials, byteOrderMark } = wish.peek();
    const { host } = state;
    const meta = await host.exportMeta();
    const { name, beside } = fileNames(meta.page.url, meta.createdAt, format);
    const request = {
      format,
      filter: scope === 'filtered' ? filter : {},
      redact: !credentials,
      byteOrderMark: format === 'csv' && byteOrderMark,
      meta,
      beside,
    };
    const onProgress = (reached: ExportProgress): void => void (progress.value = reached);
    const pull = (isBeside: boolean) => pullExport(host.ask, { request: { ...request, isBeside }, onProgress, now: () => host.now() }, signal);
    const { file, taken } = await pull(false);
    if (beside === undefined) return { files: [{ name, content: file }], taken };
    // A test says nothing of the capture but the URL of its page, which its data says, too.
    const data = await pull(true);
    return {
      files: [
        { name, content: file },
        { name: beside, content: data.file },
      ],
      taken: data.taken,
    };
  };
  const save = async (): Promise<void> => {
    const { signal } = (end.current = new AbortController());
    lastFormat = wish.peek().format;
    failure.value = null;
    progress.value = { searching: true, done: 0, total: 0, size: 0 };
    try {
      const { files, taken } = await make(signal);
      signal.throwIfAborted();
      if (files.length > 1 || taken.length > 0) made.value = { files, taken };
      else {
        files.forEach(hand);
        onClose();
      }
    } catch (error) {
      if (!signal.aborted) failure.value = t('export.failed', { reason: error instanceof Error ? error.message : String(error) });
    }
    progress.value = null;
  };

  return (
    <Dialog title={t('export')} closeLabel={t('close')} onClose={onClose}>
      {made.value !== null ? (
        <SaveFiles {...made.value} onSave={hand} onDone={onClose} onCancel={() => (made.value = null)} />
      ) : progress.value === null ? (
        <ExportForm
          wish={wish}
          filtered={!isFiltered ? null : shown.kind === 'answer' ? shown.value : { total: 0, complete: false }}
          everything={state.overview.value?.messages ?? 0}
          failure={failure.value}
          onSave={() => void save()}
        />
      ) : (
        <Progress {...progress.value} onCancel={() => end.current.abort()} />
      )}
    </Dialog>
  );
}

function Progress({ searching, done, total, size, onCancel }: ExportProgress & { onCancel: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div class="export-progress">
      <progress aria-label={t('export.progressLabel')} {...(searching ? {} : { value: done, max: Math.max(1, total) })} />
      <p>
        {searching
          ? t('export.searching', { found: total })
          : t('export.progress', { done, messages: t('count.messages', { count: total }), size: formatBytes(size) })}
      </p>
      <button type="button" class="export-action" ref={cancel} onClick={onCancel}>
        {t('cancel')}
      </button>
    </div>
  );
}
