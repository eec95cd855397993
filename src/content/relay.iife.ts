/** Entry of the content script: joins the hook of this document to the DevTools page of its tab, when there is one. */
import { createBacklog, LIMIT_OF_BURSTS } from './backlog.ts';
import { writeBase, writeDocument, writeHidden, writeShown, toMicros } from '../wire/protocol/batch-writer.ts';
import { isAck, isHear, isRollCall, PAGE_PORT, RELAYED_PAGE_PORT, type Announcement } from '../wire/protocol/envelope.ts';
import { isParting } from '../wire/protocol/relay-messages.ts';
import { isCountsQuestion, readCounts, type CountsAnswer } from '../wire/protocol/counts.ts';
import { isStoppedNotice, isWhoseQuestion, readWhose, type WhoseAnswer } from '../wire/protocol/whose-request.ts';
import { BYTES, COUNTS, WHOSE } from '../wire/page-wire/names.ts';
import { openContentEnd } from '../wire/page-wire/content-end.ts';

/**
 * Milliseconds that a background that died has to come back in, before the hook keeps to itself what it sees: until then all of it
 * goes to the backlog here, which holds far more. It takes some 0.3 s (measured), and more while the machine is busy.
 */
const GRACE = 10_000;

const { runtime } = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
const now = (): number => performance.timeOrigin + performance.now();

/** @note The script may run again in the same global (see page/hook.iife.ts); then the later one speaks for the document. */
const relay = globalThis as { sseScopeRelay?: AbortController };
relay.sseScopeRelay?.abort();
const life = (relay.sseScopeRelay = new AbortController());

/** Whether there is anything to tell: a document without streams costs nobody anything. */
let something = false;
let port: chrome.runtime.Port | undefined;
/** Name of the port for which the hook tells what it sees; '' while it keeps it. */
let audience = '';

const session = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const backlog = createBacklog(session, now);

/** What the hook last answered to `count`, and to `whose`, which it does at once. */
let counts = '';
let whose = '';
const hook = openContentEnd((messages, text) => {
  if (messages === BYTES) return backlog.push(0, text, true);
  if (messages === COUNTS) counts = text;
  if (messages === WHOSE) whose = text;
  if (messages < 0) return;
  if (messages === 0) listenToWindow();
  if (text !== '') backlog.push(messages, text);
  else {
    something = true;
    announce();
  }
}, life.signal);

/** @note Rejects when nobody is there to hear it, which is the usual case: DevTools is closed. */
function announce(): void {
  const announcement: Announcement = { kind: 'sse-scope:announce', session };
  try {
    runtime.sendMessage(announcement).catch(() => undefined);
  } catch {
    life.abort(); // the extension was updated or removed under us
  }
}

const record = (write: (base: number) => string): void => {
  const base = toMicros(now());
  backlog.push(0, writeBase(base) + write(base));
};

const onMessage = (message: unknown, _sender: chrome.runtime.MessageSender, answer: (told: CountsAnswer | WhoseAnswer | true) => void): void => {
  if (!something) return;
  if (isRollCall(message)) announce();
  if (isWhoseQuestion(message)) {
    whose = '';
    hook.command(`whose ${message.url}`);
    answer(readWhose(whose));
  }
  if (isStoppedNotice(message)) {
    hook.command(`stopped ${message.quietly ? 1 : 0} ${message.url}`);
    answer(true);
  }
  if (!isCountsQuestion(message)) return;
  counts = '';
  hook.command('count');
  answer(readCounts(counts));
};

const quiet = (): void => {
  audience = '';
  hook.command('quiet');
};

const onConnect = (connected: chrome.runtime.Port): void => {
  const { name } = connected;
  if (!name.startsWith(PAGE_PORT)) return;
  port?.disconnect();
  port = connected;
  const relayed = name.startsWith(RELAYED_PAGE_PORT);
  /** Only a background that dies does not say goodbye. */
  let comesBack = relayed;
  connected.onMessage.addListener((message: unknown) => {
    if (isAck(message)) backlog.acknowledge(message.seq);
    else if (isHear(message)) hook.command(`hear ${message.source} ${message.type}`);
    else if (isParting(message)) comesBack = false;
  });
  connected.onDisconnect.addListener(() => {
    // Reading lastError marks it as seen; a port that the back/forward cache has closed sets it.
    void runtime.lastError;
    if (port !== connected) return;
    port = undefined;
    backlog.detach();
    if (!comesBack) quiet();
    else setTimeout(() => !port && quiet(), GRACE);
  });
  // Another recorder: everything has to be introduced to it.
  if (name !== audience) quiet();
  audience = name;
  backlog.attach(name, (envelope) => connected.postMessage(envelope), relayed ? LIMIT_OF_BURSTS : undefined);
  record(() => writeDocument(0, location.href, document.title));
  hook.command('listen');
};

runtime.onMessage.addListener(onMessage);
runtime.onConnect.addListener(onConnect);
life.signal.addEventListener('abort', () => {
  runtime.onMessage?.removeListener(onMessage);
  runtime.onConnect?.removeListener(onConnect);
});

function onPagehide(event: PageTransitionEvent): void {
  if (audience === '') return;
  hook.command('flush');
  record(() => writeHidden(0, event.persisted));
}
function onPageshow(event: PageTransitionEvent): void {
  if (!event.persisted || !something) return;
  record(() => writeShown(0));
  announce();
}
/** @note Again and again: `document.open()` removes the listeners, and adding one that is there does nothing. */
function listenToWindow(): void {
  window.addEventListener('pagehide', onPagehide, { capture: true, signal: life.signal });
  window.addEventListener('pageshow', onPageshow, { capture: true, signal: life.signal });
}
listenToWindow();
