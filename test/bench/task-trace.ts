/** The tasks of a page's thread and of the workers beside it, by the browser's own trace. */
import type { BrowserContext } from 'playwright-core';
import type { Milliseconds } from '../../src/core/units.ts';

export interface LongestTask {
  /** On the clock. */
  longest: Milliseconds;
  /** The most that any task had of the processor: without waits, and without what others took on a busy machine. */
  processor: Milliseconds;
  /** What all tasks together had of it. */
  sum: Milliseconds;
}

export interface TaskTrace {
  /** To be set by `performance.mark` in the page that is meant: by that its thread is known. */
  readonly mark: string;
  end(): Promise<{ page: LongestTask; worker: LongestTask }>;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  /** Of the processor. */
  tdur?: number;
  args?: { name?: string };
}

const MARK = 'sse-scope-bench';
const CATEGORIES = ['disabled-by-default-devtools.timeline', 'blink.user_timing', '__metadata'];

export async function startTaskTrace(context: BrowserContext): Promise<TaskTrace> {
  const browser = context.browser();
  if (browser === null) throw new Error('the browser has no connection of its own');
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const completed = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  return {
    mark: MARK,
    async end() {
      await session.send('Tracing.end');
      await completed;
      await session.detach();
      const marked = events.find(({ name }) => name === MARK);
      if (marked === undefined) throw new Error('the page did not mark itself in the trace');
      const workers = new Set(
        events.filter(({ name, args }) => name === 'thread_name' && /Worker/.test(args?.name ?? '')).map(({ pid, tid }) => `${pid} ${tid}`),
      );
      const { pid } = marked;
      return {
        page: longestOf(events.filter((event) => event.pid === pid && event.tid === marked.tid)),
        worker: longestOf(events.filter((event) => event.pid === pid && workers.has(`${pid} ${event.tid}`))),
      };
    },
  };
}

function longestOf(events: readonly TraceEvent[]): LongestTask {
  let longest = 0;
  let processor = 0;
  let sum = 0;
  for (const { name, dur = 0, tdur = 0 } of events) {
    if (name !== 'RunTask') continue;
    longest = Math.max(longest, dur / 1000);
    sum += tdur / 1000;
    processor = Math.max(processor, tdur / 1000);
  }
  return { longest, processor, sum };
}
