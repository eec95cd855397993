/** The timeline in a real Chromium, over a capture that is the same at every run. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FakePanel } from './timeline-page/fake-state.ts';
import { launchPlainChromium } from './one-page.ts';
import { type PageServer, serveTimelinePage } from './timeline-page/serve.ts';

declare global {
  var panel: FakePanel;
}

const T0 = 1_763_000_000_000;
const LENGTH = 300_000;
/** As drawn: the axis, then lanes of equal height. */
const AXIS = 24;
const LANE = 24;
/** Share of the plot that is left empty on either side when everything is shown. */
const EDGE = 0.012;

let server: PageServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  server = await serveTimelinePage();
  browser = await launchPlainChromium();
  page = await browser.newPage({ viewport: { width: 1200, height: 560 } });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
afterEach(() => {
  expect(errors.splice(0)).toEqual([]);
});

async function open(query = ''): Promise<{ left: number; top: number; width: number }> {
  await page.goto(`${server.url}?${query}`);
  const box = await page.locator('.timeline-canvas').boundingBox();
  if (!box) throw new Error('there is no canvas');
  await page.waitForFunction(() => globalThis.panel.asked.timeline > 0);
  await settled();
  return { left: box.x, top: box.y, width: box.width };
}

/** Until two frames have passed in which nothing was asked: what was caused has been drawn. */
async function settled(): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    for (let before = -1; before !== globalThis.panel.asked.timeline;) {
      before = globalThis.panel.asked.timeline;
      await frame();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await frame();
    }
  });
}

/** Turns the wheel at the pointer, and waits until the page has had every notch. */
async function wheel(deltaY: number, notches: number): Promise<void> {
  await page.evaluate(() => {
    let turned = 0;
    document.addEventListener('wheel', () => (document.documentElement.dataset['turned'] = String(++turned)), { passive: true });
  });
  for (let i = 0; i < notches; i++) await page.mouse.wheel(0, deltaY);
  await page.waitForFunction((all) => document.documentElement.dataset['turned'] === String(all), notches);
  await settled();
}

/** X of a moment while everything is shown. */
function fitX(plot: { left: number; width: number }, seconds: number): number {
  return plot.left + plot.width * (EDGE + (1 - 2 * EDGE) * ((seconds * 1000) / LENGTH));
}

/** The moment at `x`, in seconds, as the tooltip over the axis tells it. */
async function toldAt(x: number, top: number): Promise<number> {
  await page.mouse.move(x, top + 8);
  const text = await page.locator('.timeline-tooltip-time span').first().innerText();
  const parts = text.replace(' s', '').replace('−', '-').split(':').map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}

const selection = () =>
  page.evaluate(() => ({
    connection: globalThis.panel.state.selectedConnection.value,
    attempt: globalThis.panel.state.selectedAttempt.value,
    range: globalThis.panel.state.range.value,
  }));

describe('the timeline', () => {
  it('keeps the moment under the pointer while the wheel zooms', async () => {
    const plot = await open();
    const x = fitX(plot, 90);
    expect(await toldAt(x, plot.top)).toBeCloseTo(90, 0);
    await wheel(-120, 10);
    expect(await toldAt(x, plot.top)).toBeCloseTo(90, 0);
    // It did zoom: a hundred pixels are much less than the 30 s that they were.
    expect(await toldAt(x + 100, plot.top)).toBeLessThan(94);
    await page.mouse.dblclick(x, plot.top + 4.5 * LANE);
    await settled();
    expect(await toldAt(fitX(plot, 200), plot.top)).toBeCloseTo(200, 0);
  });

  it('is panned by dragging, and by the wheel with shift', async () => {
    const plot = await open();
    const x = fitX(plot, 150);
    await page.mouse.move(x, plot.top + 100);
    await wheel(-120, 6);
    const there = await toldAt(x, plot.top);
    const each = (await toldAt(x + 100, plot.top)) - there;
    await page.mouse.move(x, plot.top + 100);
    await page.mouse.down();
    await page.mouse.move(x - 50, plot.top + 100, { steps: 3 });
    await page.mouse.move(x - 100, plot.top + 100, { steps: 3 });
    await page.mouse.up();
    await settled();
    expect(await toldAt(x, plot.top)).toBeCloseTo(there + each, 0);
    expect((await selection()).connection).toBeNull();
    await page.keyboard.down('Shift');
    await wheel(-100, 1);
    await page.keyboard.up('Shift');
    expect(await toldAt(x, plot.top)).toBeCloseTo(there, 0);
  });

  it('selects a range by dragging on the axis, and lets it go by Escape', async () => {
    const plot = await open();
    await page.mouse.move(fitX(plot, 60), plot.top + 10);
    await page.mouse.down();
    await page.mouse.move(fitX(plot, 90), plot.top + 12, { steps: 4 });
    // Not before it is finished: each change makes the messages be filtered anew.
    expect((await selection()).range).toBeNull();
    await page.mouse.move(fitX(plot, 30), plot.top + 300, { steps: 4 });
    await page.mouse.up();
    const { range } = await selection();
    // A pixel is 0.3 s here.
    expect((range!.from - T0) / 1000).toBeCloseTo(30, 0);
    expect((range!.to - T0) / 1000).toBeCloseTo(60, 0);
    await page.locator('.timeline-plot').focus();
    await page.keyboard.press('Escape');
    expect((await selection()).range).toBeNull();
  });

  it('selects an attempt by a click, and tells the delay expected beside the delay observed', async () => {
    const plot = await open();
    // Lane 4 ends cleanly every 12 s: its third attempt runs from about 36 s to 45 s.
    await page.mouse.click(fitX(plot, 41), plot.top + AXIS + 3.5 * LANE);
    expect(await selection()).toEqual({ connection: 4, attempt: 3, range: null });
    await page.waitForFunction(() => document.querySelector('.timeline-line')?.textContent?.includes('attempt 3 of 25'));
    expect(await page.locator('.timeline-line-words').innerText()).toContain('expected 3.00 s (default), observed 3.004 s');
    // To look is not to move: the view is where it was.
    await settled();
    expect(await toldAt(fitX(plot, 200), plot.top)).toBeCloseTo(200, 0);
    await page.mouse.click(fitX(plot, 5), plot.top + AXIS + 4.5 * LANE);
    expect(await selection()).toEqual({ connection: 5, attempt: null, range: null });
  });

  it('is used by keyboard alone, also to attempts that are too short to be seen', async () => {
    await open();
    await page.locator('.timeline-plot').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Home', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    expect(await selection()).toEqual({ connection: 3, attempt: 3, range: null });
    await page.waitForFunction(() => document.querySelector('[aria-live]')?.textContent?.includes('attempt 3 of 302'));
    for (let i = 0; i < 12; i++) await page.keyboard.press('+');
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('[aria-live]')?.textContent?.includes('attempt 302 of 302'));
    await settled();
    await page.waitForSelector('.timeline-focus');
    // The keyboard goes along into the table and back.
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'application');
    await settled();
    await page.waitForSelector('.timeline-focus');
    const ring = await page.locator('.timeline-focus').boundingBox();
    const plot = await page.locator('.timeline-canvas').boundingBox();
    expect(ring!.x).toBeGreaterThanOrEqual(plot!.x);
    expect(ring!.x + ring!.width).toBeLessThanOrEqual(plot!.x + plot!.width + 1);
  });

  it('tells the same facts as a table, to the last attempt', async () => {
    const plot = await open();
    await page.mouse.click(fitX(plot, 41), plot.top + AXIS + 3.5 * LANE);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    const grid = page.getByRole('grid', { name: 'Attempts' });
    const chosen = grid.locator('[aria-selected=true]');
    await page.waitForFunction(() => document.querySelector('.timeline-table [aria-selected=true]')?.textContent?.includes('ended by server'));
    const cells = await chosen.locator('[role=gridcell]').allInnerTexts();
    expect([...cells.slice(0, 2), ...cells.slice(3)]).toEqual([
      '/clean-end',
      '3',
      '12 ms',
      '9.000 s',
      'ended by server',
      '6',
      '3.00 s (default)',
      '3.004 s',
      '',
      '',
    ]);
    expect(await grid.getAttribute('aria-rowcount')).toBe('365');
    await grid.focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('.timeline-table [aria-rowindex="365"]')?.textContent?.includes('/retry-changes'));
    // A window of rows, not all of them.
    expect(await grid.locator('[role=row]').count()).toBeLessThan(60);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await selection()).toMatchObject({ connection: 20, attempt: 8 });
    expect(await page.locator('.timeline-table [aria-rowindex="364"]').getAttribute('aria-selected')).toBe('true');
  });

  it('asks one thing at a time, for the lanes on the screen, and nothing while hidden', async () => {
    await open('scenario=thousand');
    await page.locator('.timeline-scroll').evaluate((element) => (element.scrollTop = 500 * 24));
    await settled();
    expect(await page.locator('.timeline-label').count()).toBeLessThan(30);
    expect(await page.locator('.timeline-label').first().innerText()).toContain('/stream/501');
    const asked = await page.evaluate(async () => {
      const { panel } = globalThis;
      for (let i = 0; i < 200; i++) panel.advance(1);
      panel.setVisible(false);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const before = panel.asked.timeline;
      for (let i = 0; i < 5; i++) {
        panel.advance(100);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      const whileHidden = panel.asked.timeline - before;
      panel.setVisible(true);
      while (panel.asked.timeline === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      return { whileHidden, most: panel.asked.most };
    });
    expect(asked).toEqual({ whileHidden: 0, most: 1 });
  });

  it('is drawn anew when the theme changes', async () => {
    const plot = await open();
    const corner = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.timeline-canvas')!;
        return canvas
          .getContext('2d')!
          .getImageData(2, canvas.height - 2, 1, 1)
          .data.slice(0, 3)
          .join();
      });
    expect(plot.width).toBeGreaterThan(500);
    expect(await corner()).toBe('255,255,255');
    await page.evaluate(() => globalThis.panel.setTheme('dark'));
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.timeline-canvas')!;
      return (canvas.getContext('2d')!.getImageData(2, canvas.height - 2, 1, 1).data[0] ?? 255) < 64;
    });
    expect(await corner()).toBe('31,31,31');
  });
});
