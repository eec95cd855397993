/** Serves the clients, as a script for a page, and what each of them is told by its server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleChecks } from '../../compliance/browser.ts';
import { MOCKS } from './mocks.ts';

/** In pieces of this size, and a while between them: a text comes in many reads. */
const PIECE = 40;

/** What each client was sent, by its name. */
export const sent = new Map<string, string[]>();

async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  // A client of MCP may ask for a stream of notifications, and be refused.
  const text = name === 'mcp' && request.method !== 'POST' ? undefined : MOCKS[name]?.answer(body);
  if (text === undefined) return void response.writeHead(request.method === 'POST' ? 202 : 405).end();
  sent.set(name, [...(sent.get(name) ?? []), text]);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length && !response.destroyed; from += PIECE) {
    response.write(bytes.subarray(from, from + PIECE));
    await sleep(2);
  }
  response.end();
}

/** For the demo server: `/clients.js`, and `/mock/` with the name of a client. */
export async function answerClients(): Promise<(request: IncomingMessage, response: ServerResponse) => boolean> {
  const code = await bundleChecks('../e2e/reading/clients.ts');
  return (request, response) => {
    const [, first, name] = (request.url ?? '').split('/');
    if (first === 'clients.js') response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(code);
    else if (first === 'mock' && name !== undefined) void answer(name, request, response);
    else return false;
    return true;
  };
}
