/**
 * What runs in a hostile page. These functions are sent to the page as text, so they use nothing from outside of themselves; and they
 * take every built-in they need before the page goes mad, since what is measured is the extension and not this code.
 */

/** What the page found out, as it reports it to the server. */
export interface HostileReport {
  /** What its streams did, as text. */
  seen: string;
  /** What `window.onerror` and `unhandledrejection` were told. */
  errors: string;
  /** Things of the page that were called or read by code of an extension. */
  leaks: string;
}

/** What a scenario is given. */
export interface Tools {
  /** Says that `what` was touched; counts only if the code that touched it belongs to an extension. */
  trip(what: string): void;
  /** Writes down something that must be the same natively. */
  note(what: string): void;
  apply: typeof Reflect.apply;
  /** A call that must not come from an extension. */
  forbid(what: string): never;
}

export type Scenario = (tools: Tools) => void;

declare global {
  /** The scenario, put before this by the driver. */
  const scenario: Scenario;
}

/** `when`: the scenario runs before the first stream is made, or while one runs. `delay`: before anything, in milliseconds. */
export function hostilePage(when: 'before' | 'during', delay: number): void {
  const { apply } = Reflect;
  const { stringify } = JSON;
  const Source = EventSource;
  const later = setTimeout.bind(window);
  const beacon = navigator.sendBeacon.bind(navigator);
  const indexOf = Function.prototype.call.bind(String.prototype.indexOf) as (text: string, part: string, from?: number) => number;
  const slice = Function.prototype.call.bind(String.prototype.slice) as (text: string, from: number, to?: number) => string;
  const PlainError = Error;
  const listen = EventTarget.prototype.addEventListener;
  const encode = encodeURIComponent;
  const number = location.search.replace('?case=', '');
  const captureStack = (Error as unknown as { captureStackTrace(of: object, above: unknown): void }).captureStackTrace;

  let seen = '';
  let errors = '';
  let leaks = '';
  let tripping = false;

  const note = (what: string): void => {
    seen += `${what}\n`;
  };
  /** The frame that touched the tripwire: the first one that is not of this script. */
  const trip = (what: string): void => {
    if (tripping) return;
    tripping = true;
    try {
      const holder = { __proto__: null, stack: '' };
      captureStack(holder, trip);
      const { stack } = holder;
      if (typeof stack !== 'string') return;
      // First the head, where the browser writes one, then the wire itself; the next is who touched it.
      const above = indexOf(stack, '    at ') >= 0 ? 2 : 1;
      let from = 0;
      for (let line = 0; line < above; line += 1) from = indexOf(stack, '\n', from) + 1;
      const to = indexOf(stack, '\n', from);
      const frame = slice(stack, from, to < 0 ? undefined : to);
      // Firefox hides the name of an extension's code from the page, and only that code's.
      if (from > 0 && (indexOf(frame, '-extension:') >= 0 || indexOf(frame, '@<anonymous code>:') >= 0)) leaks += `${what}: ${frame}\n`;
    } finally {
      tripping = false;
    }
  };
  const forbid = (what: string): never => {
    trip(what);
    throw new PlainError(`forbidden: ${what}`);
  };

  window.addEventListener('error', (event) => {
    errors += `${event.message}\n`;
  });
  window.addEventListener('unhandledrejection', () => {
    errors += 'unhandledrejection\n';
  });

  const setUp = (): void => {
    try {
      scenario({ trip, note, apply, forbid });
    } catch (error) {
      note(`the scenario threw ${String(error)}`);
    }
  };
  const report = (): void => {
    const text = stringify({ __proto__: null, seen, errors, leaks });
    beacon(`/report${location.search}`, text);
  };

  /** One stream with all there is: named types, ids, a clean end, a reconnect, a close. */
  const story = (name: string, onFirst: () => void, onEnd: () => void): void => {
    const script =
      '{"attempts":[[{"send":{"data":"1","id":"a","retry":5}},{"wait":20},{"send":{"type":"named","data":"2"}},{"send":{"data":"3"}},{"wait":20},{"end":true}],[{"send":{"type":"named","data":"4 {lastEventId}"}},{"send":{"type":"end","data":"5"}},{"hold":true}]]}';
    let source: EventSource;
    try {
      source = new Source(`/sse?stream=${name}-${number}&script=${encode(script)}`);
    } catch (error) {
      note(`${name}: the constructor threw ${String(error)}`);
      onEnd();
      return;
    }
    const hear = function (this: unknown, event: Event): void {
      // Read as a page does, so what the scenario put in the way is seen here too.
      try {
        const message = event as MessageEvent<unknown>;
        note(`${name}: ${event.type} ${String(message.data)} ${message.lastEventId} ${this === source} ${event.isTrusted} ${source.readyState}`);
      } catch (error) {
        note(`${name}: reading threw ${String(error)}`);
      }
    };
    let first = true;
    source.onopen = hear;
    source.onerror = hear;
    source.onmessage = function (event) {
      apply(hear, this, [event]);
      if (!first) return;
      first = false;
      onFirst();
    };
    try {
      source.addEventListener('named', hear);
      source.addEventListener('message', { handleEvent: () => note(`${name}: object`) });
    } catch (error) {
      note(`${name}: addEventListener threw ${String(error)}`);
    }
    let over = false;
    const finish = (): void => {
      if (over) return;
      over = true;
      try {
        source.close();
      } catch (error) {
        note(`${name}: close threw ${String(error)}`);
      }
      note(`${name}: over`);
      onEnd();
    };
    apply(listen, source, ['end', finish]);
  };
  const nothing = (): void => {};
  /** Longer than any batch waits. */
  const SETTLE_MS = 60;
  const finish = (): void => void later(report, SETTLE_MS);
  const during = (): void => story('running', setUp, () => story('after', nothing, finish));
  later(() => {
    if (when === 'before') {
      setUp();
      story('after', nothing, finish);
    } else if (document.readyState === 'complete') during();
    // @note `document.open()` ends the loading of a page, and with it the streams of the page (Firefox 153, measured: `error` with `readyState` 2), as does
    // whatever else stops it. A story that began earlier than the page was loaded would end by chance.
    else apply(listen, window, ['load', during]);
  }, delay);
}
