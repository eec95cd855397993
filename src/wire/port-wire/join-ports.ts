/** Makes one road of two ports: what comes in at one end goes out at the other, unread, and they end together. */
import type { Parting } from '../protocol/relay-messages.ts';
import type { PortLike } from './lasting-port.ts';

export function joinPorts(one: PortLike, other: PortLike): void {
  pass(one, other);
  pass(other, one);
}

function pass(from: PortLike, to: PortLike): void {
  from.onMessage.addListener((message) => {
    try {
      to.postMessage(message);
    } catch {
      // It has closed in between, and `from` is about to hear of it.
    }
  });
  from.onDisconnect.addListener(() => part(to));
}

/** Closes a port, and says that it was not the background that died. */
export function part(port: PortLike): void {
  const parting: Parting = { kind: 'parting' };
  try {
    port.postMessage(parting);
    port.disconnect();
  } catch {
    // Closed already.
  }
}
