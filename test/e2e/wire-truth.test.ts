/** What the capture says of the wire, against the server's own log: the real Chromium, the real DevTools, none of its answers made up. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type { MessageRow } from '../../src/wire/protocol/questions.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';

let server: DemoServer;
let it: Inspected;
beforeEach(async () => {
  server = await startStreamServer();
  it = await inspect(pageOf(server, []));
});
afterEach(async () => {
  await it?.close();
  await server.close();
});

const WINDOW = 5000;
async function allRows(connections?: number[]): Promise<MessageRow[]> {
  const filter = connections === undefined ? {} : { connections };
  const rows: MessageRow[] = [];
  for (;;) {
    const { rows: more, total } = await it.ask('messages', { filter, from: rows.length, to: rows.length + WINDOW });
    rows.push(...more);
    if (rows.length >= total) return rows;
  }
}

const open = (stream: PageStream, listeners: string, name = 'sources'): Promise<unknown> =>
  it.page.evaluate(`(globalThis.${name} ??= []).push(new EventSource(${JSON.stringify(streamUrl(server, stream))}));
    { const source = ${name}.at(-1); ${listeners} } void 0`);

describe('types that nobody listens to', () => {
  test('are found, marked as not heard, and told live from then on', async () => {
    const stream: PageStream = { name: 'unheard', script: [{ send: { type: 'updte', data: 'first' } }, { send: { data: 'heard' } }, { hold: true }] };
    await open(stream, 'source.onmessage = () => {};');
    await server.log.until('unheard', ([request]) => request?.holding === true);
    await it.look();
    await expect
      .poll(async () => (await allRows()).map(({ type, preview, heard, from }) => [type, preview, heard, from]))
      .toEqual([
        ['updte', 'first', false, 'har'],
        ['message', 'heard', true, 'hook'],
      ]);
    // The hook listens by now: what comes next is there without another look at the log.
    await it.ask('setWitness', { name: 'network-log', on: false });
    await expect.poll(async () => (await it.ask('overview')).witnesses.find(({ name }) => name === 'network-log')?.state).toBe('off');
    server.push('unheard', JSON.stringify([{ send: { type: 'updte', data: 'second' } }, { hold: true }]));
    await expect
      .poll(async () => (await allRows()).map(({ preview, heard, from }) => [preview, heard, from]))
      .toEqual([
        ['first', false, 'har'],
        ['heard', true, 'hook'],
        ['second', false, 'hook'],
      ]);
    expect((await it.ask('connections', { now: Date.now() }))[0]!.heardTypes).toEqual(['message']);
  });
});
