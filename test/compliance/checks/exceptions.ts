/** Exceptions in the page's listeners go where they always go, and nowhere else. */
/* oxlint-disable typescript/only-throw-error, typescript/no-misused-promises -- pages do both */
import { isOfExtension, register, wait } from './kit.ts';

interface Report {
  message: string;
  file: string;
  known: boolean;
  stack: string[];
}

/** Collects what `window.onerror` and `unhandledrejection` are told, and keeps it from the console. */
async function reported(run: () => Promise<void>): Promise<{ reports: Report[]; rejections: number; handler: number }> {
  const reports: Report[] = [];
  let rejections = 0;
  const hear = (it: ErrorEvent): void => {
    it.preventDefault();
    const { stack } = (it.error ?? {}) as { stack?: string };
    reports.push({
      message: it.message,
      file: new URL(it.filename || 'none:').pathname,
      known: it.lineno > 0 && it.colno > 0,
      stack: (stack ?? '')
        .split('\n')
        .slice(1)
        // Where in the driver's own code the check was called is nothing of the browser's.
        .map((line) => (line.includes('/checks.js') ? 'page' : isOfExtension(line) ? 'extension' : line.replace(/^@driver.*/, '@driver'))),
    });
  };
  const refuse = (it: Event): void => {
    it.preventDefault();
    rejections += 1;
  };
  let handler = 0;
  window.addEventListener('error', hear);
  window.addEventListener('unhandledrejection', refuse);
  window.onerror = (...args) => {
    handler = args.length;
  };
  await run();
  await wait(30);
  window.removeEventListener('error', hear);
  window.removeEventListener('unhandledrejection', refuse);
  window.onerror = null;
  return { reports, rejections, handler };
}

register('exceptions in handlers and listeners are reported, and stop nothing', async ({ open, until }) => {
  const seen: string[] = [];
  const facts = await reported(async () => {
    const source = open({
      attempts: [[{ send: { type: 'named', data: 'a', retry: 5 } }, { send: { data: 'b' } }, { end: true }], [{ head: { status: 500 } }]],
    });
    for (const type of ['open', 'named', 'message', 'error']) {
      source.addEventListener(type, function throwing() {
        seen.push(type);
        throw new TypeError(`from ${type}`);
      });
      source.addEventListener(type, () => seen.push(`${type} again`));
    }
    source.onmessage = () => {
      throw 'a string';
    };
    await until('given up', () => source.readyState === 2);
  });
  return { ...facts, seen };
});
register('a listener object without handleEvent is reported', async ({ open, event }) =>
  reported(async () => {
    const source = open([{ send: { data: 'a' } }, { hold: true }]);
    source.addEventListener('message', {} as EventListenerObject);
    source.addEventListener('message', { handleEvent: 1 } as unknown as EventListenerObject);
    await event(source, 'message');
  }),
);
register('an async listener that rejects', async ({ open, event }) =>
  reported(async () => {
    const source = open([{ send: { data: 'a' } }, { hold: true }]);
    source.addEventListener('message', async () => {
      throw new Error('later');
    });
    await event(source, 'message');
  }),
);
register('exceptions while a page dispatches by itself', async ({ open }) =>
  reported(async () => {
    const source = open([{ hold: true }]);
    source.onmessage = () => {
      throw new Error('from dispatch');
    };
    source.dispatchEvent(new MessageEvent('message', { data: 1 }));
  }),
);
register('microtasks run between listeners as ever', async ({ open, until }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  const seen: string[] = [];
  for (const word of ['one', 'two']) {
    source.addEventListener('message', () => {
      seen.push(word);
      queueMicrotask(() => seen.push(`${word}, microtask`));
    });
  }
  source.onmessage = () => seen.push('handler');
  await until('all', () => seen.length === 5);
  return seen;
});
