/**
 * Joins the hook of one document to the DevTools page of its tab, when there is one.
 *
 * Nothing that is said here is relied on to arrive. That the document announces itself may be lost: the DevTools page calls the roll again and again, and who
 * has no port of its answers. Batches are sent again until they are acknowledged (`backlog.ts`), and `hear` is confirmed.
 */
import { createBacklog, LIMIT_OF_BURSTS } from './backlog.ts';
import { writeBase, writeDocument, writeHidden, writeShown, toMicros } from '../wire/protocol/batch-writer.ts';
import { isAck, isHear, isRollCall, PAGE_PORT, RELAYED_PAGE_PORT, type Announcement, type Heard, type PageEnvelope } from '../wire/protocol/envelope.ts';
import { isParting } from '../wire/protocol/relay-messages.ts';
import { isCountsQuestion, readCounts, type CountsAnswer } from '../wire/protocol/counts.ts';
import { isStoppedNotice, isWhoseQuestion, readWhose, type WhoseAnswer } from '../wire/protocol/whose-request.ts';
import { BYTES, COUNTS, WHOSE } from '../wire/page-wire/names.ts';
import type { openContentEnd } from '../wire/page-wire/content-end.ts';
import type { PortLike } from '../wire/port-wire/lasting-port.ts';
import type { EpochMs, Milliseconds, SessionId } from '../core/units.ts';

/**
 * Milliseconds that a background that died has to come back in, before the hook keeps to itself what it sees: until then all of it
 * goes to the backlog here, which holds far more. It takes some 0.3 s (measured), and more while the machine is busy.
 */
const GRACE: Milliseconds = 10_000;

type Answer = CountsAnswer | WhoseAnswer | true;
type OnMessage = (message: unknown, sender: unknown, answer: (told: Answer) => void) => void;
type NamedPort = PortLike & { readonly name: string; readonly sender?: unknown };
interface Listeners<T> {
  addListener(listener: T): void;
  removeListener(listener: T): void;
}

/** What a document and its browser give. */
export interface RelayPlace {
  session: SessionId;
  /** The part of `browser.runtime` that is used. @note Once the extension was updated or removed, its events are missing and the rest throws. */
  runtime: {
    sendMessage(message: unknown): Promise<unknown>;
    onMessage?: Listeners<OnMessage>;
    onConnect?: Listeners<(port: NamedPort) => void>;
    readonly lastError?: unknown;
  };
  /** Whether a sender is a page of the extension. */
  isOurs(sender: unknown): boolean;
  openHook: typeof openContentEnd;
  /** The window, for what becomes of the document. */
  view: Pick<Window, 'addEventListener'>;
  facts(): { url: string; title: string };
  now(): EpochMs;
  /** `setTimeout`. */
  later(task: () => void, delay: Milliseconds): void;
  /** Ends the relay: another one speaks for the document. */
  life: AbortController;
}

export function openRelay({ session, runtime, isOurs, openHook, view, facts, now, later, life }: RelayPlace): void {
  /** Whether there is anything to tell: a document without streams costs nobody anything. */
  let something = false;
  let port: NamedPort | undefined;
  /** Name of the port for which the hook tells what it sees; '' while it keeps it. */
  let audience = '';

  const backlog = createBacklog(session, now, later);

  /** What the hook last answered to `count`, and to `whose`, which it does at once. */
  let counts = '';
  let whose = '';
  const hook = openHook((messages, text) => {
    if (messages === BYTES) return backlog.push(0, text, true);
    if (messages === COUNTS) counts = text;
    if (messages === WHOSE) whose = text;
    if (messages < 0) return;
    if (messages === 0) listenToWindow();
    if (text !== '') backlog.push(messages, text);
    else if (!something) {
      something = true;
      announce();
    }
  }, life.signal);

  /** @note Rejects when nobody is there to hear it, which is the usual case: DevTools is closed. */
  function announce(call?: number): void {
    const announcement: Announcement = { kind: 'sse-scope:announce', session, ...(call === undefined ? {} : { call }) };
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

  const onMessage: OnMessage = (message, sender, answer) => {
    if (!something || !isOurs(sender)) return;
    // @note A port that carries nothing to the end may be dead without our having been told.
    if (isRollCall(message) && (port?.name !== message.name || backlog.stalled())) announce(message.call);
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

  const onConnect = (connected: NamedPort): void => {
    const { name } = connected;
    if (!name.startsWith(PAGE_PORT) || !isOurs(connected.sender)) return;
    port?.disconnect();
    port = connected;
    const relayed = name.startsWith(RELAYED_PAGE_PORT);
    /** Only a background that dies does not say goodbye. */
    let comesBack = relayed;
    const isOver = (): void => {
      // Reading lastError marks it as seen; a port that the back/forward cache has closed sets it.
      void runtime.lastError;
      if (port !== connected) return;
      port = undefined;
      backlog.detach();
      if (!comesBack) quiet();
      else later(() => !port && quiet(), GRACE);
    };
    const post = (message: PageEnvelope | Heard): void => {
      try {
        connected.postMessage(message);
      } catch {
        // It has closed in between, or the extension was updated or removed; what it did not carry is sent again on the next one.
        isOver();
      }
    };
    connected.onMessage.addListener((message: unknown) => {
      if (isAck(message)) backlog.acknowledge(message.seq);
      else if (isParting(message)) comesBack = false;
      else if (isHear(message)) {
        const { source, type } = message;
        hook.command(`hear ${source} ${type}`);
        post({ kind: 'heard', source, type });
      }
    });
    connected.onDisconnect.addListener(isOver);
    // Another recorder: everything has to be introduced to it.
    if (name !== audience) quiet();
    audience = name;
    backlog.attach(name, post, relayed ? LIMIT_OF_BURSTS : undefined);
    record(() => {
      const { url, title } = facts();
      return writeDocument(0, url, title);
    });
    if (port === connected) hook.command('listen');
  };

  runtime.onMessage?.addListener(onMessage);
  runtime.onConnect?.addListener(onConnect);
  life.signal.addEventListener('abort', () => {
    runtime.onMessage?.removeListener(onMessage);
    runtime.onConnect?.removeListener(onConnect);
  });

  // @note The page can make such events itself, and libraries do: nothing has been left then.
  function onPagehide(event: PageTransitionEvent): void {
    if (!event.isTrusted || audience === '') return;
    hook.command('flush');
    record(() => writeHidden(0, event.persisted));
  }
  function onPageshow(event: PageTransitionEvent): void {
    if (!event.isTrusted || !event.persisted || !something) return;
    record(() => writeShown(0));
    announce();
  }
  /** @note Again and again: `document.open()` removes the listeners, and adding one that is there does nothing. */
  function listenToWindow(): void {
    view.addEventListener('pagehide', onPagehide, { capture: true, signal: life.signal });
    view.addEventListener('pageshow', onPageshow, { capture: true, signal: life.signal });
  }
  listenToWindow();
}
