/** Accessibility where Firefox draws it: axe finds nothing in any view of the real panel, the board and the viewer, light or dark. See ui/axe.test.ts for Chromium. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import type { DemoServer } from '../../demo/server.ts';
import { AXE, HAS_AXE, looking } from '../axe.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { viewIn } from './firefox-view.ts';
import { pageOf, type PageStream, startStreamServer } from './stream-page.ts';
import type { Target, View } from './view.ts';

const PATIENCE = 30_000;
type Theme = 'light' | 'dark';

const MESSAGES: Target = { role: 'grid', name: 'Messages' };
const CAPTURE = path.resolve(import.meta.dirname, '../files/captures/reconnects.ndjson');

/** Every kind of row, oddities, a stream that ends and comes again, and two that fail; of a name of their own, since the panel keeps those of the page before. */
const streamsOf = (theme: string): PageStream[] => [
  {
    name: `rich-${theme}`,
    types: ['order'],
    script: {
      attempts: [
        [
          { raw: ': beat\nretry: 100\n\nid: 1\nevent: order\ndata: {"a":[1,{"b":"ü"}]}\n\nevent: updte\ndata: x\n\nData: slip\nid: 2\n\ndata: no end\n' },
          { end: true },
        ],
        [{ send: { data: 'again', id: '3' } }, { cut: true }],
        [{ send: { data: 'and again' } }, { hold: true }],
      ],
    },
  },
  { name: `refused-${theme}`, script: [{ head: { status: 404 } }, { end: true }] },
  { name: `page-${theme}`, script: [{ head: { headers: { 'content-type': 'text/html' } } }, { end: true }] },
];

describe.skipIf(!BROWSERS.includes('firefox'))('axe finds nothing', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  let inspected: Place;
  beforeAll(async () => {
    server = await startStreamServer();
    const preferences = { 'devtools.toolbox.footer.height': 650 };
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox, preferences });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    inspected = { kind: 'panel', tab, extension: firefox.extensionId };
    await firefox.scope.call('load', tab, pageOf(server, []), PATIENCE);
    await firefox.openToolbox(tab);
    await firefox.showPanel(tab);
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });
  const viewOf = (place: Place): View => viewIn(firefox, place);
  let looks: Theme;
  const found = async (place: Place, part?: string): Promise<string[]> => {
    const isThere = await firefox.evaluate<boolean>(place, `() => ${HAS_AXE}`);
    return firefox.evaluate(place, `() => { ${isThere ? '' : AXE}; return ${looking({ part, colorsAlone: looks === 'dark' })}; }`);
  };
  const turn = async (theme: Theme): Promise<void> => {
    looks = theme;
    await firefox.scope.call('setPreference', 'devtools.theme', theme);
    // [Firefox] What pages are told: 0 is dark, 1 is light.
    await firefox.scope.call('setPreference', 'layout.css.prefers-color-scheme.content-override', theme === 'dark' ? 0 : 1);
  };
  const themeOf = (place: Place): Promise<string | undefined> => firefox.evaluate(place, () => document.documentElement.dataset['theme']);

  test('axe itself finds what is wrong', async () => {
    const button = '<button id="wrong"></button>';
    await firefox.evaluate(inspected, (html: string) => document.querySelector('.shell-toolbar')?.insertAdjacentHTML('beforeend', html), button);
    try {
      expect((await found(inspected)).join()).toContain('button-name');
    } finally {
      await firefox.evaluate(inspected, () => document.querySelector('#wrong')?.remove());
    }
  });

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    beforeAll(() => turn(theme));

    test('in the panel when it is empty', async () => {
      await firefox.scope.call('load', tab, pageOf(server, []), PATIENCE);
      await expect.poll(() => themeOf(inspected)).toBe(theme);
      await viewOf(inspected).click({ role: 'button', name: /^Clear$/ });
      await viewOf(inspected).appear({ role: 'button', name: /reload/i });
      expect(await found(inspected)).toEqual([]);
    });

    test('in the panel with streams: each view, menus and dialogs', async () => {
      const view = viewOf(inspected);
      await firefox.scope.call('load', tab, pageOf(server, streamsOf(theme)), PATIENCE);
      await view.click({ role: 'tab', name: 'Messages' });
      await view.appear({ role: 'row', text: 'and again', within: MESSAGES });
      await view.click({ role: 'row', text: `stream=rich-${theme}`, within: { role: 'treegrid' } });
      // What is around them is the same for all of them.
      for (const [name, part] of [['Messages'], ...['Timeline', 'Raw', 'Request', 'Findings'].map((tabName) => [tabName, '[role=tabpanel]'])] as const) {
        await view.click({ role: 'tab', name });
        await view.appear({ role: 'tabpanel' });
        expect(await found(inspected, part), name).toEqual([]);
      }
      await view.click({ role: 'tab', name: 'Messages' });
      // What was looked at before may have left little room for the list.
      await view.press(MESSAGES, 'Home');
      await view.click({ role: 'row', text: '"a"', within: MESSAGES });
      await view.press(MESSAGES, 'b');
      await view.press(MESSAGES, 'Enter');
      await view.appear({ role: 'tree' });
      expect(await found(inspected, '[role=tabpanel]'), 'a message').toEqual([]);
      for (const name of ['Limit to types', 'Times, order']) {
        await view.click({ role: 'button', name });
        await view.appear({ role: 'menu' });
        expect(await found(inspected, '[role=menu]'), name).toEqual([]);
        await view.key('Escape');
        await view.vanish({ role: 'menu' });
      }
      for (const name of ['Settings', 'Keys', 'Export…']) {
        await view.click({ role: 'button', name });
        await view.appear({ role: 'dialog' });
        expect(await found(inspected, 'dialog'), name).toEqual([]);
        await view.key('Escape');
        await view.vanish({ role: 'dialog' });
      }
      await view.enter({ role: 'combobox', name: /filter/i }, '/(a+/');
      await view.appear({ role: 'alert', text: /./ });
      expect(await found(inspected, '.shell-toolbar'), 'a bad filter').toEqual([]);
      await view.enter({ role: 'combobox', name: /filter/i }, '');
    });

    test.each(['refused', 'page'])('in the panel, of a stream that fails: %s', async (name) => {
      const view = viewOf(inspected);
      await view.click({ role: 'row', text: `stream=${name}-${theme}`, within: { role: 'treegrid' } });
      for (const tabName of ['Messages', 'Raw', 'Request', 'Findings']) {
        await view.click({ role: 'tab', name: tabName });
        expect(await found(inspected, '[role=tabpanel]'), tabName).toEqual([]);
      }
    });

    test.each(['popup', 'board'])('in the %s', async (name) => {
      const board = await firefox.scope.call<TabNumber>('newTab');
      const place: Place = { kind: 'page', tab: board };
      await firefox.scope.call('load', board, `${await firefox.baseUrl()}src/popup/${name}.html`, PATIENCE);
      await expect.poll(() => firefox.evaluate(place, () => document.body.textContent)).toContain('127.0.0.1');
      expect(await firefox.evaluate(place, () => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark');
      expect(await found(place)).toEqual([]);
      await firefox.scope.call('closeTab', board);
    });

    test('in the viewer, without a file and with one', async () => {
      const viewer = await firefox.scope.call<TabNumber>('newTab');
      const place: Place = { kind: 'page', tab: viewer };
      const view = viewOf(place);
      await firefox.scope.call('load', viewer, `${await firefox.baseUrl()}src/viewer/viewer.html`, PATIENCE);
      await view.appear({ role: 'button', name: 'Open file…' });
      expect(await found(place)).toEqual([]);
      await view.evaluate(
        (content) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], 'reconnects.ndjson'));
          document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
        },
        await readFile(CAPTURE, 'utf8'),
      );
      await view.appear({ role: 'region', name: 'The file that is shown', text: 'reconnects.ndjson' });
      await view.click({ role: 'tab', name: 'Messages' });
      await view.appear(MESSAGES);
      expect(await found(place)).toEqual([]);
      await firefox.scope.call('closeTab', viewer);
    });
  });
});
