/** The timeline alone, over fake data. `?scenario=mixed|thousand|empty&theme=light|dark`. */
import '../../fixtures/english.ts';
import { render } from 'preact';
import { TimelineView } from '../../../src/panel/views/timeline/timeline-view.tsx';
import { type FakeCapture, mixedCapture, thousandLanes } from './fake-capture.ts';
import { type FakePanel, fakePanel } from './fake-state.ts';

declare global {
  // Playwright reaches the page's state through this.
  var panel: FakePanel;
}

const wanted = new URLSearchParams(location.search);
const scenarios: Record<string, () => FakeCapture> = { mixed: mixedCapture, thousand: thousandLanes, empty: () => ({ connections: [], timeline: () => [] }) };
const capture = (scenarios[wanted.get('scenario') ?? 'mixed'] ?? mixedCapture)();
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
globalThis.panel = fakePanel(capture, theme);
globalThis.panel.setTheme(theme);
const root = document.getElementById('panel');
if (root) render(<TimelineView state={globalThis.panel.state} />, root);
