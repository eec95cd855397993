/** Findings stand where they are pinned: a mark in the list of attempts, in messages and in the raw text goes to the finding, and Findings goes back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { Script } from '../../demo/script.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { OpenPanel } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { pageOf, startStreamServer } from './stream-page.ts';
import type { Target } from './view.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

const PATIENCE = 30_000;
/** Seconds that no browser waits by itself. */
const LONG = 10;

let server: DemoServer;
let devtools: OpenPanel;
/** A first attempt with an odd message and an odd line, which ends; then most of a minute until the next. */
const script: Script = {
  attempts: [
    [{ send: { retry: 59_000, data: 'first' } }, { send: { type: 'error', data: 'odd' } }, { raw: 'Data: capital\ndata: seen\n\n' }, { end: true }],
    [{ hold: true }],
  ],
};
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, [{ name: 'odd', script, types: ['error'] }]));
  await until(
    'findings',
    async () => {
      await devtools.look();
      const { findings } = await devtools.ask('findings', { filter: {} });
      return ['reserved-type', 'field-in-capitals'].every((rule) => findings.some((finding) => finding.rule === rule));
    },
    PATIENCE,
  );
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

const tab = (name: RegExp): Target => ({ role: 'tab', name });
/** The text of what is chosen in the list of findings. */
const chosen = (): Promise<string> => devtools.panel.evaluate(() => document.querySelector('.finding-row[aria-selected="true"]')?.textContent ?? '');
/** Marks stand for the pointer alone: what is asked for by place, and pressed as a person presses it. */
const press = (selector: string): Promise<void> =>
  devtools.panel.evaluate((found) => {
    const mark = document.querySelector(found);
    if (mark === null) throw new Error(`there is no ${found}`);
    for (const type of ['mousedown', 'mouseup', 'click']) mark.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
  }, selector);
const marked = (selector: string): Promise<string | undefined> =>
  until(selector, () => devtools.panel.evaluate((found) => document.querySelector<HTMLElement>(found)?.title, selector), PATIENCE);

test('a connection that waits counts down, and says where its time is from', async () => {
  const cell = (): Promise<string> => devtools.panel.evaluate(() => document.querySelector('.connections .countdown')?.textContent ?? '');
  // What the server wrote counts, once it is known; before that, the browser's own delay.
  await until('a countdown', async () => /^\d+\.\d\s?s$/.test(await cell()) && Number.parseFloat(await cell()) > LONG, PATIENCE);
  const first = Number.parseFloat(await cell());
  await until('less', async () => Number.parseFloat(await cell()) < first, PATIENCE);
  expect(first).toBeLessThanOrEqual(59);
  await devtools.panel.click(tab(/request/i));
  await until(
    'why then',
    () => devtools.panel.evaluate(() => /as the server wrote it/.test(document.querySelector('.next-attempt')?.textContent ?? '')),
    PATIENCE,
  );
});

test('the list of attempts has a mark that goes to the finding, and Findings goes back', async () => {
  await devtools.panel.click(tab(/request/i));
  expect(await marked('.attempt-list .finding-mark')).toMatch(/^Finding: /);
  await press('.attempt-list .finding-mark');
  await devtools.panel.appear(tab(/findings/i));
  await until('a finding', async () => (await chosen()) !== '', PATIENCE);
  await devtools.panel.click({ role: 'button', name: /show attempt/i });
  await devtools.panel.appear({ role: 'listbox', name: /attempts/i });
  await devtools.panel.click(tab(/findings/i));
  await devtools.panel.click({ role: 'button', name: /show in timeline/i });
  await devtools.panel.click({ role: 'button', name: /open finding/i });
  await until('the finding again', async () => (await chosen()) !== '', PATIENCE);
});

test('the message has a mark, and so has the line of the text', async () => {
  await devtools.panel.click(tab(/messages/i));
  expect(await marked('.messages-list .finding-mark')).toContain('reserved-type');
  await press('.messages-list .finding-mark');
  await until('the finding', async () => /error/.test(await chosen()), PATIENCE);
  await devtools.panel.click({ role: 'button', name: /show message/i });
  await devtools.panel.appear({ role: 'grid', name: /messages/i });
  await devtools.panel.click(tab(/raw/i));
  expect(await marked('.raw-text .finding-mark')).toContain('field-in-capitals');
  await press('.raw-text .finding-mark');
  await until('the finding of the line', async () => /Data/.test(await chosen()), PATIENCE);
});
