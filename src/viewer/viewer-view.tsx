/** The viewer's page: what was opened, what is wrong with it, and the panel over it. */
import type { ReadonlySignal } from '@preact/signals';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { Icon } from '../panel/parts/icon.tsx';
import type { Viewer } from './create-viewer.ts';
import type { Host } from '../panel/state/host.ts';
import type { Recording } from '../recordings/recording.ts';
import type { RecordingsDesk } from './recordings-desk.ts';
import { RecordingsView } from './recordings-view.tsx';
import type { Surroundings } from './file-host.ts';
import { FileView } from './file-view.tsx';
import { ReadingView } from './reading-view.tsx';
import { texts } from './texts.ts';

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
}

export function ViewerView(props: ViewerViewProps) {
  const { viewer, surroundings, dragging, choose } = props;
  const view = viewer.view.value;
  return (
    <div class="viewer">
      <Problem viewer={viewer} />
      {view.kind === 'empty' && <Start {...props} />}
      {view.kind === 'reading' && <ReadingView file={view.file} read={view.reading.read} cancel={viewer.cancel} />}
      {view.kind === 'open' && <FileView file={view.file} surroundings={surroundings} choose={choose} home={viewer.home} />}
      {dragging.value && <div class="viewer-drop">{texts.dropHere}</div>}
    </div>
  );
}

function Start({ wanted, choose, desk, disk, openRecording }: ViewerViewProps) {
  return (
    <main class="viewer-start has-recordings">
      <h1 class="visually-hidden">{texts.product}</h1>
      <EmptyState title={texts.startTitle} actions={[{ label: texts.open, onClick: choose }]}>
        {(wanted === null ? texts.startWords : [texts.wanted(wanted), ...texts.startWords.slice(1)]).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </EmptyState>
      <RecordingsView desk={desk} disk={disk} open={openRecording} />
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
          <button type="button" class="notice-dismiss" title={texts.dismiss} aria-label={texts.dismiss} onClick={() => (viewer.problem.value = null)}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}
