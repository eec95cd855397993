/** In Firefox a user can take away at any time what the extension may see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import type { DemoServer } from '../../demo/server.ts';
import { startStreamServer } from './stream-page.ts';

describe.skipIf(!BROWSERS.includes('firefox'))('access to pages', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let panel: Place;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox });
    const tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, server.url, 30_000);
    await firefox.openToolbox(tab);
    await firefox.showPanel(tab);
    panel = { kind: 'panel', tab, extension: firefox.extensionId };
  });
  afterAll(async () => {
    await firefox.close();
    await server.close();
  });
  const text = (): Promise<string> => firefox.evaluate(panel, () => document.body.innerText);
  const allow = (on: boolean): Promise<void> => firefox.scope.call('setOrigins', firefox.extensionId, ['<all_urls>'], on);

  test('the panel says that it is taken away, and how to give it back, until it is', async () => {
    await expect.poll(text).toContain('tick');
    expect(await text()).not.toContain('about:addons');
    await allow(false);
    await expect.poll(text).toContain('about:addons');
    await allow(true);
    await expect.poll(text).not.toContain('about:addons');
  });
});
