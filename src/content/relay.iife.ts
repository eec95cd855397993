/** Entry of the content script: gives the relay of this document what it works with. */
import { openContentEnd } from '../wire/page-wire/content-end.ts';
import { ownPages } from '../wire/protocol/sender.ts';
import { openRelay } from './relay.ts';

/** @note The script may run again in the same global (see page/hook.iife.ts); then the later one speaks for the document. */
const relay = globalThis as { sseScopeRelay?: AbortController };
relay.sseScopeRelay?.abort();
const life = (relay.sseScopeRelay = new AbortController());

const { runtime } = (globalThis as { browser?: typeof chrome }).browser ?? chrome;

openRelay({
  session: Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  runtime,
  isOurs: ownPages(runtime),
  openHook: openContentEnd,
  view: window,
  facts: () => ({ url: location.href, title: document.title }),
  now: () => performance.timeOrigin + performance.now(),
  // Timers have their numbers in common with those of the page, which would see that one is missing.
  later: (task, delay) => void scheduler.postTask(task, { delay }),
  life,
});
