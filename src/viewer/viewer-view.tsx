/** The viewer's page: what was opened, what is wrong with it, and the panel over it. */
import type { ReadonlySignal } from '@preact/signals';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { Icon } from '../panel/parts/icon.tsx';
import type { Viewer } from './create-viewer.ts';
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
}

export function ViewerView({ viewer, surroundings, dragging, wanted, choose }: ViewerViewProps) {
  const view = viewer.view.value;
  return (
    <div class="viewer">
      <Problem viewer={viewer} />
      {view.kind === 'empty' && <Start wanted={wanted} choose={choose} />}
      {view.kind === 'reading' && <ReadingView file={view.file} read={view.reading.read} cancel={viewer.cancel} />}
      {view.kind === 'open' && <FileView file={view.file} surroundings={surroundings} choose={choose} />}
      {dragging.value && <div class="viewer-drop">{texts.dropHere}</div>}
    </div>
  );
}

function Start({ wanted, choose }: { wanted: string | null; choose: () => void }) {
  return (
    <main class="viewer-start">
      <h1 class="visually-hidden">{texts.product}</h1>
      <EmptyState title={texts.startTitle} actions={[{ label: texts.open, onClick: choose }]}>
        {(wanted === null ? texts.startWords : [texts.wanted(wanted), ...texts.startWords.slice(1)]).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </EmptyState>
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
