/** Recordings on disk in a real Chromium: they outlive its crash, are listed, opened, named, saved and deleted. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPanel } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';
import { launchChromium, useKeptProfile } from './kept-profile.ts';
import { pageOf } from './stream-page.ts';

const PATIENCE = 30_000;
/** Ten messages, then a number each 20 ms for as long as anybody listens. */
const SCRIPT = [
  { head: {} },
  { repeat: 10, steps: [{ send: { data: 'early {i}' } }] },
  { repeat: 100_000, steps: [{ wait: 20 }, { send: { data: 'tick {i}' } }] },
] as const;

const setup = useKeptProfile(launchChromium);

async function openViewer(query = ''): Promise<Page> {
  const viewer = await setup.browser.context.newPage();
  await until('the viewer', () => viewer.goto(`chrome-extension://${setup.browser.extensionId}/src/viewer/viewer.html${query}`), PATIENCE);
  return viewer;
}

/** Cells of the list, without the actions. */
const rows = (viewer: Page): Promise<string[][]> =>
  viewer
    .locator('.recordings-table tbody tr')
    .evaluateAll((found) => found.map((row) => [...row.children].slice(1, -1).map((cell) => cell.textContent.trim())));
const messagesOf = async (viewer: Page, nth = 0): Promise<number> => Number((await rows(viewer))[nth]?.[3]?.replaceAll(',', '') ?? 0);

/** What the extension's own page finds in a recording, from its capture file. */
async function dataIn(viewer: Page, nth = 0): Promise<string[]> {
  const saved = viewer.waitForEvent('download');
  // The page is named after it was navigated to.
  await expect.poll(async () => (await rows(viewer))[nth]?.[0]).toMatch('streams of a test');
  await viewer.locator('.recordings-table tbody tr').nth(nth).getByRole('button', { name: 'as a capture file' }).click();
  const lines = (await readFile(await (await saved).path(), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(lines[0]!)).toMatchObject({ format: 'ssescope', version: 1, redacted: true, page: { title: 'streams of a test' } });
  return lines.flatMap((line) => (JSON.parse(line) as { data?: string }).data ?? []);
}

/** As the system does when it runs out of memory: no process of it gets to say anything. */
async function kill(): Promise<void> {
  const { processInfo } = await (await setup.browser.context.browser()!.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
  const gone = new Promise<void>((resolve) => void setup.browser.context.once('close', () => resolve()));
  process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
  await gone;
}

describe('recordings', () => {
  test('are off until the panel’s offer is taken', async () => {
    const page = await setup.browser.context.newPage();
    const { panel } = await openPanel(setup.browser.context, page);
    await page.goto(pageOf(setup.server, [{ name: 'unasked', script: SCRIPT }]));
    const offer = panel.getByRole('button', { name: 'Keep captures on disk' });
    await offer.waitFor();
    const viewer = await openViewer();
    await viewer.getByText('Recordings are off').waitFor();
    expect(await rows(viewer)).toEqual([]);
    await offer.click();
    await expect.poll(() => rows(viewer)).toHaveLength(1);
    // What was in memory before is kept, too.
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(20);
    await offer.waitFor({ state: 'detached' });
    await page.close();
    await expect.poll(async () => (await rows(viewer))[0]![0]).not.toContain('recording now');
    expect((await dataIn(viewer)).slice(0, 11)).toEqual([...Array.from({ length: 10 }, (_, i) => `early ${i}`), 'tick 0']);
    await viewer.getByRole('button', { name: 'Delete streams of a test' }).click();
    await viewer.getByRole('group', { name: 'Delete streams of a test for good?' }).getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => rows(viewer)).toHaveLength(0);
    await viewer.close();
  });

  test('outlive a crash of the browser, up to the last second; the broken one is named, and can be opened', async () => {
    const page = await setup.browser.context.newPage();
    await openPanel(setup.browser.context, page);
    await page.goto(pageOf(setup.server, [{ name: 'crash', script: SCRIPT }]));
    const viewer = await openViewer();
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(60);
    expect((await rows(viewer))[0]![0]).toBe('streams of a testrecording now');
    expect(await viewer.getByRole('button', { name: 'It is being recorded' }).isDisabled()).toBe(true);
    const told = await messagesOf(viewer);
    await kill();

    await setup.again();
    const after = await openViewer();
    await expect.poll(() => rows(after)).toHaveLength(1);
    const [row] = await rows(after);
    expect(row![0]).toBe('streams of a testended abruptly');
    const held = await messagesOf(after);
    expect(held).toBeGreaterThanOrEqual(told);
    const data = await dataIn(after);
    expect(data).toEqual([...Array.from({ length: 10 }, (_, i) => `early ${i}`), ...Array.from({ length: held - 10 }, (_, i) => `tick ${i}`)]);

    await after.getByRole('button', { name: 'streams of a test', exact: true }).click();
    await after
      .getByText(`${held.toLocaleString('en')} messages`)
      .first()
      .waitFor();
    expect(await after.locator('.viewer-mark').textContent()).toBe('Recording');
    await after.getByRole('button', { name: 'All recordings and files' }).click();
    await after.locator('.recordings-table').waitFor();
    await after.close();
  });

  test('are named, cleared apart, and deleted after a question', async () => {
    const viewer = await openViewer();
    await viewer.getByRole('button', { name: 'Rename streams of a test' }).click();
    const field = viewer.getByRole('textbox', { name: 'New name of streams of a test' });
    await field.fill('before the crash');
    await field.press('Enter');
    await viewer.getByRole('button', { name: 'before the crash', exact: true }).waitFor();

    const page = await setup.browser.context.newPage();
    const { panel } = await openPanel(setup.browser.context, page);
    await page.goto(pageOf(setup.server, [{ name: 'clear', script: SCRIPT }]));
    await expect.poll(() => rows(viewer)).toHaveLength(2);
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(20);
    await panel.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(() => rows(viewer)).toHaveLength(3);
    // The one before was ended in order: neither live nor broken.
    await expect
      .poll(async () => (await rows(viewer)).map(([name]) => name))
      .toEqual(['streams of a testrecording now', 'streams of a test', 'before the crashended abruptly']);
    const first = await dataIn(viewer, 1);
    expect(first.slice(0, 12)).toEqual([...Array.from({ length: 10 }, (_, i) => `early ${i}`), 'tick 0', 'tick 1']);
    await page.close();

    await expect.poll(async () => (await rows(viewer))[0]![0]).not.toContain('recording now');
    const second = await dataIn(viewer, 0);
    // What was cleared is in the first, what came after it in the second, and nothing in both or in none.
    expect([...first, ...second].slice(10)).toEqual(Array.from({ length: first.length + second.length - 10 }, (_, i) => `tick ${i}`));

    await viewer.getByRole('button', { name: 'Delete before the crash' }).click();
    await viewer.getByRole('group', { name: 'Delete before the crash for good?' }).getByRole('button', { name: 'Keep' }).click();
    expect(await rows(viewer)).toHaveLength(3);
    await viewer.getByRole('button', { name: 'Delete before the crash' }).click();
    await viewer.getByRole('group', { name: 'Delete before the crash for good?' }).getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => rows(viewer)).toHaveLength(2);
    await viewer.close();
  });

  test('are not made when the user does not want them', async () => {
    const viewer = await openViewer();
    const before = await rows(viewer);
    await viewer.getByText('What is kept').click();
    await viewer.getByRole('checkbox', { name: 'Keep what is recorded on disk' }).uncheck();
    const page = await setup.browser.context.newPage();
    const { panel } = await openPanel(setup.browser.context, page);
    await page.goto(pageOf(setup.server, [{ name: 'off', script: SCRIPT }]));
    await panel
      .getByText(/^\d+ messages/)
      .first()
      .waitFor();
    // Who has answered is not asked; who has not is, and "no" is an answer.
    const offer = panel.getByRole('button', { name: 'Keep captures on disk' });
    expect(await offer.count()).toBe(0);
    await viewer.evaluate('chrome.storage.local.remove("recordings")');
    await offer.waitFor();
    await panel.getByRole('button', { name: 'Don’t ask again' }).click();
    await offer.waitFor({ state: 'detached' });
    expect(await viewer.evaluate('chrome.storage.local.get("recordings")')).toMatchObject({ recordings: { on: false, chosen: true } });
    const asked = await viewer.evaluate(() => indexedDB.databases());
    expect(asked.map(({ name }) => name)).toEqual(['recordings']);
    await viewer.getByRole('checkbox', { name: 'Keep what is recorded on disk' }).check();
    // Switched on in the middle: what is in memory is kept, from the begin.
    await expect.poll(() => rows(viewer)).toHaveLength(before.length + 1);
    await expect.poll(() => messagesOf(viewer)).toBeGreaterThan(10);
    expect((await dataIn(viewer)).slice(0, 2)).toEqual(['early 0', 'early 1']);
    await page.close();
    await viewer.close();
  });
});
