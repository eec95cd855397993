/** A server that is quicker than any page: it writes chunks that are ready. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Bytes in one write: what the kernel takes at once on loopback. */
const CHUNK = 65_536;

export interface FloodServer {
  url: string;
  /** Messages written so far. */
  written(): number;
  close(): Promise<void>;
}

/** `/flood?size=&count=`: messages at full speed. `/paced?size=&rate=&for=`: so many each second;
 * with `&steady=1` less while the reader does not take them, where it else would get all of them at once afterwards.
 * `/stamped?rate=&for=`: at most one every 4 ms, with the moment at which it was written. Both end with a message of type `end` and stay open. */
export async function startFloodServer(): Promise<FloodServer> {
  let written = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const number = (name: string): number => Number(url.searchParams.get(name));
    const message = `data: ${'x'.repeat(number('size'))}\n\n`;
    const stamp = (): string => `data: ${performance.timeOrigin + performance.now()}\n\n`;
    const stream = (): void => void response.writeHead(200, { 'content-type': 'text/event-stream' });
    const flood = async (): Promise<void> => {
      const closed = once(response, 'close');
      const each = Math.max(1, Math.floor(CHUNK / message.length));
      const chunk = message.repeat(each);
      for (let left = number('count'); left > 0; left -= each) {
        written += Math.min(each, left);
        if (!response.write(left >= each ? chunk : message.repeat(left))) await Promise.race([once(response, 'drain'), closed]);
        if (response.destroyed) return;
      }
      response.write('event: end\ndata: x\n\n');
    };
    const pace = (next = (due: number): string => message.repeat(due)): void => {
      const begun = performance.now();
      let sent = 0;
      const timer = setInterval(() => {
        const elapsed = Math.min(performance.now() - begun, number('for'));
        const due = Math.floor((elapsed * number('rate')) / 1000) - sent;
        const full = number('steady') === 1 && response.writableNeedDrain;
        if (due > 0 && !full) {
          response.write(next(due));
          written += due;
        }
        sent += due;
        if (elapsed < number('for')) return;
        clearInterval(timer);
        response.write('event: end\ndata: x\n\n');
      }, 4);
      response.once('close', () => clearInterval(timer));
    };
    if (url.pathname === '/flood') {
      stream();
      void flood();
    } else if (url.pathname === '/paced') {
      stream();
      pace();
    } else if (url.pathname === '/stamped') {
      stream();
      pace(stamp);
    } else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bench</title><link rel="icon" href="data:,">');
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written: () => written,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
