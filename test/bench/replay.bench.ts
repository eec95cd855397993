/**
 * The replay at full speed beside a plain Node server that writes the same bytes in the same pieces: one client that reads all, in turn, in one run. Then
 * a thousand clients at once, and whether a loop holds memory.
 */
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replay } from '../../cli/replay/replay.ts';
import { until } from '../../cli/until.ts';
import { median, type Row } from './row.ts';

const MEBI = 1024 * 1024;
const ROUNDS = 9;
const WARM_UP = 3;
const CLIENTS = 1000;
/** Read in the loop between two looks at the memory. */
const LAP = 64 * MEBI;
const LAPS = 6;
const PATIENCE = 120_000;

const KINDS = [
  { name: 'messages of 100 bytes', count: 100_000, size: 93 },
  { name: 'messages of 1 KB', count: 40_000, size: 1017 },
];

function file(count: number, size: number, outcome: 'ended' | 'open'): string {
  const at = 1_700_000_000_000;
  const lines: object[] = [
    {
      format: 'ssescope',
      version: 1,
      createdAt: new Date(at).toISOString(),
      generator: 'a bench',
      browser: 'none',
      page: { url: 'https://page.test/', title: '' },
    },
    {
      kind: 'connection',
      id: 1,
      api: 'eventsource',
      context: 'page',
      url: 'https://s.test/sse',
      withCredentials: false,
      createdAt: at,
      frameUrl: '',
      heardTypes: [],
    },
    { kind: 'attempt', connection: 1, n: 1, startedAt: at, openedAt: at, endedAt: outcome === 'ended' ? at + count : undefined, outcome, status: 200 },
  ];
  for (let n = 0; n < count; n += 1) {
    const data = String(n).padStart(size, 'x');
    lines.push({ kind: 'message', connection: 1, attempt: 1, seq: n, at: at + n, type: 'message', lastEventId: '', data, heard: true, from: 'hook' });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Resolves to how many bytes came. `enough`: leaves after so many. */
function read(url: string, enough = Infinity): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes < enough) return;
        response.destroy();
        resolve(bytes);
      });
      response.once('end', () => resolve(bytes));
      response.once('error', reject);
    }).once('error', reject);
  });
}

/** As anybody would write it. */
async function plainServer(pieces: readonly Uint8Array[]): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    let next = 0;
    const write = (): void => {
      while (next < pieces.length) if (!response.write(pieces[next++])) return void response.once('drain', write);
      response.end();
    };
    write();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'replay-bench-'));
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };
  try {
    const rows: Row[] = [];
    for (const { name, count, size } of KINDS) {
      const played = await replay(await write('ended.ndjson', file(count, size, 'ended')), { speed: Infinity });
      const plain = await plainServer(Array.from({ length: count }, (_, n) => Buffer.from(`data: ${String(n).padStart(size, 'x')}\n\n`)));
      rows.push(...(await besidePlain(name, `${played.url}/sse`, plain.url, count * (size + 8))));
      await played.close();
      plain.close();
    }
    rows.push(...(await thousand(await write('small.ndjson', file(1000, 93, 'ended')))), await loop(await write('open.ndjson', file(10_000, 93, 'open'))));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function besidePlain(name: string, url: string, plainUrl: string, expected: number): Promise<Row[]> {
  const cost = async (of: string): Promise<number> => {
    const begun = performance.now();
    const bytes = await read(of);
    if (bytes !== expected) throw new Error(`${of}: ${bytes} bytes instead of ${expected}`);
    return performance.now() - begun;
  };
  const speeds: number[] = [];
  const ratios: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // Who comes second may pay for the garbage of the first: each is second every other time.
    const before = round % 2 === 0 ? await cost(plainUrl) : 0;
    const mine = await cost(url);
    const plain = before === 0 ? await cost(plainUrl) : before;
    if (round < 0) continue;
    speeds.push(expected / mine / 1000);
    ratios.push(plain / mine);
  }
  return [
    { name: `${name}, one client`, value: median(speeds), unit: 'MB/s' },
    { name: '  … beside a plain Node server', value: median(ratios), unit: 'times', note: 'at least 0.8' },
  ];
}

async function thousand(name: string): Promise<Row[]> {
  const played = await replay(name, { speed: Infinity });
  const begun = performance.now();
  const bytes = await Promise.all(Array.from({ length: CLIENTS }, () => read(`${played.url}/sse`)));
  const took = performance.now() - begun;
  if (bytes.some((count) => count !== 1000 * 101)) throw new Error('a client did not get all of it');
  await played.close();
  return [{ name: `${CLIENTS} clients at once, 1,000 messages each`, value: took, unit: 'ms' }];
}

/** Beside what it was after the first lap: what one client's reading makes grow, grows with every lap. */
async function loop(name: string): Promise<Row> {
  const played = await replay(name, { speed: Infinity, loop: true });
  const heap = (): number => (globalThis.gc?.(), process.memoryUsage().heapUsed);
  const laps: number[] = [];
  for (let lap = 0; lap < LAPS; lap += 1) {
    await read(`${played.url}/sse`, LAP);
    await until('the request', () => played.requests.length === lap + 1, PATIENCE);
    laps.push(heap());
  }
  await played.close();
  return { name: `a loop: memory after ${LAPS} × 64 MB, beside after the first`, value: (laps.at(-1)! - laps[0]!) / MEBI, unit: 'MB', note: 'flat: 0' };
}
