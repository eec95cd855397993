/** Recordings in a real Firefox: they outlive its crash, are listed, opened, named and deleted; and what of private windows is kept. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { launchFirefox } from '../launch-firefox.ts';
import type { Overview } from '../../src/wire/protocol/questions.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { viewIn } from './firefox-view.ts';
import { useKeptProfile } from './kept-profile.ts';
import { pageOf } from './stream-page.ts';
import type { View } from './view.ts';

const PATIENCE = 30_000;
/** Ten messages, then a number each 20 ms for as long as anybody listens. */
const SCRIPT = [
  { head: {} },
  { repeat: 10, steps: [{ send: { data: 'early {i}' } }] },
  { repeat: 100_000, steps: [{ wait: 20 }, { send: { data: 'tick {i}' } }] },
] as const;

/**
 * An extension of a user keeps its address and what it stored from start to start. One that is loaded for a test is taken out at the end of Firefox, with
 * both, unless these say otherwise.
 */
function asInstalled(): Record<string, string | boolean> {
  const manifest = JSON.parse(readFileSync(path.join(EXTENSIONS.firefox, 'manifest.json'), 'utf8')) as { browser_specific_settings: { gecko: { id: string } } };
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [manifest.browser_specific_settings.gecko.id]: '5e5c09e0-7e57-4a11-8e57-000000000007' }),
    'extensions.webextensions.keepUuidOnUninstall': true,
    'extensions.webextensions.keepStorageOnUninstall': true,
  };
}

describe.skipIf(!BROWSERS.includes('firefox'))('recordings', () => {
  const setup = useKeptProfile((userDataDir) =>
    launchFirefox({
      extension: EXTENSIONS.firefox,
      userDataDir,
      preferences: asInstalled(),
      allowPrivate: true,
    }),
  );
  const viewOf = (place: Place): View => viewIn(setup.browser, place);
  const openTab = async (url: string): Promise<TabNumber> => {
    const tab = await setup.browser.scope.call<TabNumber>('newTab');
    await setup.browser.scope.call('load', tab, url, PATIENCE);
    return tab;
  };
  const openViewer = async (): Promise<View> => viewOf({ kind: 'page', tab: await openTab(`${await setup.browser.baseUrl()}src/viewer/viewer.html`) });
  /** A page that is inspected. @returns what its recorder says. */
  const inspect = async (name: string): Promise<{ tab: TabNumber; overview: () => Promise<Overview> }> => {
    const tab = await openTab(pageOf(setup.server, []));
    await setup.browser.openToolbox(tab);
    await setup.browser.scope.call('load', tab, pageOf(setup.server, [{ name, script: SCRIPT }]), PATIENCE);
    const place: Place = { kind: 'devtools', tab, extension: setup.browser.extensionId };
    return { tab, overview: () => setup.browser.evaluate<Overview>(place, 'async () => globalThis.sseScope.ask("overview")') };
  };
  /** Cells of the list, without the actions. */
  const rows = (viewer: View): Promise<string[][]> =>
    viewer.evaluate(() =>
      [...document.querySelectorAll('.recordings-table tbody tr')].map((row) => [...row.children].slice(1, -1).map((cell) => cell.textContent.trim())),
    );
  const messagesOf = async (viewer: View): Promise<number> => Number((await rows(viewer))[0]?.[3]?.replaceAll(',', '') ?? 0);

  test('outlive a crash of the browser, up to the last second; the broken one is opened, named, and deleted after a question', async () => {
    const viewer = await openViewer();
    await inspect('crash');
    expect(await rows(viewer)).toEqual([]);
    // "Keep what is recorded on disk", the first of what is folded away there.
    await viewer.evaluate(() => document.querySelector<HTMLInputElement>('.recordings-settings input[type=checkbox]')!.click());
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(60);
    expect((await rows(viewer))[0]![0]).toBe('streams of a testrecording now');
    const told = await messagesOf(viewer);
    // As the system does when it runs out of memory: no process of it gets to say anything.
    process.kill(await setup.browser.scope.call<number>('processId'), 'SIGKILL');
    await setup.browser.gone;
    await setup.browser.close();

    await setup.again();
    const after = await openViewer();
    await expect.poll(async () => (await rows(after)).map(([name]) => name)).toEqual(['streams of a testended abruptly']);
    const held = await messagesOf(after);
    expect(held).toBeGreaterThanOrEqual(told);

    await after.click({ role: 'button', name: /^streams of a test$/ });
    await after.appear({ role: 'region', name: 'The file that is shown', text: 'Recording' });
    await expect
      .poll(() => after.evaluate(() => [...document.querySelectorAll('.summary-part')].map(({ textContent }) => textContent)))
      .toContain(`${held.toLocaleString('en')} messages`);
    await after.appear({ role: 'row', text: `tick ${held - 11}`, within: { role: 'grid', name: 'Messages' } });
    await after.click({ role: 'button', name: 'All recordings and files' });

    await after.click({ role: 'button', name: 'Rename streams of a test' });
    const field = { role: 'textbox', name: 'New name of streams of a test' };
    await after.enter(field, 'before the crash');
    await after.press(field, 'Enter');
    await expect.poll(async () => (await rows(after))[0]?.[0]).toBe('before the crashended abruptly');

    await after.click({ role: 'button', name: 'Delete before the crash' });
    const question = { role: 'group', name: 'Delete before the crash for good?' };
    await after.click({ role: 'button', name: 'Keep', within: question });
    expect(await rows(after)).toHaveLength(1);
    await after.click({ role: 'button', name: 'Delete before the crash' });
    await after.click({ role: 'button', name: 'Delete', within: question });
    await expect.poll(() => rows(after)).toEqual([]);
  });

  test('of private windows are kept only when the user turned that on', async () => {
    const viewer = await openViewer();
    // Of this window, so that a list that stays empty says something.
    const usual = await inspect('usual');
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(5);
    expect((await usual.overview()).disk?.state).toBe('writing');

    const privately = async (state: string): Promise<void> => {
      const window = await setup.browser.openPrivate();
      expect(await setup.browser.scope.call('isPrivate')).toBe(true);
      const secret = await inspect('secret');
      await expect.poll(async () => (await secret.overview()).messages, { timeout: PATIENCE }).toBeGreaterThan(60);
      expect((await secret.overview()).disk?.state).toBe(state);
      // Firefox keeps what pages of extensions store in private windows apart: neither the usual recordings are there, nor one of this window.
      const list = await openViewer();
      await list.appear({ role: 'region', name: 'Recordings', text: 'No recordings yet' });
      await window.close();
    };
    await privately('private');
    expect(await rows(viewer)).toHaveLength(1);

    await viewer.evaluate(() => browser.storage.local.set({ recordings: { on: true, chosen: true, size: 500_000_000, inPrivate: true } }));
    await privately('writing');
    await expect.poll(async () => (await rows(viewer)).map(([, page]) => /secret/.test(page!))).toEqual([true, false]);
  });
});
