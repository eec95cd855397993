/** What the viewer shows: nothing yet, a file being read, or a file. A file that is open stays so until another one is. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Bytes } from '../core/units.ts';
import { t } from '../words/t.ts';
import type { CompareSource } from './compare-messages.ts';
import { isWorthShowing } from './file-facts.ts';
import type { FileReading, OpenedFile } from './file-reading.ts';
import { refusalOf } from './remarks.ts';

export type ViewerView =
  | { kind: 'empty' }
  | { kind: 'reading'; file: Reading; reading: FileReading }
  | { kind: 'open'; file: OpenedFile; source: CompareSource };

/** What is being read. */
export interface Reading {
  name: string;
  size: Bytes;
  /** Where it can be read once more. */
  source: CompareSource;
}

export interface Viewer {
  view: ReadonlySignal<ViewerView>;
  /** Why the newest file is not shown; null while all is well. */
  problem: Signal<string | null>;
  /** Reads the first of the files. A file that is being read is let go of. */
  open(files: readonly File[]): void;
  /** Reads something else that becomes a file; `start` begins. */
  read(what: Reading, start: () => FileReading): void;
  /** Lets go of whatever is there. */
  home(): void;
  /** Lets go of the file that is being read, and shows what was there before. */
  cancel(): void;
}

/** @param read starts reading a file, in a worker of its own. */
export function createViewer(read: (file: File) => FileReading): Viewer {
  const view = signal<ViewerView>({ kind: 'empty' });
  const problem = signal<string | null>(null);
  /** What comes back when a reading leads to nothing. */
  let stay: Exclude<ViewerView, { kind: 'reading' }> = { kind: 'empty' };

  const cancel = (): void => {
    const now = view.peek();
    if (now.kind !== 'reading') return;
    now.reading.cancel();
    view.value = stay;
  };

  const show = (file: OpenedFile, source: CompareSource): void => {
    if (!isWorthShowing(file.facts)) {
      file.close();
      fail(refusalOf(file.facts));
      return;
    }
    if (stay.kind === 'open') stay.file.close();
    stay = { kind: 'open', file, source };
    view.value = stay;
  };

  const fail = (words: string): void =>
    batch(() => {
      problem.value = words;
      view.value = stay;
    });

  const start = (what: Reading, begin: () => FileReading): void => {
    cancel();
    problem.value = null;
    const reading = begin();
    const mine: ViewerView = { kind: 'reading', file: what, reading };
    view.value = mine;
    reading.opened.then(
      (opened) => (view.peek() === mine ? show(opened, what.source) : opened.close()),
      (error: unknown) => {
        if (view.peek() !== mine) return;
        reading.cancel();
        fail(t('viewer.failed', { name: what.name, reason: error instanceof Error ? error.message : String(error) }));
      },
    );
  };

  return {
    view,
    problem,
    open(files) {
      const [file] = files;
      if (file === undefined) {
        problem.value = t('viewer.noFile');
        return;
      }
      start({ name: file.name, size: file.size, source: { kind: 'file', name: file.name, file } }, () => read(file));
      problem.value = files.length > 1 ? t('viewer.oneOf', { name: file.name, count: files.length }) : null;
    },
    read: start,
    home() {
      cancel();
      if (stay.kind === 'open') stay.file.close();
      stay = { kind: 'empty' };
      batch(() => {
        problem.value = null;
        view.value = stay;
      });
    },
    cancel,
  };
}
