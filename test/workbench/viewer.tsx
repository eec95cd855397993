/**
 * The viewer in an ordinary page, beside recordings that have only names: `?file=reconnects.ndjson&theme=dark`, a file of `test/files/captures`;
 * with `&compare=` and another file, both side by side.
 */
import '../fixtures/english.ts';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Recording } from '../../src/recordings/recording.ts';
import { startComparing, type CompareSession } from '../../src/viewer/compare-session.ts';
import type { CompareSource } from '../../src/viewer/compare-messages.ts';
import { createViewer } from '../../src/viewer/create-viewer.ts';
import { startReading } from '../../src/viewer/file-reading.ts';
import { createRecordingsDesk } from '../../src/viewer/recordings-desk.ts';
import { ViewerView } from '../../src/viewer/viewer-view.tsx';
import { DEFAULT_DISK } from '../../src/wire/protocol/disk.ts';

const query = new URLSearchParams(location.search);
const theme = signal<'light' | 'dark'>(query.get('theme') === 'dark' ? 'dark' : 'light');
effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

const NOON = Date.parse('2026-03-04T12:00:00Z');
/** As users have them: of one page many, others with titles that are no names. */
const PAGES: readonly (readonly [name: string, title: string, url: string])[] = [
  ['before the deploy', 'Shop', 'https://shop.example/orders'],
  ['', 'Shop', 'https://shop.example/orders'],
  ['', 'Orders of today, with everything that came in since the morning shift – Backoffice of the Shop in Castrop-Rauxel', 'https://shop.example/backoffice'],
  ['', '', 'https://api.example/v1/stream?topic=prices&from=2026-03-04'],
  ['', 'Chat', 'https://chat.example/'],
];
const recordings = PAGES.map(([name, title, url], i): Recording => ({
  id: PAGES.length - i,
  name,
  startedAt: NOON - i * 3_723_456,
  endedAt: NOON - i * 3_723_456 + 60_000,
  page: { url, title },
  generator: 'sse-scope 0.0.0',
  browser: 'Chromium 156',
  connections: i + 1,
  messages: 10 ** i,
  dropped: 0,
  bytes: 40 * 10 ** i,
  length: 300 * 10 ** i,
  complete: i !== 3,
}));

const desk = createRecordingsDesk({
  store: {
    list: async () => recordings,
    live: async () => new Set([PAGES.length]),
    whenOver: () => new Promise(() => undefined),
    rename: async () => undefined,
    remove: async () => undefined,
  },
  read: () => new Blob().stream(),
  download: () => undefined,
});
const worker = (name: 'viewer' | 'compare'): Worker =>
  name === 'viewer'
    ? new Worker(new URL('../../src/viewer/viewer.worker.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('../../src/viewer/compare.worker.ts', import.meta.url), { type: 'module' });
const viewer = createViewer((file) => startReading({ kind: 'open', file }, worker('viewer')));
const comparing = signal<CompareSession | null>(null);
const compare = (left: CompareSource, right: CompareSource): void => void (comparing.value = startComparing(left, right, worker('compare')));

render(
  <ViewerView
    viewer={viewer}
    surroundings={{
      theme,
      settings: { load: async () => null, save: async () => undefined },
      copy: (text) => navigator.clipboard.writeText(text),
      download: () => undefined,
    }}
    dragging={signal(false)}
    wanted={null}
    choose={() => undefined}
    desk={desk}
    disk={{ settings: signal({ ...DEFAULT_DISK, on: true, chosen: true }), save: () => undefined }}
    openRecording={() => undefined}
    comparing={comparing}
    receiving={signal(null)}
    compare={compare}
    compareWithFile={() => undefined}
  />,
  document.getElementById('viewer')!,
);
void desk.refresh();

const fileOf = async (name: string): Promise<File> => new File([await (await fetch(`../files/captures/${name}`)).blob()], name);
const wanted = query.get('file');
const other = query.get('compare');
if (wanted !== null && other !== null) {
  const [left, right] = await Promise.all([fileOf(wanted), fileOf(other)]);
  compare({ kind: 'file', name: wanted, file: left }, { kind: 'file', name: other, file: right });
} else if (wanted !== null) viewer.open([await fileOf(wanted)]);
