/** The panel in a private window of Firefox, whose DevTools page is in the usual profile: it shows, live, what the other hears of. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { viewIn } from './firefox-view.ts';
import { pageOf, startStreamServer } from './stream-page.ts';
import type { Target, View } from './view.ts';

const PATIENCE = 30_000;
const SCRIPT = [{ head: {} }, { send: { data: 'first' } }, { repeat: 100_000, steps: [{ wait: 50 }, { send: { data: 'tick {i}' } }] }] as const;
const row = (text: string | RegExp): Target => ({ role: 'row', text, within: { role: 'grid', name: 'Messages' } });

describe.skipIf(!BROWSERS.includes('firefox'))('a private window', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  let panel: View;
  let downloads: string;

  beforeAll(async () => {
    server = await startStreamServer();
    downloads = await mkdtemp(path.join(tmpdir(), 'sse-scope-private-'));
    const preferences = { 'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.alwaysOpenPanel': false };
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox, allowPrivate: true, preferences });
    await firefox.openPrivate();
    expect(await firefox.scope.call('isPrivate')).toBe(true);
    tab = await firefox.scope.call<TabNumber>('newTab');
    await firefox.scope.call('load', tab, pageOf(server, []), PATIENCE);
    await firefox.openToolbox(tab);
    await firefox.showPanel(tab);
    await firefox.scope.call('load', tab, pageOf(server, [{ name: 'secret', script: SCRIPT }]), PATIENCE);
    const place: Place = { kind: 'panel', tab, extension: firefox.extensionId };
    panel = viewIn(firefox, place);
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
    if (downloads !== undefined) await rm(downloads, { recursive: true, force: true });
  });

  const held = (): Promise<number> =>
    panel.evaluate(() => Number(document.querySelector('[role=grid][aria-label=Messages]')?.getAttribute('aria-rowcount') ?? 0));
  const grows = async (): Promise<void> => {
    const before = await held();
    await until('more messages', async () => (await held()) > before + 5, PATIENCE);
  };
  const selected = (): Promise<string> => panel.evaluate(() => document.querySelector('[role=row][aria-selected=true]')?.textContent ?? '');

  test('its panel follows the messages', async () => {
    await panel.appear(row(/tick \d+/));
    await grows();
  });

  test('it asks for bytes, too: the raw text', async () => {
    await panel.click({ role: 'tab', name: 'Raw' });
    await panel.appear({ role: 'row', text: /data: ?tick/ });
    await panel.click({ role: 'tab', name: 'Messages' });
  });

  test('a file can be made of it', async () => {
    await panel.click({ role: 'button', name: /^Export/ });
    await panel.check({ role: 'radio', name: /^NDJSON/ });
    await panel.click({ role: 'button', name: /^Export$/, within: { role: 'dialog' } });
    const file = await until('a file', () => firefox.scope.call<string | null>('takeDownload'), PATIENCE);
    expect(await readFile(file, 'utf8')).toMatch(/"data":"first"[^]*"data":"tick 1"/);
  });

  test('and goes on after the toolbox was moved, which loads it anew: the DevTools page has kept what was selected', async () => {
    await panel.press({ role: 'grid', name: 'Messages' }, 'Home');
    const chosen = await until('a selected row', async () => (await selected()) || undefined, PATIENCE);
    await firefox.dock(tab, 'right');
    await firefox.showPanel(tab);
    await until('the selected row', async () => (await selected()) === chosen, PATIENCE);
    await grows();
  });
});
