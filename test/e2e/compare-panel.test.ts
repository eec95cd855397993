/** What the panel shows, handed over to be compared, in the real DevTools of each browser. See compare.test.ts for what the comparison is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import { readCompareRows } from './compare-rows.ts';
import type { OpenedPage, OpenPanel } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

const PATIENCE = 30_000;

let server: DemoServer;
let devtools: OpenPanel;

const send = (...data: string[]) => [{ head: {} }, ...data.map((text) => ({ send: { data: text } })), { hold: true as const }];

beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(
    pageOf(server, [
      { name: 'one', script: send('a', 'b', 'c') },
      { name: 'two', script: send('a', 'c', 'd') },
    ]),
  );
  await until('all messages', async () => (await devtools.ask('overview')).messages === 6, PATIENCE);
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

const rows = ({ view }: OpenedPage): Promise<string[]> => view.evaluate(readCompareRows, false);
/** By the context menu of the first connection. */
async function compareOne(item: RegExp): Promise<OpenedPage> {
  await devtools.panel.context({ role: 'row', text: 'stream=one' });
  return devtools.opened(() => devtools.panel.click({ role: 'menuitem', name: item }));
}

test('two connections; again when that page is loaded again', async () => {
  const viewer = await compareOne(/^#\d+ .*two/);
  await expect.poll(() => rows(viewer)).toEqual(['In both |  | a', 'Only left |  | b', 'In both |  | c', 'Only right |  | d']);
  await viewer.reload();
  await expect.poll(() => rows(viewer)).toHaveLength(4);
  await viewer.close();
});

test('after the background has ended, which opens that page in Firefox', async () => {
  await devtools.endBackground();
  const viewer = await compareOne(/^#\d+ .*two/);
  await expect.poll(() => rows(viewer)).toHaveLength(4);
  await viewer.close();
});

test('one with a recording; and when the panel is gone, nobody can say any more what was to be compared', async () => {
  await devtools.panel.click({ role: 'button', name: 'Keep captures on disk' });
  const viewer = await compareOne(/^A recording or a file/);
  await viewer.view.click({ role: 'button', name: 'Compare with…' });
  // The recording of this very page: on the left is one of its two connections.
  await viewer.view.click({ role: 'menuitem', within: { role: 'group', name: 'Recordings' } });
  await expect.poll(() => rows(viewer)).toContain('In both |  | b');
  await viewer.view.appear({ role: 'status', text: '3 messages left, 6 right.' });

  await devtools.page.close();
  await viewer.reload();
  await viewer.view.appear({ role: 'alert', text: 'The panel that this comparison was asked for is closed.' });
});
