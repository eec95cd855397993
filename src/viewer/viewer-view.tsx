/** The viewer's page: what was opened, what is wrong with it, and the panel over it. */
import type { ReadonlySignal, Signal } from '@preact/signals';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { Icon } from '../panel/parts/icon.tsx';
import { t } from '../words/t.ts';
import type { CompareChoice, CompareSource } from './compare-messages.ts';
import type { CompareSession } from './compare-session.ts';
import { CompareView, Progress } from './compare-view.tsx';
import type { Reading, Viewer } from './create-viewer.ts';
import type { Host } from '../panel/state/host.ts';
import type { Recording } from '../recordings/recording.ts';
import type { RecordingsDesk } from './recordings-desk.ts';
import type { Receiving } from './receive.ts';
import { RecordingsView } from './recordings-view.tsx';
import type { Surroundings } from './file-host.ts';
import { FileView } from './file-view.tsx';
import type { Bytes } from '../core/units.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';

export interface ViewerViewProps {
  viewer: Viewer;
  surroundings: Surroundings;
  /** Whether a file is being dragged over the page. */
  dragging: ReadonlySignal<boolean>;
  /** Name of a file that was dropped where it could not be opened. */
  wanted: string | null;
  choose: () => void;
  desk: RecordingsDesk;
  disk: NonNullable<Host['disk']>;
  openRecording: (recording: Recording) => void;
  /** What is being compared; null: nothing is. */
  comparing: Signal<CompareSession | null>;
  /** What a panel hands over to be compared; null: nothing is. */
  receiving: ReadonlySignal<Receiving | null>;
  compare: (left: CompareSource, right: CompareSource, wanted?: Pick<CompareChoice, 'left' | 'right'>) => void;
  /** Compares something with a file that is still to be chosen. */
  compareWithFile: (left: CompareSource) => void;
}

export function ViewerView(props: ViewerViewProps) {
  const { viewer, surroundings, dragging, choose } = props;
  const view = viewer.view.value;
  const session = props.comparing.value;
  const coming = props.receiving.value;
  const leave = (): void => {
    session?.close();
    props.comparing.value = null;
  };
  if (session !== null) {
    return (
      <div class="viewer">
        <CompareView session={session} download={surroundings.download} home={leave} />
      </div>
    );
  }
  if (coming !== null) {
    return (
      <div class="viewer">
        <main class="compare">
          <Progress words={t('readingFile', { name: coming.progress.value.name })} part={coming.progress.value.part} cancel={coming.cancel} />
        </main>
      </div>
    );
  }
  return (
    <div class="viewer">
      <Problem viewer={viewer} />
      {view.kind === 'empty' && <Start {...props} />}
      {view.kind === 'reading' && <ReadingView file={view.file} read={view.reading.read} cancel={viewer.cancel} />}
      {view.kind === 'open' && (
        <FileView
          file={view.file}
          source={view.source}
          surroundings={surroundings}
          choose={choose}
          home={viewer.home}
          recordings={props.desk.recordings}
          compare={props.compare}
          compareWithFile={() => props.compareWithFile(view.source)}
        />
      )}
      {dragging.value && <div class="viewer-drop">{t('viewer.dropHere')}</div>}
    </div>
  );
}

function Start({ wanted, choose, desk, disk, openRecording, compare }: ViewerViewProps) {
  return (
    <main class="viewer-start has-recordings">
      <h1 class="visually-hidden">SSE Scope</h1>
      <EmptyState title={t('viewer.startTitle')} actions={[{ label: t('viewer.open'), onClick: choose }]}>
        {[wanted === null ? t('viewer.startWords.1') : t('viewer.wanted', { name: wanted }), t('viewer.startWords.2'), t('viewer.startWords.3')].map(
          (sentence) => (
            <p key={sentence}>{sentence}</p>
          ),
        )}
      </EmptyState>
      <RecordingsView desk={desk} disk={disk} open={openRecording} compare={compare} />
    </main>
  );
}

/** Always there, so that a screen reader hears of what comes into it. */
function Problem({ viewer }: { viewer: Viewer }) {
  const words = viewer.problem.value;
  return (
    <div class="viewer-problem" role="alert">
      {words !== null && (
        <p class="viewer-line is-error">
          <Icon name="error" />
          <span class="viewer-words">{words}</span>
          <button type="button" class="notice-dismiss" title={t('dismiss')} aria-label={t('dismiss')} onClick={() => (viewer.problem.value = null)}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}

/** A file on its way in: how far, and the way to stop it. */
function ReadingView({ file, read, cancel }: { file: Reading; read: ReadonlySignal<Bytes>; cancel: () => void }) {
  return (
    <main class="viewer-reading">
      <p>{t('readingFile', { name: file.name })}</p>
      <progress max={Math.max(1, file.size)} value={read.value} aria-label={t('readingFile', { name: file.name })} />
      <p>{t('someOf', { part: formatBytes(read.value), whole: formatBytes(file.size) })}</p>
      <button type="button" class="empty-state-action" onClick={cancel}>
        {t('cancel')}
      </button>
    </main>
  );
}
