/** Whom the ends of the extension listen to: the browser says who a sender is, and a content script of any page may be in the hands of that page. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openRelay } from '../../../src/content/relay.ts';
import { CENSUS_PORT } from '../../../src/wire/protocol/census-messages.ts';
import { PAGE_PORT, REQUESTS_PORT } from '../../../src/wire/protocol/envelope.ts';
import { panelChannelPort, panelRecorderPort } from '../../../src/wire/protocol/panel-ports.ts';
import { RELAY_PORT, throughPort } from '../../../src/wire/protocol/relay-messages.ts';
import { ownPages } from '../../../src/wire/protocol/sender.ts';
import { TAP_PORT } from '../../../src/wire/protocol/tap-messages.ts';
import { portPair, type PortEnd } from '../background/port-pair.ts';

const ID = 'abcdef';
/** Chromium's; the background goes by it. */
let base = `chrome-extension://${ID}/`;
const CONTENT_SCRIPT = { id: ID, url: 'https://attacker.test/', origin: 'https://attacker.test', tab: { id: 7 }, frameId: 0, documentId: 'd' };
const page = (path: string): object => ({ id: ID, url: `${base}${path}`, origin: base.slice(0, -1) });

type Listener = (...facts: never[]) => unknown;
/** Listeners by the name of their event. */
const listeners = new Map<string, Listener[]>();
const called: string[] = [];

/** Any part of the browser's API: events keep their listeners, all else answers with nothing. */
function fake(name: string): unknown {
  return new Proxy(() => undefined, {
    get(_, key) {
      const path = `${name}.${String(key)}`;
      if (path === 'browser.runtime.id') return ID;
      if (path === 'browser.runtime.getURL') return (file: string) => base + file;
      if (path === 'browser.extension.inIncognitoContext') return false;
      if (path === 'browser.action') return undefined;
      if (key === 'then') return undefined;
      if (key === 'addListener')
        return (listener: Listener) => {
          listeners.set(name, [...(listeners.get(name) ?? []), listener]);
        };
      return fake(path);
    },
    apply(_, __, args) {
      called.push(`${name} ${JSON.stringify(args)}`);
      return Promise.resolve(name === 'browser.tabs.query' ? [] : {});
    },
  });
}
vi.mock('webextension-polyfill', () => ({ default: fake('browser') }));

beforeEach(() => {
  vi.resetModules();
  listeners.clear();
  called.length = 0;
});

/** Connects as this sender. */
function connectAs(sender: object, name: string): PortEnd {
  const [there, here] = portPair(name);
  for (const listener of listeners.get('browser.runtime.onConnect') ?? []) (listener as unknown as (port: object) => void)(Object.assign(here, { sender }));
  return there;
}

test('a page of ours is who has our id and our origin', () => {
  const isOurs = ownPages({ id: ID, getURL: (path) => base + path });
  const ours = page('src/popup/board.html');
  expect([ours, { ...ours, tab: { id: 1 } }, { id: ID, url: `${base}x` }].map(isOurs)).toEqual([true, true, true]);
  const others = [
    ...[CONTENT_SCRIPT, { ...ours, id: 'other' }, { ...ours, url: undefined }, { ...ours, url: `https://a.test/?${base}` }, { ...ours, origin: 'null' }],
    ...[{ ...ours, url: base.slice(0, -1) + '.evil.test/' }, undefined, null, 'x'],
  ];
  for (const sender of others) expect(isOurs(sender), JSON.stringify(sender)).toBe(false);
});

describe.each(['chrome-extension', 'moz-extension'])('the background of %s', (scheme) => {
  beforeEach(async () => {
    base = `${scheme}://${ID}/`;
    await import('../../../src/background/background.ts');
  });

  const names = [CENSUS_PORT, `${REQUESTS_PORT}:7`, `${RELAY_PORT}:7`, `${TAP_PORT}:7`, throughPort({ tabId: 7, frame: { frameId: 0 }, name: PAGE_PORT })];
  test.each(names)('closes what a content script opens: %s', (name) => {
    const port = connectAs(CONTENT_SCRIPT, name);
    expect([port.closed, port.heard]).toEqual([true, []]);
    expect(called.filter((call) => call.startsWith('browser.tabs.connect'))).toEqual([]);
  });

  test('keeps what its own pages open', () => {
    expect(connectAs(page('src/popup/board.html'), CENSUS_PORT).closed).toBe(false);
    expect(connectAs(page('src/devtools/devtools.html'), `${REQUESTS_PORT}:7`).closed).toBe(false);
  });

  test('opens pages, and tells of tabs, for its own pages only', () => {
    const messages = [
      { kind: 'sse-scope:open', url: `${base}src/viewer/viewer.html` },
      { kind: 'sse-scope:tab?', tabId: 7 },
    ];
    const say = (sender: object): void => {
      for (const listener of listeners.get('browser.runtime.onMessage') ?? [])
        for (const message of messages) (listener as unknown as (message: object, sender: object) => void)(message, sender);
    };
    const asked = (): string[] => called.filter((call) => /^browser\.tabs\.(?:create|get) /.test(call));
    // As a content script in a page that is loaded ahead: it is in no tab.
    say({ ...CONTENT_SCRIPT, tab: undefined });
    expect(asked()).toEqual([]);
    say(page('src/panel/panel.html'));
    // Chromium's panel does both by itself.
    expect(asked()).toHaveLength(scheme === 'moz-extension' ? 2 : 0);
  });
});

test('the DevTools page joins no content script to its recorder', async () => {
  const { serveRemotePanel } = await import('../../../src/devtools/remote-panel.ts');
  const joined: string[] = [];
  const end = (name: string) => () => {
    joined.push(name);
    return { onmessage: null, postMessage: () => undefined, close: () => undefined };
  };
  serveRemotePanel(7, { joinRecorder: end('recorder'), joinChannel: end('channel') });
  for (const name of [panelRecorderPort(7), panelChannelPort(7)]) expect(connectAs(CONTENT_SCRIPT, name).closed).toBe(true);
  expect(joined).toEqual([]);
  expect(connectAs(page('src/panel/panel.html'), panelRecorderPort(7)).closed).toBe(false);
  expect(joined).toEqual(['recorder']);
});

test('a content script tells what its page does to pages of the extension only, and a port that breaks takes nothing with it', () => {
  const commands: string[] = [];
  let onBatch: (messages: number, text: string) => void = () => undefined;
  let connect: (port: PortEnd) => void = () => undefined;
  let ask: (message: object, sender: object, answer: (value: unknown) => void) => void = () => undefined;
  const event = <T>(take: (listener: T) => void) => ({ addListener: take, removeListener: () => undefined });
  openRelay({
    session: 's',
    runtime: { sendMessage: () => Promise.resolve(), onMessage: event((listener) => (ask = listener)), onConnect: event((listener) => (connect = listener)) },
    isOurs: ownPages({ id: ID, getURL: (path) => base + path }),
    openHook(take) {
      onBatch = take;
      return { command: (command) => void commands.push(command) };
    },
    view: new EventTarget() as Pick<Window, 'addEventListener'>,
    facts: () => ({ url: 'https://s.test/', title: '' }),
    now: () => 0,
    later: () => undefined,
    life: new AbortController(),
  });
  onBatch(0, '');
  const answers: unknown[] = [];
  ask({ kind: 'sse-scope:counts?' }, CONTENT_SCRIPT, (value) => answers.push(value));
  connect(Object.assign(portPair(PAGE_PORT)[1], { sender: CONTENT_SCRIPT }));
  expect([answers, commands]).toEqual([[], []]);
  const [there, here] = portPair(PAGE_PORT);
  connect(Object.assign(here, { sender: page('src/devtools/devtools.html') }));
  expect(commands.at(-1)).toBe('listen');
  expect(there.heard.length).toBeGreaterThan(0);
  // The extension was updated under it: each call throws, and the page hears of none.
  here.postMessage = () => {
    throw new Error('Extension context invalidated.');
  };
  onBatch(1, 'a batch');
  expect(commands.at(-1)).toBe('quiet');
  expect(() => onBatch(1, 'another batch')).not.toThrow();
});
