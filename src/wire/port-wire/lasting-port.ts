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

/**
 * @param connect makes a port; called again after each disconnect.
 * @param onConnected says what the other side must know first.
 * @param later `setTimeout`; passed in for tests.
 */
export function openLastingPort(options: {
  connect: () => PortLike;
  onConnected: (post: (message: unknown) => void) => void;
  onMessage: (message: unknown) => void;
  later: (task: () => void, delay: number) => void;
  now: () => number;
  signal: AbortSignal;
}): void {
  const { connect, onConnected, onMessage, later, now, signal } = options;
  const open = (): void => {
    if (signal.aborted) return;
    const since = now();
    const port = connect();
    const close = (): void => port.disconnect();
    signal.addEventListener('abort', close, { once: true });
    port.onMessage.addListener(onMessage);
    port.onDisconnect.addListener(() => {
      signal.removeEventListener('abort', close);
      later(open, now() - since < REFUSED_WITHIN ? PAUSE : 0);
    });
    onConnected((message) => port.postMessage(message));
  };
  open();
}
