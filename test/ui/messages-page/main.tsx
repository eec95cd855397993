/** The Messages view over two million made-up messages, with handles for tests. `?count=…&theme=dark&lost=12&big=1` */
import '../../fixtures/english.ts';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Host } from '../../../src/panel/state/host.ts';
import { createPanelState } from '../../../src/panel/state/create-panel-state.ts';
import type { PanelState } from '../../../src/panel/state/panel-state.ts';
import { MessagesView } from '../../../src/panel/views/messages/messages-view.tsx';
import type { Answer, Ask, QuestionArgs, QuestionName } from '../../../src/recorder/questions/questions.ts';
import type { ConnectionRow } from '../../../src/wire/protocol/questions.ts';
import type { ConnectionState } from '../../../src/core/model/connection.ts';
import { CONNECTIONS, createFakeMessages, T0 } from './fake-messages.ts';

export interface MessagesPage {
  state: PanelState;
  append(count: number): void;
  drop(upTo: number): void;
  /** A search for `grow…` has looked at so many of the newest. */
  look(many: number): void;
  copied: string[];
  /** Windows of rows that were asked for. */
  asked: { from: number; to: number }[];
  /** No answer is given until `release`. */
  hold(): void;
  release(): void;
}

declare global {
  interface Window {
    page: MessagesPage;
  }
}

const options = new URLSearchParams(location.search);
const theme = options.get('theme') === 'dark' ? 'dark' : 'light';
document.documentElement.dataset['theme'] = theme;
const lost = Number(options.get('lost') ?? 0);
const connectionCount = Number(options.get('connections') ?? CONNECTIONS);
const big = options.has('big') ? bigMessages() : new Map<number, string>();
const messages = createFakeMessages(Number(options.get('count') ?? 2_000_000), big);
let version = 1;
const listeners: ((version: number) => void)[] = [];
const changed = (): void => {
  version++;
  for (const listener of listeners) listener(version);
};

function connectionRow(id: number): ConnectionRow {
  const state = (options.get('state') ?? 'open') as ConnectionState;
  const count = Math.floor(messages.count / CONNECTIONS);
  return {
    id,
    url: `https://shop.example/streams/${id}`,
    origin: 'https://shop.example',
    frameId: 0,
    frameUrl: 'https://shop.example/',
    withCredentials: false,
    api: 'eventsource',
    context: 'page',
    others: 0,
    createdAt: T0,
    state,
    by: 'server',
    stateSince: T0,
    messages: count,
    dataLength: count * 100,
    lost,
    lastEventId: '',
    lastEventIdCut: false,
    retry: { ms: 3000, from: 'default' },
    attempts: 1,
    outcome: 'open',
    lastActivityAt: T0,
    heardTypes: ['message', 'price'],
    spark: [],
    ...(state === 'failed' ? { status: 503 } : {}),
  };
}

const answers: { [K in QuestionName]?: (args: QuestionArgs<K>) => Answer<K> } = {
  overview: () => ({
    version,
    recording: !options.has('off'),
    messages: messages.count,
    others: 0,
    dropped: 0,
    nextMessage: messages.count,
    notRecorded: options.has('off') ? 42 : 0,
    lost,
    findings: { error: 0, warning: 0, note: 0 },
    disk: null,
    gaps: lost ? [{ connection: 1, at: T0, lost, why: 'backlog-full' }] : [],
    dataLength: 0,
    connections: connectionCount,
    states: { connecting: 0, open: connectionCount, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 },
    limits: { messages: 1e6, dataLength: 1e9, attempts: 1e4, rawBytes: 1e7 },
    limitsReached: [],
    witnesses: [],
    firstMessageAt: T0,
    pages: messages.count > 100 && options.has('pages') ? [{ at: T0, url: 'https://shop.example/next', nextMessage: messages.count - 5 }] : [],
  }),
  connections: () => Array.from({ length: connectionCount }, (_, i) => connectionRow(i + 1)),
  messages: (args) => messages.messages(args),
  position: (args) => messages.position(args),
  message: (args) => messages.message(args),
  copyMessages: ({ indexes, as }) => `${as} ${indexes.join(' ')}`,
  setSettings: () => undefined,
  types: () => ({ types: [{ type: 'message', count: 5 }], others: 0 }),
  clear: () => {
    messages.clear();
    changed();
  },
};

/** While answers are held: what lets them go, and what they wait for. */
let held: { promise: Promise<void>; release: () => void } | undefined;

const host: Host = {
  // The recorder is in another thread: its answer is never there at once.
  ask: (async (name: QuestionName, args: never) => {
    if (name === 'messages') window.page.asked.push(args);
    await new Promise((resolve) => setTimeout(resolve, 1));
    await held?.promise;
    const answer = answers[name];
    if (!answer) throw new Error(`not asked by this view: ${name}`);
    return structuredClone(answer(args));
  }) as Ask,
  onVersion: (listener) => void listeners.push(listener),
  theme: signal(theme),
  visible: signal(true),
  browser: 'chromium',
  page: signal({ url: 'https://shop.example/', title: 'Shop' }),
  now: () => T0 + messages.count * 37.5,
  settings: { load: async () => undefined, save: async () => undefined },
  copy: async (text) => void window.page.copied.push(text),
  download: () => undefined,
  exportMeta: async () => ({ page: { url: 'https://shop.example/', title: 'Shop' }, generator: 'sse-scope 0.0.0', browser: 'Chromium 156', createdAt: T0 }),
  reloadPage: () => undefined,
};

window.page = {
  state: undefined as unknown as PanelState,
  append(count) {
    messages.append(count);
    changed();
  },
  drop(upTo) {
    messages.drop(upTo);
    changed();
  },
  look(many) {
    messages.look(many);
    changed();
  },
  copied: [],
  asked: [],
  hold() {
    let release = (): void => undefined;
    const promise = new Promise<void>((resolve) => (release = resolve));
    held = { promise, release };
  },
  release() {
    held?.release();
    held = undefined;
  },
};
window.page.state = createPanelState(host);
const root = document.querySelector('#panel');
if (!root) throw new Error('the page has no place for the panel');
render(<MessagesView state={window.page.state} />, root);

/** Index 4: 10 MB with 100,000 members. Index 24: 10,000 levels. Index 44: a long line. Index 64: 2,000,000 numbers. */
function bigMessages(): Map<number, string> {
  const members = Array.from({ length: 100_000 }, (_, i) => `{"n":${i},"name":"member ${i}","text":"${'x'.repeat(60)}"}`);
  return new Map([
    [4, `[${members.join(',')}]`],
    [24, `${'['.repeat(10_000)}1${']'.repeat(10_000)}`],
    [44, 'lorem ipsum '.repeat(850_000)],
    [64, `[${Array.from({ length: 2_000_000 }, (_, i) => i).join(',')}]`],
  ]);
}
