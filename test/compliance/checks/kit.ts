/**
 * What a check has at hand. Checks run in the page, against the demo server, natively and hooked, in any browser; what they return
 * must be the same in both. They state what must hold anyway by throwing, and return all else as facts.
 */
import type { Step } from '../../../demo/script.ts';
import type { RequestRecord } from '../../../demo/log.ts';

export type Check = (kit: Kit) => unknown;

export interface Kit {
  /** The server's second origin. */
  there: string;
  /** A stream name that no other check uses; the same one natively and hooked. */
  name(): string;
  /** The URL of a composed stream: one list of steps, or one for each attempt. */
  url(steps: readonly Step[] | { attempts: readonly (readonly Step[])[] }, options?: { name?: string; cors?: string; origin?: string }): string;
  /** Opens one, which is closed after the check. */
  open(
    steps: readonly Step[] | { attempts: readonly (readonly Step[])[] },
    options?: { name?: string; cors?: string; origin?: string; credentials?: boolean },
  ): EventSource;
  /** Closes it after the check. */
  keep<T extends EventSource>(source: T): T;
  /** Resolves when the condition holds; rejects after 20 s. */
  until(what: string, condition: () => unknown): Promise<void>;
  /** Resolves with the first event of that type. */
  event(source: EventTarget, type: string): Promise<Event>;
  /** What the server saw of a stream. */
  log(name: string): Promise<RequestRecord[]>;
  /** Waits for something in the log. */
  logged(name: string, condition: (requests: RequestRecord[]) => boolean): Promise<RequestRecord[]>;
  /**
   * How the first request of a stream ended, if it did within eight seconds: Chromium drains some that were let go of for five (some 4 of 100, natively). @note Firefox leaves open what a page has let go of until more comes, or until
   * it is collected, which is not the same every time: so something comes.
   */
  ended(name: string): Promise<string>;
  /** Lets the open requests of a stream run more steps. */
  push(name: string, steps: readonly Step[]): Promise<void>;
  /** An iframe in the page, loaded; removed after the check. */
  frame(attributes: Record<string, string>): Promise<HTMLIFrameElement>;
}

/** Four browsers on two busy processors take more than five seconds for ten megabytes. */
const PATIENCE_MS = 20_000;
const ENDED_WITHIN_MS = 8000;
/** Far above what any check takes. One that waits for a connection, while all are taken, would wait for ever. */
const CHECK_LIMIT_MS = 60_000;
/** What the server may need to end what is open. */
const CLEAN_WITHIN_MS = 2000;

const registered: { name: string; check: Check }[] = [];

/** Adds a check; its name is a sentence. */
export function register(name: string, check: Check): void {
  if (registered.some((other) => other.name === name)) throw new Error(`two checks are called "${name}"`);
  registered.push({ name, check });
}

/** Throws unless `actual` is `expected`. */
export function must(what: string, actual: unknown, expected: unknown = true): void {
  if (!Object.is(actual, expected)) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

/** An error, as facts. `realm`: the window whose constructors are looked at. */
export function thrown(act: () => unknown, realm: typeof globalThis = globalThis): unknown {
  try {
    return { returned: typeof act() };
  } catch (error) {
    if (typeof error !== 'object' || error === null) return { threw: String(error) };
    const { name, message, code } = error as DOMException;
    const kind = ['DOMException', 'TypeError', 'SyntaxError', 'RangeError', 'Error'].find(
      (of) => Object.getPrototypeOf(error) === (realm as never)[of]?.['prototype'],
    );
    return { name, message, code: code ?? null, kind: kind ?? 'of another realm' };
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A frame of a stack that is code of an extension. Firefox hides its name from the page, and only that code's. */
export const isOfExtension = (frame: string): boolean => frame.includes('-extension:') || frame.includes('@<anonymous code>:');

const slug = (text: string): string => text.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();

function createKit(check: string, there: string): { kit: Kit; clean(): Promise<void> } {
  let names = 0;
  const sources: WeakRef<EventSource>[] = [];
  /** Streams that are read by something else than an `EventSource`. */
  const others = new Set<string>();
  const frames: HTMLIFrameElement[] = [];
  const kit: Kit = {
    there,
    name: () => `${slug(check)}-${(names += 1)}`,
    url: (script, { name = kit.name(), cors, origin = location.origin } = {}) => {
      others.add(name);
      return `${origin}/sse?${new URLSearchParams({ stream: name, ...(cors ? { cors } : {}), script: JSON.stringify(script) }).toString()}`;
    },
    open(script, options = {}) {
      const name = options.name ?? kit.name();
      const url = kit.url(script, { ...options, name });
      others.delete(name);
      return kit.keep(new EventSource(url, options.credentials === undefined ? undefined : { withCredentials: options.credentials }));
    },
    keep(source) {
      sources.push(new WeakRef(source));
      return source;
    },
    async until(what, condition) {
      for (const end = performance.now() + PATIENCE_MS; !condition(); await wait(3)) if (performance.now() > end) throw new Error(`never came: ${what}`);
    },
    event: (target, type) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no ${type} event`)), PATIENCE_MS);
        target.addEventListener(type, (event) => (clearTimeout(timer), resolve(event)), { once: true });
      }),
    async log(name) {
      const answer = (await (await fetch(`/log?${new URLSearchParams({ stream: name }).toString()}`)).json()) as { requests: RequestRecord[] };
      return answer.requests;
    },
    async logged(name, condition) {
      for (const end = performance.now() + PATIENCE_MS; ; await wait(5)) {
        const requests = await kit.log(name);
        if (condition(requests)) return requests;
        if (performance.now() > end) throw new Error(`never came in the log of ${name}: ${JSON.stringify(requests)}`);
      }
    },
    async ended(name) {
      // Looked at less and less often: what ends at once is seen at once, and what does not costs little.
      for (let end = performance.now() + ENDED_WITHIN_MS, pause = 20; ; await wait((pause = Math.min(pause * 1.5, 250)))) {
        await fetch(`/push?${new URLSearchParams({ stream: name }).toString()}`, { method: 'POST', body: '[{"raw":":\\n"}]' });
        const [request] = await kit.log(name);
        if (request?.end || performance.now() > end) return request?.end?.by ?? 'open';
      }
    },
    async push(name, steps) {
      const answer = (await (
        await fetch(`/push?${new URLSearchParams({ stream: name }).toString()}`, { method: 'POST', body: JSON.stringify(steps) })
      ).json()) as { streams: number };
      must('streams that were pushed to', answer.streams, 1);
    },
    async frame(attributes) {
      const frame = document.createElement('iframe');
      for (const [key, value] of Object.entries(attributes)) frame.setAttribute(key, value);
      const loaded = kit.event(frame, 'load');
      document.body.append(frame);
      frames.push(frame);
      await loaded;
      return frame;
    },
  };
  return {
    kit,
    async clean() {
      for (const source of sources) source.deref()?.close();
      for (const frame of frames) frame.remove();
      // From the other origin, which has connections of its own: those of this one may all be taken.
      const end = async (name: string): Promise<void> => {
        const url = `${there}/push?${new URLSearchParams({ stream: name }).toString()}`;
        for (const until = performance.now() + CLEAN_WITHIN_MS; performance.now() < until; await wait(20)) {
          const answer = (await (await fetch(url, { method: 'POST', body: '[{"end":true}]' })).json()) as { streams: number };
          if (answer.streams === 0) return;
        }
      };
      await Promise.all([...others].map(end));
    },
  };
}

export const names = (): string[] => registered.map(({ name }) => name);

class Late extends Error {
  constructor() {
    super(`did not end within ${CHECK_LIMIT_MS / 1000} s`);
  }
}

/** Runs one check. The facts come as JSON text, so that nothing is lost or added on the way to the driver. `hung`: what it has left open may stop the next. */
export async function run(name: string, there: string): Promise<{ facts?: string; error?: string; hung?: boolean }> {
  const check = registered.find((candidate) => candidate.name === name)?.check;
  if (!check) throw new Error(`no check is called "${name}"`);
  const { kit, clean } = createKit(name, there);
  const bounded = <T>(work: Promise<T>): Promise<T> => {
    let timer = 0;
    const late = new Promise<never>((_, reject) => (timer = window.setTimeout(() => reject(new Late()), CHECK_LIMIT_MS)));
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };
  const failed = (error: unknown): { error: string; hung?: boolean } => ({
    error: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
    ...(error instanceof Late ? { hung: true } : {}),
  });
  let result: { facts?: string; error?: string; hung?: boolean };
  try {
    // @note Called from here: checks count the frames of stacks.
    result = { facts: JSON.stringify((await bounded(Promise.resolve(check(kit)))) ?? null) };
  } catch (error) {
    result = failed(error);
  }
  return bounded(clean()).then(() => result, failed);
}
