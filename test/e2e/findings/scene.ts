/** Where findings are provoked: a browser with the recorder at work, a page, and servers of which some answer as no server should. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import type { BrowserName } from '../../../cli/driven-browser.ts';
import type { DemoServer } from '../../../demo/server.ts';
import type { Finding } from '../../../src/core/explain/finding.ts';
import type { Ask } from '../../../src/recorder/questions/questions.ts';
import type { ConnectionRow } from '../../../src/wire/protocol/questions.ts';
import { openFirefoxPanel } from '../firefox-panel.ts';
import { inspect } from '../inspected.ts';
import { pageOf, startStreamServer } from '../stream-page.ts';
import type { Hands } from '../view.ts';

/** Nobody listens there; loopback and names that do not exist are asked without it. */
const DEAD_PROXY = {
  args: ['--proxy-server=127.0.0.1:1', '--proxy-bypass-list=*.invalid'],
  preferences: {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 1,
    'network.proxy.no_proxies_on': '.invalid',
  },
};

interface Browser {
  readonly page: { goto(url: string): Promise<void>; evaluate: Hands['evaluate'] };
  readonly ask: Ask;
  look(): Promise<void>;
  /** Chromium's page, whose network can be made to fail. */
  readonly network?: Page;
  close(): Promise<void>;
}

export interface Scene extends Browser {
  readonly server: DemoServer;
  /** Addresses where nobody listens, where somebody hangs up at once, and where the head of the answer is none. */
  readonly nobody: string;
  readonly mute: string;
  readonly garbled: string;
  /** A page without a stream, in place of the one that is there. */
  blank(): Promise<void>;
  /** The connections to `url`, with all that the browser knows of them by now. */
  connections(url: string): Promise<ConnectionRow[]>;
  /** What the diagnosis says of these. */
  findings(url: string): Promise<Finding[]>;
}

async function openBrowser(name: BrowserName, url: string): Promise<Browser> {
  if (name === 'firefox') return openFirefoxPanel(url, undefined, DEAD_PROXY);
  const { page, ask, look, close } = await inspect(url, 'devtools-first', undefined, undefined, undefined, DEAD_PROXY.args);
  return {
    page: {
      goto: async (to) => void (await page.goto(to, { waitUntil: 'commit' })),
      evaluate: (code, argument) => page.evaluate(code as never, argument as never),
    },
    ask,
    look,
    network: page,
    close,
  };
}

export async function openScene(name: BrowserName): Promise<Scene> {
  const helpers: { close(): unknown }[] = [];
  const answering = async (answer: (socket: Socket) => void): Promise<string> => {
    const helper = createServer((socket) => socket.on('error', () => undefined).once('data', () => answer(socket))).listen(0, '127.0.0.1');
    helpers.push(helper);
    await once(helper, 'listening');
    return `http://127.0.0.1:${(helper.address() as AddressInfo).port}/`;
  };
  const gone = await startStreamServer();
  await gone.close();
  const server = await startStreamServer();
  helpers.push(server);
  const blank = pageOf(server, []);
  const browser = await openBrowser(name, blank);
  const { page, ask, look } = browser;
  const connections = async (url: string): Promise<ConnectionRow[]> => {
    await look();
    return (await ask('connections', { now: Date.now() })).filter((row) => row.url === url);
  };
  return {
    ...browser,
    server,
    nobody: `${gone.url}/`,
    mute: await answering((socket) => socket.destroy()),
    garbled: await answering((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello')),
    blank: () => page.goto(blank),
    connections,
    async findings(url) {
      const found = (await connections(url)).map(async ({ id }) => (await ask('findings', { filter: { connection: id } })).findings);
      return (await Promise.all(found)).flat();
    },
    async close() {
      await browser.close();
      for (const helper of helpers) await helper.close();
    },
  };
}
