/** Capture files in Firefox's viewer, by the dialog and by dropping; and the panel's ways to it. See import.test.ts for all that is the same in Chromium. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { viewIn } from './firefox-view.ts';
import { pageOf, startStreamServer } from './stream-page.ts';
import type { Target, View } from './view.ts';

const CAPTURES = path.resolve(import.meta.dirname, '../files/captures');
const PATIENCE = 30_000;
const MESSAGES: Target = { role: 'grid', name: 'Messages' };

interface Dropped {
  name: string;
  content: string;
}

/** Drops a file on the document. @returns for each event whether the browser may still show the file itself. Runs there, so it stands alone. */
const drop = ({ name, content }: Dropped): boolean[] => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([content], name));
  return ['dragenter', 'dragover', 'drop'].map((type) => document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })));
};

describe.skipIf(!BROWSERS.includes('firefox'))('files', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  let viewer: Place;
  let view: View;

  const viewOf = (place: Place): View => viewIn(firefox, place);
  const fileOf = async (name: string): Promise<Dropped> => ({ name: path.basename(name), content: await readFile(path.join(CAPTURES, name), 'utf8') });
  const sums = (): Promise<string[]> => view.evaluate(() => [...document.querySelectorAll('.summary-part')].map(({ textContent }) => textContent));

  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    viewer = { kind: 'page', tab };
    view = viewOf(viewer);
    await firefox.scope.call('load', tab, `${await firefox.baseUrl()}src/viewer/viewer.html`, PATIENCE);
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  test.each([
    ['every-kind.ndjson', ['1 connection', '1 message'], '{"id":17}'],
    ['two-frames.ndjson', ['3 connections', '3 messages'], '=1+1'],
    ['foreign/chromium-156.har', ['1 connection', '2 messages'], ''],
    ['foreign/firefox.har', ['1 connection', '2 messages'], 'grün 😀'],
    ['foreign/raw.sse', ['1 connection', '2 messages'], 'three'],
  ])('%s, dropped', async (name, expected, data) => {
    await view.appear({ role: 'button', name: 'Open file…' });
    // None of them is left to the browser.
    expect(await view.evaluate(drop, await fileOf(name))).toEqual([false, false, false]);
    await view.appear({ role: 'region', name: 'The file that is shown', text: path.basename(name) });
    await expect.poll(sums).toEqual(expect.arrayContaining(expected));
    await view.appear({ role: 'row', text: data, within: MESSAGES });
  });

  test('one that is chosen in the dialog; and one that cannot be read leaves it', async () => {
    // The dialog of the system cannot be driven: whoever opens one is given the file.
    await view.evaluate(
      ({ name, content }: Dropped) => {
        const click = HTMLInputElement.prototype.click;
        HTMLInputElement.prototype.click = function (this: HTMLInputElement): void {
          if (this.type !== 'file') return click.call(this);
          const chosen = new DataTransfer();
          chosen.items.add(new File([content], name));
          this.files = chosen.files;
          this.dispatchEvent(new Event('change'));
        };
      },
      await fileOf('reconnects.ndjson'),
    );
    await view.click({ role: 'button', name: 'Open file…' });
    await view.appear({ role: 'region', name: 'The file that is shown', text: 'reconnects.ndjson' });
    await expect.poll(sums).toEqual(expect.arrayContaining(['1 connection', '2 messages']));
    await view.evaluate(drop, await fileOf('damaged/newer.ndjson'));
    await view.appear({ role: 'alert', text: 'newer.ndjson cannot be shown. Line 1: the file is of version 2' });
    await view.appear({ role: 'region', name: 'The file that is shown', text: 'reconnects.ndjson' });
  });

  test('the panel opens the viewer, by its toolbar and for a file that is dropped on it, which is asked for again', async () => {
    const inspected = await firefox.scope.call<TabNumber>('newTab');
    await firefox.scope.call('load', inspected, pageOf(server, []), PATIENCE);
    await firefox.openToolbox(inspected);
    await firefox.showPanel(inspected);
    const place: Place = { kind: 'panel', tab: inspected, extension: firefox.extensionId };
    const panel = viewOf(place);
    const known = await firefox.scope.call<TabNumber[]>('tabs');
    /** The tab that was opened since, once its text says so. */
    const openedWith = async (words: string): Promise<void> => {
      const opened = async (): Promise<TabNumber | undefined> => (await firefox.scope.call<TabNumber[]>('tabs')).find((each) => !known.includes(each));
      await expect.poll(opened).toBeDefined();
      const page: Place = { kind: 'page', tab: (await opened())! };
      await expect.poll(() => firefox.evaluate(page, () => document.body.textContent).catch(() => '')).toContain(words);
      await firefox.scope.call('closeTab', page.tab);
      await firefox.scope.call('select', inspected);
    };
    await panel.click({ role: 'button', name: 'Recordings and capture files' });
    await openedWith('Drop a file anywhere on this page');
    expect((await panel.evaluate(drop, { name: 'a & b.sse', content: 'data: x' })).slice(1)).toEqual([false, false]);
    await openedWith('“a & b.sse” was dropped on the panel');
  });
});
