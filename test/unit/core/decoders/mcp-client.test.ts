/** MCP, folded as the official client reads it: random streams, in pieces of 13 bytes. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { LoggingMessageNotificationSchema, type Progress } from '@modelcontextprotocol/sdk/types.js';
import { expect, it } from 'vitest';
import { parseJson } from '../../../../src/core/decoders/json-shape.ts';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { decode, messagesOf } from './sample.ts';

const PIECE = 13;

interface Seen {
  progress: Progress[];
  logs: unknown[];
  result?: unknown;
  error?: number;
}

/** What the body of a request of the client says. */
function bodyOf(init: RequestInit | undefined): Record<string, unknown> {
  return typeof init?.body === 'string' ? (parseJson(init.body) as Record<string, unknown>) : {};
}

function inPieces(text: string): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += PIECE) controller.enqueue(bytes.slice(at, at + PIECE));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** Calls a tool whose stream is made by `streamOf` for the id of the request. */
async function read(streamOf: (id: unknown) => string): Promise<{ seen: Seen; request: unknown; text: string }> {
  const seen: Seen = { progress: [], logs: [] };
  let request: unknown;
  let text = '';
  const client = new Client({ name: 'page', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('http://local.test/mcp'), {
    fetch: (_, init) => {
      const body = bodyOf(init);
      if (body['method'] === 'initialize') {
        const result = { protocolVersion: '2025-06-18', capabilities: { tools: {}, logging: {} }, serverInfo: { name: 'tides', version: '1' } };
        return Promise.resolve(Response.json({ jsonrpc: '2.0', id: body['id'], result }));
      }
      if (body['method'] !== 'tools/call') return Promise.resolve(new Response(null, { status: init?.method === 'GET' ? 405 : 202 }));
      request = body;
      text = streamOf(body['id']);
      return Promise.resolve(inPieces(text));
    },
  });
  await client.connect(transport);
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void seen.logs.push(params));
  try {
    seen.result = await client.callTool({ name: 'tide', arguments: { port: 'Husum' } }, undefined, {
      onprogress: (progress) => void seen.progress.push(progress),
    });
  } catch (error) {
    seen.error = (error as { code: number }).code;
  }
  await client.close();
  return { seen, request, text };
}

const log = fc.record({ level: fc.constantFrom('info', 'error'), data: fc.oneof(fc.string(), fc.record({ a: fc.integer() })) });
const progress = fc.record({ progress: fc.nat(9), total: fc.option(fc.constant(9), { nil: undefined }), message: fc.option(fc.string(), { nil: undefined }) });
const notification = fc.oneof(
  log.map((params) => ({ method: 'notifications/message', params })),
  progress.map((params) => ({ method: 'notifications/progress', params })),
);
const answer = fc.oneof(
  fc.record({ text: fc.string(), isError: fc.boolean() }).map(({ text, isError }) => ({ result: { content: [{ type: 'text', text }], isError } })),
  fc.constantFrom(-32602, -32603).map((code) => ({ error: { code, message: 'no' } })),
);
const noise = fc.constantFrom('', ': ping\n\n', 'id: a\ndata:\n\n', 'event: other\ndata: {}\n\n');

it('folds random streams as the official client reads them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(noise, notification), { maxLength: 8 }), answer, async (events, last) => {
      const { seen, request, text } = await read((id) => {
        const message = (fields: object): string => `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...fields })}\n\n`;
        const sent = events.map(([between, event]) => {
          const params = event.method === 'notifications/progress' ? { progressToken: id, ...event.params } : event.params;
          return `${between}${message({ method: event.method, params })}`;
        });
        return `${sent.join('')}${message({ id, ...last })}`;
      });
      const decoded = decode(messagesOf(text), { method: 'POST', body: request });
      const [call] = decoded.parts.filter((part) => part.kind === 'call');
      expect(call).toMatchObject({ name: 'tide', method: 'tools/call', arguments: { port: 'Husum' } });
      expect(call!.progress ?? []).toEqual(JSON.parse(JSON.stringify(seen.progress)));
      expect(decoded.parts.flatMap((part) => (part.kind === 'value' && part.name === 'log' ? [part.value] : []))).toEqual(seen.logs);
      expect(call!.result).toEqual(seen.result);
      expect((call!.error as { code?: unknown } | undefined)?.code).toEqual(seen.error);
    }),
    { numRuns: sized(500, 40) },
  );
});
