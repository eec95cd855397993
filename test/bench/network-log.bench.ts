/** What polling DevTools' network log costs the DevTools page, with 2,000 other requests in it and a stream that goes on. */
import { performance } from 'node:perf_hooks';
import { inspect } from '../e2e/inspected.ts';
import { pageOf, startStreamServer } from '../e2e/stream-page.ts';
import type { Row } from './row.ts';

const REQUESTS = 2000;
const AT_ONCE = 50;
/** Long enough for some polls, which are up to ten seconds and more apart. */
const WATCHED = 60_000;

interface Cost {
  polls: number;
  spent: number;
}

export async function run(): Promise<Row[]> {
  const server = await startStreamServer();
  const devtools = await inspect(pageOf(server, []));
  try {
    const cost = (): Promise<Cost> =>
      devtools.devtoolsPage.evaluate(() => (globalThis as unknown as { sseScope: { networkLogCost(): Cost } }).sseScope.networkLogCost());
    await devtools.page.evaluate(`(async () => {
      globalThis.source = new EventSource('/sse/orders?every=200');
      for (let done = 0; done < ${REQUESTS}; done += ${AT_ONCE}) {
        await Promise.all(Array.from({ length: ${AT_ONCE} }, (_, i) => fetch('/config.json?n=' + (done + i)).then((response) => response.text())));
      }
    })()`);
    await devtools.look();
    const before = await cost();
    const begun = performance.now();
    await new Promise((resolve) => setTimeout(resolve, WATCHED));
    const after = await cost();
    const watched = performance.now() - begun;
    const polls = after.polls - before.polls;
    const spent = after.spent - before.spent;
    return [
      { name: `polls in a minute, ${REQUESTS} other requests in the log`, value: (polls / watched) * 60_000, unit: 'polls' },
      { name: 'one poll, from the question to the end of the work on its answer', value: polls === 0 ? 0 : spent / polls, unit: 'ms' },
      { name: 'share of the time, DevTools and the way there included', value: (100 * spent) / watched, unit: '%', note: 'under 2' },
    ];
  } finally {
    await devtools.close();
    await server.close();
  }
}
