/** Entry of the DevTools page: plugs the witnesses into the recorder. */
import browser from 'webextension-polyfill';
import { createAskClient } from '../wire/protocol/ask-client.ts';
import { isRecorderOutput, type RecorderInput } from '../wire/protocol/recorder-messages.ts';
import { openPageFeed } from './page-feed.ts';
import { openPanelLink } from './panel-link.ts';
import { openRequestFeed } from './request-feed.ts';

const { tabId } = browser.devtools.inspectedWindow;
const now = (): number => performance.timeOrigin + performance.now();
const life = new AbortController();

const worker = new SharedWorker(new URL('../recorder/recorder.worker.ts', import.meta.url), { type: 'module', name: `tab:${tabId}` });
const tell = (input: RecorderInput): void => worker.port.postMessage(input);

const client = createAskClient(tell);
worker.port.onmessage = ({ data }: { data: unknown }) => {
  client.receive(data);
  if (isRecorderOutput(data) && data.kind === 'recorded') pages.recorded(data.session, data.seq);
};

const pages = openPageFeed(tabId, tell, now);
openRequestFeed(tabId, tell, now, life.signal);
void openPanelLink(tabId);

/** The door for the capture command and the tests, which drive this page by the DevTools protocol. No inspected page can reach it. */
Object.assign(globalThis, { sseScope: { ask: client.ask } });
