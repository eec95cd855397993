/** Takes pictures of the panel in every scenario: `npx tsx test/workbench/shots.ts [out-folder] [name…] [--locale=de]`. For eyes, not for comparison. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { speak } from '../fixtures/speak.ts';
import { serveWorkbench } from './serve.ts';

interface Shot {
  name: string;
  /** A page of the workbench; without one, the panel's. */
  page?: 'viewer.html';
  query: string;
  size: [width: number, height: number];
  /** A row of the table to click, by its number among the connections on the screen. */
  select?: number;
  forced?: boolean;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
}

const COMPARED = 'file=corpus/hono.chromium.ndjson&compare=corpus/hono.firefox.ndjson';

const shots: readonly Shot[] = [
  { name: 'full-bottom-light', query: 'scenario=full', size: [1400, 400] },
  { name: 'full-bottom-dark', query: 'scenario=full&theme=dark&tab=timeline', size: [1400, 400] },
  { name: 'full-request-light', query: 'scenario=full&tab=request', size: [1400, 900], select: 0 },
  { name: 'full-request-dark', query: 'scenario=full&theme=dark&tab=request', size: [1400, 900], select: 1 },
  { name: 'full-messages-light', query: 'scenario=full', size: [1400, 900], select: 1 },
  { name: 'full-timeline-dark', query: 'scenario=full&theme=dark&tab=timeline', size: [1400, 900] },
  { name: 'full-narrow-light', query: 'scenario=full', size: [480, 900] },
  { name: 'full-narrow-dark', query: 'scenario=full&theme=dark&tab=request', size: [480, 900], select: 1 },
  { name: 'empty-light', query: 'scenario=empty', size: [1400, 400] },
  { name: 'empty-dark', query: 'scenario=empty&theme=dark', size: [480, 900] },
  { name: 'failing-light', query: 'scenario=failing&tab=request', size: [1400, 400], select: 0 },
  { name: 'failing-dark', query: 'scenario=failing&tab=request&theme=dark', size: [1400, 900], select: 3 },
  { name: 'findings-light', query: 'scenario=failing&tab=findings', size: [1400, 900] },
  { name: 'findings-dark', query: 'scenario=failing&tab=findings&theme=dark', size: [1400, 400] },
  { name: 'findings-narrow', query: 'scenario=failing&tab=findings', size: [480, 900] },
  { name: 'storm-light', query: 'scenario=storm&tab=timeline', size: [1400, 400] },
  { name: 'hostile-light', query: 'scenario=hostile', size: [1400, 400], select: 0 },
  { name: 'flood-dark', query: 'scenario=flood&theme=dark', size: [1400, 400] },
  { name: 'full-forced-light', query: 'scenario=full', size: [1400, 400], select: 1, forced: true },
  { name: 'full-forced-dark', query: 'scenario=full&theme=dark&tab=request', size: [1400, 900], select: 1, forced: true },
  { name: 'full-docked-narrow', query: 'scenario=full', size: [480, 300] },
  { name: 'pages-light', query: 'scenario=pages', size: [1400, 400], act: (page) => page.keyboard.press('/').then(() => page.keyboard.type('/n/')) },
  { name: 'pages-forced-dark', query: 'scenario=pages&theme=dark', size: [1400, 400], forced: true },
  { name: 'filter-wrong-dark', query: 'scenario=full&theme=dark', size: [1400, 400], act: (page) => page.getByRole('combobox').fill('type:price /(a+/ x') },
  { name: 'filter-wrong-narrow', query: 'scenario=full', size: [480, 600], act: (page) => page.getByRole('combobox').fill('size:>big x') },
  { name: 'query-light', query: 'scenario=full', size: [1400, 500], act: (page) => page.getByRole('combobox').fill('price -type:debug ') },
  { name: 'query-keys-dark', query: 'scenario=full&theme=dark', size: [1400, 500], act: offerKeys },
  { name: 'query-keys-narrow', query: 'scenario=full', size: [480, 600], act: offerKeys },
  { name: 'query-forced', query: 'scenario=full', size: [1000, 400], forced: true, act: offerKeys },
  { name: 'types-light', query: 'scenario=full', size: [1400, 400], act: (page) => page.locator('[aria-haspopup]').nth(0).click() },
  {
    name: 'view-menu-forced',
    query: 'scenario=full&theme=dark',
    size: [480, 600],
    forced: true,
    act: (page) => page.locator('[aria-haspopup]').nth(1).click(),
  },
  { name: 'settings-dark', query: 'scenario=full&theme=dark', size: [1400, 600], act: (page) => page.locator('button:has(.icon-settings)').click() },
  { name: 'keys-light', query: 'scenario=full', size: [1400, 400], act: (page) => page.keyboard.press('?') },
  { name: 'keys-narrow', query: 'scenario=full&theme=dark', size: [480, 600], act: (page) => page.keyboard.press('?') },
  { name: 'newest-top', query: 'scenario=pages&newest=top&times=delta', size: [1400, 400] },
  { name: 'wire-messages-light', query: 'scenario=wire', size: [1400, 500], select: 0 },
  { name: 'wire-messages-dark', query: 'scenario=wire&theme=dark', size: [480, 700], select: 0 },
  {
    name: 'wire-marks-light',
    query: 'scenario=wire',
    size: [1400, 500],
    select: 0,
    act: (page) => page.getByRole('grid', { name: /messages/i }).press('Home'),
  },
  { name: 'wire-raw-light', query: 'scenario=wire&tab=raw', size: [1400, 800], select: 0, act: chooseFirstAttempt },
  { name: 'wire-raw-dark', query: 'scenario=wire&tab=raw&theme=dark', size: [1400, 800], select: 0, act: chooseFirstAttempt },
  { name: 'wire-raw-narrow', query: 'scenario=wire&tab=raw', size: [480, 700], select: 0 },
  { name: 'wire-raw-none', query: 'scenario=wire&tab=raw&theme=dark', size: [1400, 400], select: 1 },
  { name: 'wire-settings', query: 'scenario=wire', size: [1000, 800], act: (page) => page.locator('.witness-line').click() },
  { name: 'thousand-light', query: 'scenario=thousand', size: [1400, 900] },
  { name: 'viewer-start-dark', page: 'viewer.html', query: 'theme=dark', size: [1400, 600] },
  { name: 'viewer-menu-light', page: 'viewer.html', query: 'file=reconnects.ndjson', size: [1400, 500], act: offerComparisons },
  { name: 'viewer-menu-dark', page: 'viewer.html', query: 'file=reconnects.ndjson&theme=dark', size: [1400, 500], act: offerComparisons },
  { name: 'viewer-menu-narrow', page: 'viewer.html', query: 'file=reconnects.ndjson&theme=dark', size: [480, 500], act: offerComparisons },
  { name: 'viewer-menu-forced', page: 'viewer.html', query: 'file=reconnects.ndjson&theme=dark', size: [480, 500], forced: true, act: offerComparisons },
  { name: 'compare-dark', page: 'viewer.html', query: `${COMPARED}&theme=dark`, size: [1400, 500], act: comparison },
  { name: 'compare-narrow', page: 'viewer.html', query: `${COMPARED}&theme=dark`, size: [480, 500], act: comparison },
];

/** What may come next in the filter. */
async function offerKeys(page: Page): Promise<void> {
  await page.getByRole('combobox').pressSequentially('at');
  await page.keyboard.press('ArrowDown');
}

/** What an open file can be compared with. */
async function offerComparisons(page: Page): Promise<void> {
  await page.locator('.viewer-bar [aria-haspopup]').click();
}
async function comparison(page: Page): Promise<void> {
  await page.locator('.compare-rows [data-position]').first().waitFor();
}

/** With a line that has something to say. */
async function chooseFirstAttempt(page: Page): Promise<void> {
  await page.locator('.attempt-list').focus();
  await page.keyboard.press('End');
  await page.locator('.raw-text .grid-row.is-ignored').first().click();
}

const words = process.argv.slice(2);
const [out = 'shots', ...names] = words.filter((word) => !word.startsWith('--'));
const locale = words.find((word) => word.startsWith('--locale='))?.slice('--locale='.length);
mkdirSync(out, { recursive: true });
const { url, server } = await serveWorkbench();
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const shot of shots.filter(({ name }) => names.length === 0 || names.some((wanted) => name.includes(wanted)))) {
    const page = await browser.newPage({ viewport: { width: shot.size[0], height: shot.size[1] } });
    if (shot.forced) await page.emulateMedia({ forcedColors: 'active', colorScheme: shot.query.includes('theme=dark') ? 'dark' : 'light' });
    page.on('pageerror', (error) => console.error(`${shot.name}: ${error.stack ?? error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.error(`${shot.name}: ${message.text()}`));
    if (locale !== undefined) await speak(page, locale);
    await page.goto(`${new URL(shot.page ?? '', url).href}?${shot.query}`);
    await page.locator('.shell-body > *, .recordings-table, .compare-rows').first().waitFor();
    if (shot.select !== undefined) await page.locator('.connections-row:not(.is-group)').nth(shot.select).click();
    await shot.act?.(page);
    // Two frames: answers that were asked for by the first are drawn by the second.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 150))));
    await page.screenshot({ path: join(out, `${shot.name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
