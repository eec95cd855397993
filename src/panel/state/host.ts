/** What the panel may ask of its surroundings. The real one is in `panel/host`; tests and the workbench bring their own. */
import type { ReadonlySignal } from '@preact/signals';
import type { ExportMeta } from '../../core/export/job.ts';
import type { ConnectionId, EpochMs, TabId } from '../../core/units.ts';
import type { DiskSettings } from '../../wire/protocol/disk.ts';
import type { Ask } from '../../recorder/questions/questions.ts';

export interface Host {
  /** Asks the recorder of the inspected tab. */
  ask: Ask;
  /** Calls `listener` with the capture's version whenever it has changed, some twenty times a second at most. */
  onVersion(listener: (version: number) => void, signal: AbortSignal): void;
  theme: ReadonlySignal<'light' | 'dark'>;
  /** False while another DevTools panel is in front: then nothing is asked and nothing drawn. */
  visible: ReadonlySignal<boolean>;
  browser: 'chromium' | 'firefox';
  /** The inspected page, as of its last navigation. */
  page: ReadonlySignal<{ url: string; title: string }>;
  now(): EpochMs;
  /** A small JSON value that outlives the panel. `load` gives what was saved, unchecked, or undefined. */
  settings: { load(): Promise<unknown>; save(value: unknown): Promise<void> };
  /** Where the user stood, unchecked: outlives this document, not the toolbox. `load` may never settle. Missing: the document lives as long. */
  place?: { load(): Promise<unknown>; save(value: unknown): void };
  copy(text: string): Promise<void>;
  download(name: string, content: Blob): void;
  /** Of what program, browser and page a file tells that is made now. */
  exportMeta(): Promise<ExportMeta>;
  reloadPage(): void;
  /** Set when what is shown comes from a file: nothing is recorded, and nothing can be cleared. Missing: it is live. */
  readonly file?: ReadonlySignal<HostFile>;
  /** What is kept on the disk, by the user's settings. Missing: nothing is. */
  readonly disk?: { settings: ReadonlySignal<DiskSettings>; save(settings: DiskSettings): void };
  /**
   * Opens the page that shows recordings and capture files. `dropped` names a file that was dropped here and that cannot be handed over: that page asks for
   * it again. Missing: there is no such page, or this is it.
   */
  openViewer?(dropped?: string): void;
  /** Shows a comparison, on a page of its own. Missing: there is no such page. */
  compare?(wish: CompareWish): void;
  /** Tells `listener` who holds connections to which origins, in all tabs: now and with every change. Missing: nobody can say. */
  watchCensus?(listener: (holders: readonly SlotHolder[]) => void, signal: AbortSignal): void;
  /** Shows another tab. */
  goToTab?(tabId: TabId): void;
  /** Something about these surroundings that the user has to know; null while there is nothing. Missing: there never is. */
  readonly trouble?: ReadonlySignal<HostTrouble | null>;
}

/** Two connections that are to be compared; or one (`right` null) with something that is chosen on that page. */
export interface CompareWish {
  /** What both are of, for people. */
  name: string;
  left: ConnectionId;
  right: ConnectionId | null;
  /** Makes a capture file that has both; `onProgress` is told the part that is done. Called when it is wanted, and once more if that page is loaded again. */
  make(onProgress: (part: number) => void, end: AbortSignal): Promise<Blob>;
}

/** Connections that one tab holds to one origin. */
export interface SlotHolder {
  origin: string;
  /** -1: shared and service workers, which are no tab's. */
  tabId: TabId;
  /** It is the inspected tab. */
  isThis: boolean;
  title: string;
  open: number;
}

/** The file that is shown. */
export interface HostFile {
  name: string;
}

/**
 * - `no-recorder`: the worker that holds the capture did not start or has died; `detail` is the browser's own message.
 * - `no-access`: the user has taken away the permission to see what pages do (Firefox); `detail` is empty.
 * - `plain-tab`: the panel is open as an ordinary tab, so it shows what DevTools on the inspected tab records, if it is open there.
 */
export interface HostTrouble {
  kind: 'no-recorder' | 'no-access' | 'plain-tab';
  detail: string;
}
