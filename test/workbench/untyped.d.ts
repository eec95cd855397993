/** Servers that come without types. */
declare module 'webpack-hot-middleware' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Compiler } from 'webpack';
  export default function create(
    compiler: Compiler,
    options: { log: false; heartbeat: number },
  ): ((request: IncomingMessage, response: ServerResponse, next: () => void) => void) & { close(): void };
}
