/** The door for ports: of pages of the extension, and of nobody else. */
import { ownPages, type Self } from '../protocol/sender.ts';

interface PortWithSender {
  readonly sender?: unknown;
  disconnect(): void;
}

/** Calls `hear` with each port that a page of this extension has opened; all others are closed. */
export function hearOwnPorts<P extends PortWithSender>(
  runtime: Self & { onConnect: { addListener(listener: (port: P) => void): void } },
  hear: (port: P) => void,
): void {
  const isOurs = ownPages(runtime);
  runtime.onConnect.addListener((port) => {
    if (isOurs(port.sender)) hear(port);
    else port.disconnect();
  });
}
