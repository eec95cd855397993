/** Entry of the DevTools page: plugs the witnesses into the recorder. */
import browser from 'webextension-polyfill';
import type { RequestObservation } from '../core/model/observation.ts';
import type { Milliseconds } from '../core/units.ts';
import { createAskClient } from '../wire/protocol/ask-client.ts';
import type { Command } from '../wire/protocol/command.ts';
import { panelChannel } from '../wire/protocol/panel-ports.ts';
import { isRecorderOutput, type RecorderInput } from '../wire/protocol/recorder-messages.ts';
import { createClaims } from './claims.ts';
import { startDebuggerTap } from './debugger-tap/start-debugger-tap.ts';
import { openDiskFeed } from './disk-feed.ts';
import { startNetworkLog } from './network-log/start-network-log.ts';
import { openPageFeed } from './page-feed.ts';
import { openPageRoad } from './page-road.ts';
import type { Ask } from '../recorder/questions/questions.ts';
import { openPanelLink } from './panel-link.ts';
import { serveRemotePanel } from './remote-panel.ts';
import { openRequestFeed } from './request-feed.ts';
import { openWireTapFeed } from './wire-tap-feed.ts';
import { createWitnesses } from './witnesses.ts';

const { tabId } = browser.devtools.inspectedWindow;
const now = (): number => performance.timeOrigin + performance.now();
const life = new AbortController();

const joinRecorder = (): SharedWorker => new SharedWorker(new URL('../recorder/recorder.worker.ts', import.meta.url), { type: 'module', name: `tab:${tabId}` });
const worker = joinRecorder();
const tell = (input: RecorderInput): void => worker.port.postMessage(input);

const client = createAskClient<Ask>(tell);
const obey = (command: Command): void => {
  if (command.kind === 'hear') pages.hear(command.session, command.source, command.type);
  else if (command.kind === 'release') void tap.then(({ release }) => release(command.request));
  else witnesses.turn(command.name, command.on);
};
worker.port.onmessage = ({ data }: { data: unknown }) => {
  client.receive(data);
  if (!isRecorderOutput(data)) return;
  if (data.kind === 'recorded') pages.recorded(data.session, data.seq);
  else if (data.kind === 'receipt') void tap.then(({ received }) => received(data.receipt));
  else if (data.kind === 'command') obey(data.command);
};

const witnesses = createWitnesses((witness) => tell({ kind: 'witness', witness }), now);
const later = (task: () => void, delay: Milliseconds): void => void setTimeout(task, delay);
const road = openPageRoad({ browser, tabId, audience: crypto.randomUUID(), now, later, signal: life.signal });
const pages = openPageFeed(road, tell, now, later);
witnesses.is('hook', 'at-work');
const claims = createClaims();
const networkLog = startNetworkLog(claims, witnesses, tell, now);
startDebuggerTap(tabId, claims, witnesses, tell, now);
const requested = (observations: readonly RequestObservation[]): void => {
  networkLog?.hurry();
  for (const observation of observations) if (observation.worker === undefined && observation.endedAt === undefined) pages.requested(observation);
};
openRequestFeed(tabId, tell, requested, now, life.signal);
witnesses.is('request-log', 'at-work');
const tap = openWireTapFeed(tabId, witnesses, tell, now, life.signal);
void openDiskFeed(tabId, tell);
// Only panels in private windows of Firefox come that way; its DevTools pages have no `tabs`.
if ((browser as Partial<typeof browser>).tabs === undefined)
  serveRemotePanel(tabId, { joinRecorder: () => joinRecorder().port, joinChannel: () => new BroadcastChannel(panelChannel(tabId)) });
const panel = openPanelLink(tabId, (visible) => networkLog?.show(visible));
road.watchAccess((granted) => {
  panel.access(granted);
  witnesses.is('hook', granted ? 'at-work' : 'cannot', granted ? undefined : 'refused');
  witnesses.is('request-log', granted ? 'at-work' : 'cannot', granted ? undefined : 'refused');
});

/**
 * The door for the capture command and the tests, which drive this page by the DevTools protocol. No inspected page can reach it.
 * `look` resolves when what the network log knows by now has been recorded; `foundByAsking` counts documents that nobody would know of, had they not been asked again.
 */
Object.assign(globalThis, {
  sseScope: {
    ask: client.ask,
    look: async () => networkLog?.look(),
    networkLogCost: () => networkLog?.cost(),
    foundByAsking: pages.foundByAsking,
  },
});
