/** A panel state over a fake capture, with handles for tests. */
import { computed, signal } from '@preact/signals';
import type { Host } from '../../../src/panel/state/host.ts';
import { createMessageWishes } from '../../../src/panel/state/message-wishes.ts';
import { defaultSettings } from '../../../src/settings/settings.ts';
import type { PanelState } from '../../../src/panel/state/panel-state.ts';
import type { DetailTab } from '../../../src/panel/state/tab-in-front.ts';
import type { Ask, QuestionArgs } from '../../../src/recorder/questions/questions.ts';
import type { ConnectionRow, Overview } from '../../../src/wire/protocol/questions.ts';
import { type FakeCapture, LENGTH, T0 } from './fake-capture.ts';

export interface FakePanel {
  state: PanelState;
  /** How often each question was asked, and how many `timeline` questions were under way at once at most. */
  asked: { timeline: number; attempts: number; most: number };
  /** Time goes on, and the capture's version with it. */
  advance(ms: number): void;
  setVisible(visible: boolean): void;
  setTheme(theme: 'light' | 'dark'): void;
}

export function fakePanel(capture: FakeCapture, theme: 'light' | 'dark'): FakePanel {
  const asked = { timeline: 0, attempts: 0, most: 0 };
  let underWay = 0;
  const version = signal(1);
  const now = signal(T0 + LENGTH);
  const visible = signal(true);
  const themeNow = signal(theme);
  const connections = signal<ConnectionRow[]>(capture.connections.map(({ row }) => row));
  const overview = signal<Overview | null>({
    version: 1,
    recording: true,
    messages: connections.value.reduce((sum, row) => sum + row.messages, 0),
    others: 0,
    dropped: 0,
    notRecorded: 0,
    lost: 0,
    findings: { error: 0, warning: 0, note: 0 },
    disk: null,
    gaps: [],
    nextMessage: 0,
    dataLength: 0,
    connections: connections.value.length,
    states: { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 },
    from: T0,
    to: T0 + LENGTH,
    limits: { messages: 1e6, dataLength: 1e9, attempts: 1e4, rawBytes: 1e7 },
    limitsReached: [],
    witnesses: [],
    pages: [],
  });
  const answers = {
    async timeline(request: QuestionArgs<'timeline'>) {
      asked.timeline++;
      asked.most = Math.max(asked.most, ++underWay);
      // The recorder is in another thread: its answer is never there at once.
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay--;
      return structuredClone(capture.timeline(request));
    },
    async attempts({ connection, from, to }: QuestionArgs<'attempts'>) {
      asked.attempts++;
      const found = capture.connections.find(({ row }) => row.id === connection);
      return structuredClone((found?.attempts ?? []).filter(({ n }) => n >= from && n < to));
    },
  };
  const ask = ((name: string, args: never) => {
    if (name === 'timeline' || name === 'attempts') return answers[name](args);
    return Promise.reject(new Error(`the timeline must not ask ${name}`));
  }) as Ask;
  const host: Host = {
    ask,
    onVersion() {},
    theme: themeNow,
    visible,
    browser: 'chromium',
    page: signal({ url: 'http://localhost:8080/', title: 'Demo' }),
    now: () => now.peek(),
    settings: { load: async () => undefined, save: async () => {} },
    copy: async () => {},
    download() {},
    exportMeta: async () => ({
      page: { url: 'http://localhost:8080/', title: 'Demo' },
      generator: 'sse-scope 0.0.0',
      browser: 'Chromium 156',
      createdAt: now.peek(),
    }),
    reloadPage() {},
  };
  const { filter: _, ...wishes } = createMessageWishes(new AbortController().signal, () => 0);
  const state: PanelState = {
    host,
    ...wishes,
    version,
    overview,
    connections,
    paused: signal(false),
    selectedConnection: signal<number | null>(null),
    selectedAttempt: signal<number | null>(null),
    selectedFinding: signal(null),
    selectedMessage: signal<number | null>(null),
    messageOpen: signal(false),
    compared: signal(null),
    listTop: signal(null),
    selectedLine: signal<number | null>(null),
    sought: signal<number | null>(null),
    range: signal<{ from: number; to: number } | null>(null),
    tab: signal<DetailTab>('timeline'),
    filter: computed(() => ({})),
    now,
    sizes: signal({}),
    settings: signal(defaultSettings),
    timeZero: signal<number | null>(T0),
    failure: signal<string | null>(null),
    set() {},
    setWitness() {},
    setRecording() {},
    clear() {
      connections.value = [];
    },
  };
  return {
    state,
    asked,
    advance(ms) {
      now.value += ms;
      version.value++;
    },
    setVisible: (on) => (visible.value = on),
    setTheme(next) {
      document.documentElement.dataset['theme'] = next;
      themeNow.value = next;
    },
  };
}
