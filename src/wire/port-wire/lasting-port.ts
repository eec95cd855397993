/** A port to the background that lasts: when the other side goes away it is connected anew, and what must be said first is said again. */

/** The part of `runtime.Port` that is used. */
export interface PortLike {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** A connection that died this soon was refused; then the next waits this long (milliseconds), so that a broken background is not hammered. */
const REFUSED_WITHIN = 500;
const PAUSE = 1000;

export interface LastingPort {
  /** Gives up the port as it is, and makes a new one: the other side does not answer. */
  renew(): void;
}

interface LastingPortOptions {
  connect: () => PortLike;
  onConnected: (post: (message: unknown) => void) => void;
  onMessage: (message: unknown) => void;
  later: (task: () => void, delay: number) => void;
  now: () => number;
  signal: AbortSignal;
}

/**
 * @param connect makes a port; called again after each disconnect, and when it has thrown.
 * @param onConnected says what the other side must know first; where that throws, it is said on the next port.
 * @param later `setTimeout`; passed in for tests.
 */
export function openLastingPort(options: LastingPortOptions): LastingPort {
  const { connect, onConnected, onMessage, later, now, signal } = options;
  let renew = (): void => undefined;
  const open = (): void => {
    if (signal.aborted) return;
    const since = now();
    let port: PortLike;
    try {
      port = connect();
    } catch {
      later(open, PAUSE);
      return;
    }
    let over = false;
    const close = (): void => port.disconnect();
    const reopen = (): void => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', close);
      later(open, now() - since < REFUSED_WITHIN ? PAUSE : 0);
    };
    renew = (): void => {
      // @note Whoever closes a port is not told of it.
      close();
      reopen();
    };
    signal.addEventListener('abort', close, { once: true });
    port.onMessage.addListener(onMessage);
    port.onDisconnect.addListener(reopen);
    try {
      onConnected((message) => port.postMessage(message));
    } catch {
      renew(); // it was closed before it was used
    }
  };
  open();
  return { renew: () => renew() };
}
