/** The real panel, popup and viewer speak the browser's language. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { textsOf, withEnglish } from '../../build/locales.ts';
import type { DemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let server: DemoServer;
let inspected: Inspected | undefined;
beforeAll(async () => void (server = await startStreamServer()));
afterAll(() => server.close());
afterEach(async () => {
  await inspected?.close();
  inspected = undefined;
});

/** Buttons, tabs and headers with words that go over the edge of what clips them. Data may be cut off; what names things may not. */
const cutOff = (frame: Frame | Page): Promise<string[]> =>
  frame.evaluate(() => {
    const found: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>('button, [role="tab"], [role="columnheader"], th, h1, h2')) {
      // A group's button holds a URL, a row of recordings the page's title or URL.
      if (each.closest('.visually-hidden, .is-group, tbody, [role="gridcell"]') !== null || each.clientWidth === 0) continue;
      const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
        // What only a screen reader reads is clipped to nothing.
        if (text.parentElement?.closest('.visually-hidden')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const words = range.getBoundingClientRect();
        let clip = text.parentElement;
        while (clip !== null && getComputedStyle(clip).overflowX === 'visible') clip = clip.parentElement;
        const edge = clip?.getBoundingClientRect();
        // Signs may hang over; a word may not.
        if (/\p{L}{2}/u.test(text.nodeValue ?? '') && edge && (words.left < edge.left - 1 || words.right > edge.right + 1)) found.push(text.nodeValue ?? '');
      }
    }
    return found;
  });

test.each([
  { language: 'de', words: withEnglish(textsOf('de')), clock: /^\d\d:\d\d:\d\d,\d{3}$/, count: '1.234' },
  { language: 'zh-CN', words: withEnglish(textsOf('zh_CN')), clock: /^\d\d:\d\d:\d\d\.\d{3}$/, count: '1,234' },
])('in $language', async ({ language, words, clock, count }) => {
  const many = { name: 'many', script: [{ repeat: 1234, steps: [{ send: { data: 'n {i}' } }] }, { hold: true as const }] };
  inspected = await inspect(pageOf(server, []), 'devtools-first', undefined, language);
  const { panel, page, browser } = inspected;
  await panel.getByText(words.noStreamYet).first().waitFor();
  expect(await panel.evaluate(() => document.documentElement.lang)).toBe(language);

  await page.goto(pageOf(server, [many]));
  const row = panel.getByRole('row').filter({ hasText: 'stream=many' });
  await expect.poll(() => row.textContent()).toContain(count);
  await row.getByText(words['state.open'], { exact: true }).waitFor();
  expect(await panel.getByRole('tab').allTextContents()).toEqual([
    words.messages,
    words.timeline,
    words['shell.request'],
    words['shell.raw'],
    words['shell.findings'],
  ]);
  const messages = panel.getByRole('grid', { name: words.messages });
  await messages.getByRole('columnheader', { name: words.data }).waitFor();
  expect(await messages.getByRole('row').last().getByRole('gridcell').nth(1).textContent()).toMatch(clock);
  expect(await cutOff(panel)).toEqual([]);

  const other = await browser.context.newPage();
  await other.setViewportSize({ width: 800, height: 600 }); // as large as a browser lets a popup be
  await other.goto(`chrome-extension://${browser.extensionId}/src/popup/popup.html`);
  await other.getByRole('heading', { name: words['board.heading'] }).waitFor();
  expect(await other.title()).toBe(words['board.title']);
  expect(await cutOff(other)).toEqual([]);
  await other.goto(`chrome-extension://${browser.extensionId}/src/viewer/viewer.html`);
  await other.getByRole('button', { name: words['viewer.open'] }).waitFor();
  expect(await cutOff(other)).toEqual([]);
});
