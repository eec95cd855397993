/** What the viewer shows: nothing yet, a file being read, or a file. A file that is open stays so until another one is. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isWorthShowing } from './file-facts.ts';
import type { FileReading, OpenedFile } from './file-reading.ts';
import { texts } from './texts.ts';

export type ViewerView = { kind: 'empty' } | { kind: 'reading'; file: File; reading: FileReading } | { kind: 'open'; file: OpenedFile };

export interface Viewer {
  view: ReadonlySignal<ViewerView>;
  /** Why the newest file is not shown; null while all is well. */
  problem: Signal<string | null>;
  /** Reads the first of the files. A file that is being read is let go of. */
  open(files: readonly File[]): void;
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

  const show = (file: OpenedFile): void => {
    if (!isWorthShowing(file.facts)) {
      file.close();
      fail(texts.refused(file.facts));
      return;
    }
    if (stay.kind === 'open') stay.file.close();
    stay = { kind: 'open', file };
    view.value = stay;
  };

  const fail = (words: string): void =>
    batch(() => {
      problem.value = words;
      view.value = stay;
    });

  return {
    view,
    problem,
    open(files) {
      const [file] = files;
      if (file === undefined) {
        problem.value = texts.noFile;
        return;
      }
      cancel();
      problem.value = files.length > 1 ? texts.oneOf(file.name, files.length) : null;
      const reading = read(file);
      const mine: ViewerView = { kind: 'reading', file, reading };
      view.value = mine;
      reading.opened.then(
        (opened) => (view.peek() === mine ? show(opened) : opened.close()),
        (error: unknown) => {
          if (view.peek() !== mine) return;
          reading.cancel();
          fail(texts.failed(file.name, error instanceof Error ? error.message : String(error)));
        },
      );
    },
    cancel,
  };
}
