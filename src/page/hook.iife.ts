/**
 * Entry of the page hook: runs in the page's own world at `document_start`, before the page's first script.
 *
 * It may run twice in one global: Firefox injects again into open pages. So it knocks first: if a hook is here already, that one goes on and waits for
 * the new content script. Chromium keeps the global of a frame's first, empty document, too, but runs nothing in that (156).
 */
import { createLink } from './link.ts';
import { KNOCK, observeEventSource, stop } from './observe-eventsource.ts';
import { observeFetch } from './observe-fetch.ts';
import { observeXHR } from './observe-xhr.ts';
import { createOutbox } from './outbox.ts';
import { createRequests } from './whose-request.ts';
import { WHOSE } from '../wire/page-wire/names.ts';
import { capture, indexOf, release, signal, slice, stackGetter, startsWith } from './pristine.ts';

const HEAR = 'hear ';
const ASK_WHOSE = 'whose ';
const STOPPED = 'stopped ';
const QUIETLY = '1 ';

const knock = (): boolean => {
  let answered = false;
  const answer = (): void => {
    answered = true;
  };
  const url = KNOCK + String(Math.random()).slice(2) + ']';
  capture(globalThis, url, answer);
  try {
    new EventSource(url);
  } catch {
    // Every browser refuses that URL.
  }
  release(globalThis, url, answer);
  return answered;
};

try {
  if (typeof EventSource === 'function' && !knock()) {
    const link = createLink(
      globalThis,
      () => outbox.greeted(),
      (command) => {
        if (command === 'listen') outbox.listen();
        else if (command === 'quiet') outbox.quiet();
        else if (command === 'flush') outbox.flush();
        else if (command === 'count') outbox.count();
        else if (startsWith(command, ASK_WHOSE)) link.send(WHOSE, requests.whose(slice(command, ASK_WHOSE.length)));
        else if (startsWith(command, STOPPED)) {
          const told = slice(command, STOPPED.length);
          requests.open(slice(told, QUIETLY.length), (source, target) => stop(source, target, startsWith(told, QUIETLY)));
        } else if (startsWith(command, HEAR)) {
          const type = indexOf(command, ' ', HEAR.length);
          hear(+slice(command, HEAR.length, type), slice(command, type + 1));
        }
      },
    );
    const outbox = createOutbox(link.send);
    const requests = createRequests(outbox);
    link.await();
    const hear = observeEventSource(outbox, (url) => {
      // In Chromium it is the page that knocks, and would be met.
      if (stackGetter !== undefined) link.await();
      signal(globalThis, url);
    });
    observeFetch(outbox, requests);
    observeXHR(outbox, requests);
  }
} catch {
  // A page without what we need is a page without us.
}
