/** Five minutes of a stream that is cut every second: are all attempts there, each Last-Event-ID right, and is memory flat? */
import type { Page } from 'playwright-core';
import { inspect } from '../e2e/inspected.ts';
import { pageOf, startStreamServer } from '../e2e/stream-page.ts';
import type { Row } from './row.ts';

const MINUTES = 5;
const SETTLED_AFTER = 60_000;

export async function run(): Promise<Row[]> {
  const server = await startStreamServer();
  const devtools = await inspect(pageOf(server, []));
  try {
    const heap = await heapOf(devtools.page);
    await devtools.page.evaluate(`globalThis.kept = new EventSource('/sse/cut-every-second?stream=endurance&retry=10')`);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER));
    const early = await heap();
    await new Promise((resolve) => setTimeout(resolve, MINUTES * 60_000 - SETTLED_AFTER));
    const late = await heap();
    const requests = server.log.requests('endurance');
    const attempts = await devtools.ask('attempts', { connection: 1, from: 1, to: requests.length + 1 });
    const sent = attempts.map((attempt) => attempt.lastEventIdSent ?? null);
    const wrong = requests.filter((request, i) => i < sent.length && request.lastEventId !== sent[i]).length;
    return [
      { name: 'requests that the server saw', value: requests.length, unit: 'requests' },
      { name: 'attempts in the capture', value: attempts.length, unit: 'attempts', note: 'the same, or one less while it is under way' },
      { name: 'attempts with another Last-Event-ID than the server got', value: wrong, unit: 'attempts', note: '0' },
      { name: 'heap of the page after one minute, collected', value: early / 1e6, unit: 'MB' },
      { name: `heap of the page after ${MINUTES} minutes, collected`, value: late / 1e6, unit: 'MB', note: 'the same' },
    ];
  } finally {
    await devtools.close();
    await server.close();
  }
}

async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
}
