/** Entry of the viewer: plugs the browser into the viewer, and the viewer into its page. `?dropped=NAME`: this file was dropped on the panel. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { copyText } from '../panel/host/copy-text.ts';
import { saveFile } from '../panel/host/save-file.ts';
import { storedSettings } from '../panel/host/stored-settings.ts';
import { watchTheme } from '../panel/host/theme.ts';
import { language } from '../words/say.ts';
import { chooseFile } from './choose-file.ts';
import { createViewer } from './create-viewer.ts';
import { watchDrops } from './file-drop.ts';
import { startReading } from './file-reading.ts';
import { texts } from './texts.ts';
import { ViewerView } from './viewer-view.tsx';

document.documentElement.lang = language();
document.title = texts.title;

const end = new AbortController();
const theme = watchTheme();
const viewer = createViewer((file) => startReading(file, new Worker(new URL('./viewer.worker.ts', import.meta.url), { type: 'module' })));
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
  const wanted = new URLSearchParams(location.search).get('dropped');
  render(<ViewerView viewer={viewer} surroundings={surroundings} dragging={dragging} wanted={wanted} choose={choose} />, root);
}
