/**
 * Entry of the viewer: plugs the browser into the viewer, and the viewer into its page.
 *
 * `?dropped=NAME`: this file was dropped on the panel; `?recording=ID`: show that one; `?compare=TOKEN`: a panel hands over
 * what is to be compared.
 */
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { watchDiskSettings } from '../panel/host/disk-settings.ts';
import { copyText } from '../panel/host/copy-text.ts';
import { saveFile } from '../panel/host/save-file.ts';
import { storedSettings } from '../panel/host/stored-settings.ts';
import { watchTheme } from '../panel/host/theme.ts';
import { readRecording } from '../recordings/read-recording.ts';
import type { Recording } from '../recordings/recording.ts';
import { createRecordingStore } from '../recordings/store.ts';
import { RECORDINGS_CHANNEL } from '../wire/protocol/disk.ts';
import { handOverChannel } from '../wire/protocol/hand-over.ts';
import { language, t } from '../words/t.ts';
import { chooseFile } from './choose-file.ts';
import type { CompareChoice, CompareSource } from './compare-messages.ts';
import { startComparing, type CompareSession } from './compare-session.ts';
import { createViewer } from './create-viewer.ts';
import { watchDrops } from './file-drop.ts';
import { startReading } from './file-reading.ts';
import { receive, type Receiving } from './receive.ts';
import { createRecordingsDesk } from './recordings-desk.ts';
import { ViewerView } from './viewer-view.tsx';
import { recordingName } from './recording-name.ts';

document.documentElement.lang = language();
document.title = t('viewer.title');

const end = new AbortController();
const theme = watchTheme();
const startWorker = (): Worker => new Worker(new URL('./viewer.worker.ts', import.meta.url), { type: 'module' });
const viewer = createViewer((file) => startReading({ kind: 'open', file }, startWorker()));
const desk = createRecordingsDesk({ store: createRecordingStore(), read: (recording) => readRecording(recording, { redact: true }), download: saveFile });
const openRecording = (recording: Recording): void => {
  const name = recordingName(recording);
  viewer.read({ name, size: recording.length, source: { kind: 'recording', name, id: recording.id } }, () =>
    startReading({ kind: 'open-recording', id: recording.id, name }, startWorker()),
  );
};
new BroadcastChannel(RECORDINGS_CHANNEL).onmessage = () => void desk.refresh();
document.addEventListener('visibilitychange', () => void desk.refresh());
const comparing = signal<CompareSession | null>(null);
const compare = (left: CompareSource, right: CompareSource, wanted?: Pick<CompareChoice, 'left' | 'right'>): void => {
  comparing.peek()?.close();
  comparing.value = startComparing(left, right, new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' }), wanted);
};
/** What a panel hands over; null: nothing is. */
const receiving = signal<Receiving | null>(null);
const compareWithFile = (left: CompareSource): void =>
  chooseFile(([file]) => {
    if (file !== undefined) compare(left, { kind: 'file', name: file.name, file });
  });
const choose = (): void => chooseFile(viewer.open);
const dragging = watchDrops(document, viewer.open, end.signal);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'o') return;
  event.preventDefault();
  choose();
});

const root = document.getElementById('viewer');
if (root !== null) {
  const surroundings = { theme, settings: storedSettings, copy: copyText, download: saveFile };
  const parameters = new URLSearchParams(location.search);
  const wanted = parameters.get('dropped');
  const disk = watchDiskSettings();
  render(
    <ViewerView
      viewer={viewer}
      surroundings={surroundings}
      dragging={dragging}
      wanted={wanted}
      choose={choose}
      desk={desk}
      disk={disk}
      openRecording={openRecording}
      comparing={comparing}
      receiving={receiving}
      compare={compare}
      compareWithFile={compareWithFile}
    />,
    root,
  );
  const token = parameters.get('compare');
  if (token !== null) receiveFrom(token);
  void desk.refresh().then(() => openWanted(Number(parameters.get('recording'))));
}

function receiveFrom(token: string): void {
  const coming = receive(new BroadcastChannel(handOverChannel(token)), (run, after) => void setTimeout(run, after));
  receiving.value = coming;
  coming.received
    .then(
      (received) => {
        if (received === null) viewer.problem.value = t('viewer.panelGone');
        else if (received.right === null) viewer.open([received.file]);
        else {
          const { file, left, right } = received;
          const source: CompareSource = { kind: 'file', name: file.name, file };
          compare(source, source, { left, right });
        }
      },
      (error: unknown) => (viewer.problem.value = t('recordings.failed', { reason: error instanceof Error ? error.message : String(error) })),
    )
    .finally(() => (receiving.value = null));
}

function openWanted(id: number): void {
  if (id === 0) return;
  const recording = desk.recordings.peek()?.find((one) => one.id === id);
  if (recording !== undefined) openRecording(recording);
  else viewer.problem.value = t('viewer.failed', { name: recordingName({ id, name: '', page: { url: '', title: '' } }), reason: t('recordings.gone') });
}
