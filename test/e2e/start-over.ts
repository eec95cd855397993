/**
 * The same DevTools for one test after the other, each as if it had been opened for it: to open it costs more processor time than most tests do.
 * The ids of connections go on, and witnesses that a test has turned on or off stay so. So do streams that outlive their page for the capture: those of a
 * service worker, and those of which nobody says that they are over. A test that leaves such is the last of its file.
 */
import { until } from '../../cli/until.ts';
import type { Ask } from '../../src/recorder/questions/questions.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { panelChannel } from '../../src/wire/protocol/panel-ports.ts';
import type { Hands } from './view.ts';

const PATIENCE: Milliseconds = 30_000;

/** Of the panel that is left and not yet replaced. */
const OLD = 'old';

/**
 * Empties the capture and makes the panel's document anew, without settings and without a place to come back to.
 * @param evaluate in the panel. Call it when the page before has been left.
 */
export async function startOver(evaluate: Hands['evaluate'], ask: Ask): Promise<void> {
  const isEmpty = async (): Promise<boolean> => {
    await ask('clear');
    return (await ask('overview')).connections === 0;
  };
  // The last words of a page that was left are on their way.
  await until('an empty capture', isEmpty, PATIENCE);
  const tab = await evaluate(() => chrome.devtools.inspectedWindow.tabId);
  await evaluate(
    async ({ channel, old }) => {
      await chrome.storage.local.clear();
      document.documentElement.dataset[old] = '';
      const places = new BroadcastChannel(channel);
      const empty = (): void => places.postMessage({ kind: 'place', place: undefined });
      empty();
      // Until its last breath the panel writes down whatever changes in it.
      addEventListener('pagehide', empty);
      setTimeout(() => location.reload());
    },
    { channel: panelChannel(tab), old: OLD },
  );
  const isNew = (): Promise<boolean> =>
    evaluate((old) => !(old in document.documentElement.dataset) && document.querySelector('.shell-toolbar') !== null, OLD).catch(() => false);
  await until('the new document of the panel', isNew, PATIENCE);
}
