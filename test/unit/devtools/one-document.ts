/** The real modules of all ends between one document and its recorder, joined by a browser that loses things. The hook of the page is a model of one. */
import { createPageRelay } from '../../../src/background/page-relay.ts';
import { openRelay } from '../../../src/content/relay.ts';
import type { Observation } from '../../../src/core/model/observation.ts';
import { openPageFeed } from '../../../src/devtools/page-feed.ts';
import { openPageRoad } from '../../../src/devtools/page-road.ts';
import { createIntake } from '../../../src/recorder/intake.ts';
import { createRecorder, type Recorder } from '../../../src/recorder/recorder.ts';
import { toMicros, writeBase, writeCreated, writeMessage, writeOpened } from '../../../src/wire/protocol/batch-writer.ts';
import { isAnnouncement } from '../../../src/wire/protocol/envelope.ts';
import { isRecord } from '../../../src/wire/protocol/guard.ts';
import type { RecorderInput } from '../../../src/wire/protocol/recorder-messages.ts';
import { createClock, createLossyBrowser, OWN_ID, TAB, type Disturbance } from './lossy-browser.ts';

export const URL_OF_STREAM = 'https://s.test/events';
const SESSION = 'doc';

/** What the page hook does (src/page/outbox.ts), for one source. */
function createHook(now: () => number) {
  let send: (messages: number, text: string) => void = () => undefined;
  let listening = false;
  let created: number | undefined;
  let kept: string[] = [];
  const heard = new Set<string>();
  const batch = (messages: number, text: string): void => send(messages, writeBase(toMicros(now())) + text);
  const message = (data: string): void => batch(1, writeMessage(1, 0, 'message', '', data));
  const introduce = (): void => batch(0, writeCreated(1, 0, false, URL_OF_STREAM, '') + writeOpened(1, 0));
  return {
    heard,
    open(onBatch: typeof send) {
      send = onBatch;
      return {
        command(command: string) {
          if (command.startsWith('hear ')) heard.add(command.slice('hear '.length));
          if (command === 'quiet') listening = false;
          if (command !== 'listen' || listening) return;
          listening = true;
          if (created !== undefined) introduce();
          for (const data of kept) message(data);
          kept = [];
        },
      };
    },
    create() {
      created = now();
      if (listening) introduce();
      else send(0, '');
    },
    message(data: string) {
      if (listening) message(data);
      else kept.push(data);
    },
  };
}

/** @param way as in that browser: with a background in between, or without. */
export function openWorld(way: 'chromium' | 'firefox', disturbance?: Disturbance) {
  const clock = createClock();
  const { now, later } = clock;
  const browser = createLossyBrowser(clock, disturbance, () => {
    const relay = createPageRelay(browser.tabsOf('background'));
    relay.access(true);
    return {
      took: (port) => void relay.took(port),
      heard(message, { tab, frameId, documentId }) {
        if (isAnnouncement(message)) relay.announced(message, tab.id, { frameId, documentId });
      },
    };
  });

  const observed: Observation[] = [];
  const intake = createIntake(
    (observation) => void observed.push(observation),
    now,
    () => undefined,
  );
  /** What has come by now, recorded. */
  const recorded = (): Recorder => {
    const recorder = createRecorder({ now, schedule: () => undefined });
    recorder.observe(observed);
    return recorder;
  };

  const hook = createHook(now);
  openRelay({
    session: SESSION,
    runtime: {
      sendMessage: (message) => browser.announce(message, way === 'firefox' ? 'background' : 'devtools'),
      onMessage: {
        addListener: (listener) => void browser.document.onMessage.add((message) => listener(message, undefined, () => undefined)),
        removeListener: () => undefined,
      },
      onConnect: { addListener: (listener) => void browser.document.onConnect.add(listener), removeListener: () => undefined },
    },
    isOurs: () => true,
    openHook: (onBatch) => hook.open(onBatch),
    view: new EventTarget() as Pick<Window, 'addEventListener'>,
    facts: () => ({ url: 'https://s.test/', title: 'a page' }),
    now,
    later,
    life: new AbortController(),
  });

  const openDevtools = () => {
    const road = openPageRoad({
      browser: {
        runtime: {
          id: OWN_ID,
          connect: browser.connectBackground,
          onMessage: { addListener: (listener) => void browser.devtools.onMessage.add(listener) },
        },
        ...(way === 'chromium' ? { tabs: browser.tabsOf('devtools') } : {}),
      },
      tabId: TAB,
      audience: 'this DevTools page',
      now,
      later,
      signal: new AbortController().signal,
    });
    const take = (input: RecorderInput): void => {
      if (!isRecord(input)) return;
      intake.take(input, (session, seq) => browser.pass({ kind: 'recorded' }, () => feed.recorded(session, seq)));
    };
    // That a document is gone is told by the browser, which closes its port: no message of ours.
    const tell = (input: RecorderInput): void => (input.kind === 'page' ? browser.pass({ kind: 'page' }, () => take(input)) : take(input));
    const feed = openPageFeed(road, tell, now, later);
    return feed;
  };

  return { ...clock, browser, hook, observed, recorded, openDevtools, hear: { session: SESSION, source: 1, type: 'tick' } };
}
