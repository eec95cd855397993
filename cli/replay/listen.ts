/** A server on one address of this machine: HTTP/1.1, or with a certificate HTTP/2 and HTTP/1.1. */
import { createServer, type RequestListener } from 'node:http';
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Listening {
  readonly port: number;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** An id of 100 KB comes back in a header; Node's limit of 16 KB would refuse it. */
const MAX_HEADER_BYTES = 2 * 1024 * 1024;

/** @param port 0: any that is free. Rejects if it is taken. */
export function listen(certificate: Certificate | undefined, listener: RequestListener, port: number, host: string): Promise<Listening> {
  const server = certificate === undefined ? createServer({ maxHeaderSize: MAX_HEADER_BYTES }, listener) : secureServer(certificate, listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close: () => close(server, sockets) }));
  });
}

function secureServer({ key, cert }: Certificate, listener: RequestListener): Http2SecureServer {
  const settings = { maxHeaderListSize: MAX_HEADER_BYTES };
  // The last is that of HTTP/1.1, which the types do not know of.
  const options = { key, cert, settings, allowHTTP1: true, maxHeaderSize: MAX_HEADER_BYTES };
  // Requests and responses of both are alike in what is used of them; `responseSink` has the rest.
  const server = createSecureServer(options, listener as unknown as (request: Http2ServerRequest, response: Http2ServerResponse) => void);
  // A client that breaks off is no matter to anybody else.
  server.on('session', (session: ServerHttp2Session) => session.on('error', () => undefined));
  return server;
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
