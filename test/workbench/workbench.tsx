/** The panel in an ordinary page, over a recorder in memory: `?scenario=full&theme=dark&tab=request`. Scenarios: see `scenarios.ts`. */
import '../fixtures/english.ts';
import { signal } from '@preact/signals';
import type { WitnessState } from '../../src/wire/protocol/command.ts';
import { mountPanel } from '../../src/panel/mount-panel.tsx';
import type { Host } from '../../src/panel/state/host.ts';
import { createRecorder } from '../../src/recorder/recorder.ts';
import { startFlood } from './flood.ts';
import { tellScenario } from './scenarios.ts';

const query = new URLSearchParams(location.search);
const scenario = query.get('scenario') ?? 'full';
const now = (): number => performance.timeOrigin + performance.now();

/** As in Chromium. */
const WITNESSES: readonly WitnessState[] = [
  { name: 'hook', state: 'at-work' },
  { name: 'request-log', state: 'at-work' },
  { name: 'network-log', state: 'at-work' },
  { name: 'wire-tap', state: 'not-here', why: 'firefox' },
  { name: 'debugger', state: 'not-here', why: 'flavour' },
];

const recorder = createRecorder({
  now,
  schedule: (task, after) => void setTimeout(task, after),
});
recorder.observe(tellScenario(scenario, now()));
for (const witness of WITNESSES) recorder.witness(witness);
if (scenario === 'flood') startFlood(recorder.observe, now, Number(query.get('rate') ?? 2000));

/** As over a port: answers come later, are copies, and a refusal is a rejection. */
const ask = async (name: string, args?: unknown): Promise<unknown> => {
  await new Promise((resolve) => setTimeout(resolve));
  return structuredClone(await recorder.answer(name, args));
};

const host: Host = {
  ask: ask as Host['ask'],
  onVersion: (listener, end) => recorder.onVersion(listener, end),
  theme: signal(query.get('theme') === 'dark' ? 'dark' : 'light'),
  visible: signal(true),
  browser: 'chromium',
  page: signal({ url: 'https://shop.example/orders', title: 'Shop' }),
  now,
  settings: {
    load: async () => ({ tab: query.get('tab'), preferences: { times: query.get('times'), newest: query.get('newest') } }),
    save: async () => undefined,
  },
  copy: (text) => navigator.clipboard.writeText(text),
  download: () => undefined,
  exportMeta: async () => ({
    page: { url: 'https://shop.example/orders', title: 'Shop' },
    generator: 'sse-scope 0.0.0',
    browser: 'Chromium 156',
    createdAt: now(),
  }),
  reloadPage: () => location.reload(),
};

const root = document.getElementById('panel');
if (root !== null) mountPanel(root, host);
