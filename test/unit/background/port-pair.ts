/** Two ends of one port, as a browser joins them: at once, and a closed one throws. */
import type { PortLike } from '../../../src/wire/port-wire/lasting-port.ts';

export interface PortEnd extends PortLike {
  readonly name: string;
  readonly heard: unknown[];
  readonly closed: boolean;
}

/** Either end hears of the other's `disconnect`, and not of its own. */
export function portPair(name: string): [PortEnd, PortEnd] {
  let open = true;
  const end = () => {
    const listeners: ((message: unknown) => void)[] = [];
    const closings: (() => void)[] = [];
    const heard: unknown[] = [];
    return { listeners, closings, heard };
  };
  const [a, b] = [end(), end()];
  const make = (mine: typeof a, other: typeof a): PortEnd => ({
    name,
    heard: mine.heard,
    get closed() {
      return !open;
    },
    postMessage(message) {
      if (!open) throw new Error('Attempt to postMessage on disconnected port');
      other.heard.push(message);
      for (const listener of other.listeners) listener(message);
    },
    disconnect() {
      if (!open) return;
      open = false;
      for (const closing of other.closings) closing();
    },
    onMessage: { addListener: (listener) => void mine.listeners.push(listener) },
    onDisconnect: { addListener: (listener) => void mine.closings.push(listener) },
  });
  return [make(a, b), make(b, a)];
}
