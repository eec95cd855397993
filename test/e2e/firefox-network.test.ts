/** Findings of requests that never came to a server, in Firefox: where its own settings make the scene. See findings-network.test.ts for Chromium. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import { until } from '../../cli/until.ts';
import type { RuleId } from '../../src/core/explain/registry.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';

const PATIENCE = 30_000;
const TLS = path.resolve(import.meta.dirname, '../files/tls');
const PREFERENCES = {
  // Loopback by address or as `localhost` counts as secure, and is not mixed.
  'network.dns.localDomains': 'secure.example,stream.example',
  // Seconds; they count only where nobody asks whether the other end still lives.
  'network.http.response.timeout': 3,
  'network.http.tcp_keepalive.short_lived_connections': false,
  'network.http.tcp_keepalive.long_lived_connections': false,
};

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe.skipIf(!BROWSERS.includes('firefox'))('is found', () => {
  /** Takes what it is asked, and never answers. */
  const silent = createServer((socket) => socket.on('error', () => undefined).resume());
  let secure: Server;
  let firefox: Firefox;
  let tab: TabNumber;
  let page: string;
  let ask: ReturnType<typeof askThrough>;

  beforeAll(async () => {
    const [key, cert] = await Promise.all(['key.pem', 'certificate.pem'].map((name) => readFile(path.join(TLS, name))));
    secure = createSecureServer({ key, cert }, (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>secure</title>'));
    page = `https://secure.example:${await listening(secure)}/`;
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox, preferences: PREFERENCES });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    const place = { kind: 'devtools', tab, extension: firefox.extensionId } as const;
    ask = askThrough((question) => firefox.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question));
  });
  afterAll(async () => {
    await firefox?.close();
    silent.close();
    secure?.close();
  });

  /** @returns `readyState`, when the source has failed. */
  const fail = (url: string): Promise<number> =>
    firefox.evaluate<number, string>(
      { kind: 'tab', tab },
      'async (url) => { const source = new EventSource(url); await new Promise((failed) => { source.onerror = failed; }); return source.readyState; }',
      url,
    );
  async function isFound(rule: RuleId, url: string): Promise<void> {
    let seen: unknown;
    await until(
      rule,
      async () => {
        const row = (await ask('connections', { now: Date.now() })).find((one) => one.url === url);
        if (row === undefined) return false;
        const rules = (await ask('findings', { filter: { connection: row.id } })).findings.map((one) => one.rule);
        seen = { rules, outcome: row.outcome, error: row.error };
        return rules.includes(rule);
      },
      PATIENCE,
    ).catch((error: unknown) => {
      throw new Error(`${rule}: found instead: ${JSON.stringify(seen)}`, { cause: error });
    });
  }

  test('mixed-content: a page over HTTPS that asks over HTTP', async () => {
    await firefox.scope.call('load', tab, page, PATIENCE);
    await firefox.openToolbox(tab);
    for (const name of ['first', 'second']) {
      const url = `http://stream.example/${name}`;
      expect(await fail(url)).toBe(2);
      await isFound('mixed-content', url);
    }
  });

  test('timed-out: a server that takes the request, and never answers; Firefox gives up for good', async () => {
    const url = `http://127.0.0.1:${await listening(silent)}/`;
    await firefox.scope.call('load', tab, 'about:blank', PATIENCE);
    await firefox.scope.call('load', tab, page, PATIENCE);
    expect(await fail(url)).toBe(2);
    await isFound('timed-out', url);
  });
});
