/** Recordings and private windows in a real Chromium. See firefox-recordings.test.ts for what is kept there when the user turned that on. */
import { expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { Overview } from '../../src/wire/protocol/questions.ts';
import { launchChromium, useKeptProfile } from './kept-profile.ts';
import { allowInPrivate, evaluateIn, openPrivate, targetOf } from './private-window.ts';
import { pageOf } from './stream-page.ts';

const PATIENCE = 60_000;
const SCRIPT = [{ head: {} }, { repeat: 100_000, steps: [{ wait: 20 }, { send: { data: 'secret {i}' } }] }] as const;

const setup = useKeptProfile(launchChromium);

test('a private window is recorded in its own DevTools, and nothing of it is kept; the setting for that is followed at once', async () => {
  await allowInPrivate(setup.browser);
  const viewer = await setup.browser.context.newPage();
  await until('the viewer', () => viewer.goto(`chrome-extension://${setup.browser.extensionId}/src/viewer/viewer.html`), PATIENCE); // refused while the extension is loaded anew
  await viewer.getByText('Nothing has been recorded').or(viewer.locator('.recordings-none')).first().waitFor();
  const rows = viewer.locator('.recordings-table tbody tr');
  await viewer.getByText('What is kept').click();
  await viewer.getByRole('checkbox', { name: 'Keep what is recorded on disk' }).check();

  const url = pageOf(setup.server, [{ name: 'private', script: SCRIPT }]);
  await openPrivate(viewer, url);
  const session = await setup.browser.context.browser()!.newBrowserCDPSession();
  const page = await targetOf(session, (each) => each === url);
  await session.send('Target.openDevTools', { targetId: page });
  const devtools = await targetOf(session, (each) => each.startsWith('chrome-extension://') && each.includes('/devtools.html'));
  const overview = (): Promise<Overview | undefined> => evaluateIn<Overview | undefined>(session, devtools, `globalThis.sseScope?.ask('overview')`);
  await expect.poll(async () => (await overview())?.disk?.state, { timeout: PATIENCE }).toBe('private');
  // Longer than the recorder needs to keep what a usual window has by then.
  await expect.poll(async () => (await overview())?.messages ?? 0, { timeout: PATIENCE }).toBeGreaterThan(200);
  expect((await overview())?.disk?.state).toBe('private');
  expect(await rows.count()).toBe(0);

  await viewer.getByRole('checkbox', { name: 'In private windows, too' }).check();
  await expect.poll(async () => (await overview())?.disk?.state, { timeout: PATIENCE }).toBe('writing');
  // That is kept in the memory of the private windows: usual ones know nothing of it.
  await viewer.getByRole('checkbox', { name: 'In private windows, too' }).uncheck();
  await expect.poll(async () => (await overview())?.disk?.state, { timeout: PATIENCE }).toBe('private');
  expect(await rows.count()).toBe(0);
});
