/**
 * What makes each rule speak, in the browsers that can show it; and streams of which nothing is to be said. Provoked live (`findings.test.ts`; all of them by
 * `every-finding.soak.test.ts`), and recorded by test/workbench/record-findings.ts for `npm test`, which asks the diagnosis of the recordings.
 */
import { BROWSER_NAMES, type BrowserName } from '../../../cli/driven-browser.ts';
import type { RuleId } from '../../../src/core/explain/registry.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import { sized } from '../../sizes.ts';
import { startStreamServer } from '../stream-page.ts';
import type { Scene } from './scene.ts';

export interface Scenario {
  /** Also the name of its recording: the rule, or what is quiet. */
  readonly name: string;
  readonly browsers: readonly BrowserName[];
  /** Opens what it needs in the blank page. @returns the URL of its connections */
  open(scene: Scene): Promise<string>;
  /** Makes the browser as it was. */
  undo?(scene: Scene): Promise<void>;
}

export interface FindingScenario extends Scenario {
  readonly name: RuleId;
  readonly patience: Milliseconds;
  /** What it shows is not to be had from a file: see `NOT_IN_FILES`; or the file would be too large to keep. */
  readonly recorded: boolean;
}

/**
 * What these rules ask is known to the recorder alone; a capture file does not say it: whether a page tells of a listener to `message`, whether requests are
 * known at all, and which connections are of one document.
 */
export const NOT_IN_FILES = ['message-unheard', 'blocked-early', 'same-stream-twice', 'position-lost'] as const satisfies RuleId[];

interface Opening {
  types?: readonly string[];
  /** Of another origin. */
  credentials?: boolean;
  api?: 'eventsource' | 'fetch';
}

/**
 * Opens one stream in the page; `source` there is what it can be closed by.
 * @note No function in it may have a name: the loader of the recording script would give it one that the page does not know.
 */
async function openStream(
  { page, server }: Scene,
  name: string,
  path: string,
  { types = ['message'], credentials = false, api = 'eventsource' }: Opening,
): Promise<string> {
  const url = new URL(path, server.url);
  url.searchParams.set('stream', name);
  await page.evaluate(
    ([address, wanted, withCredentials, reads]) => {
      if (reads === 'fetch') {
        const gone = new AbortController();
        Object.assign(globalThis, { source: Object.assign(gone, { close: gone.abort }) });
        void fetch(address, { headers: { accept: 'text/event-stream' }, signal: gone.signal })
          .then((response) => response.body!.pipeTo(new WritableStream()))
          .catch(() => undefined);
        return;
      }
      const source = new EventSource(address, { withCredentials });
      for (const type of wanted) source.addEventListener(type, () => undefined);
      Object.assign(globalThis, { source });
    },
    [url.href, types, credentials, api] as const,
  );
  return url.href;
}

export const closeStream = ({ page }: Scene): Promise<void> => page.evaluate(() => (globalThis as unknown as { source: EventSource }).source.close());

/** What most are seen within; the rest is for a busy machine. */
const SOON: Milliseconds = 30_000;
/** What shows only with time. */
const LATE: Milliseconds = 60_000;
const USUAL = { patience: SOON, recorded: true, browsers: BROWSER_NAMES };

/** A rule that one stream shows. `path` is made late: ports are not known before. */
const stream = (
  name: RuleId,
  path: string | ((scene: Scene) => string),
  { types, credentials, api, ...rest }: Opening & Partial<Pick<FindingScenario, 'browsers' | 'patience' | 'recorded'>> = {},
): FindingScenario => ({
  ...USUAL,
  recorded: !(NOT_IN_FILES as readonly RuleId[]).includes(name),
  ...rest,
  name,
  open: (scene) => openStream(scene, name, typeof path === 'string' ? path : path(scene), { types, credentials, api }),
});
const there =
  (path: string) =>
  ({ server }: Scene): string =>
    `${server.origin2}${path}`;
const scripted = (script: unknown): string => `/sse?${new URLSearchParams({ script: JSON.stringify(script) }).toString()}`;

const CHROMIUM = { browsers: ['chromium'] } as const;
const FIREFOX = { browsers: ['firefox'] } as const;
/** Ten seconds of silence, and a cut; three times. */
const IDLE = scripted([{ send: { retry: 100 } }, { wait: 10_400 }, { cut: true }]);
const IDLE_END = scripted([{ send: { retry: 100 } }, { wait: 10_400 }, { end: true }]);
/** A text, and the end; then 204. */
const said = (raw: string): string =>
  scripted({
    attempts: [
      [{ raw }, { end: true }],
      [{ head: { status: 204, headers: { 'content-type': '' } } }, { end: true }],
    ],
  });
const LOST = scripted({
  attempts: [[{ send: { retry: 100, id: '7', data: 'x' } }, { end: true }], [{ head: { status: 500 } }, { end: true }], [{ hold: true }]],
});

const ONE_STREAM: readonly FindingScenario[] = [
  stream('http-error', '/sse/404'),
  stream('not-authorised', '/sse/401'),
  stream('server-busy', '/sse/429'),
  stream('stopped-by-204', '/sse/204'),
  stream('no-type', '/sse/no-type'),
  stream('login-page', '/sse/login-page'),
  stream('json-answer', '/sse/json-error'),
  stream('wrong-type', '/sse/wrong-type'),
  stream('cors-missing', there('/sse/cors-refused')),
  stream('cors-wildcard', there('/sse/cors-wildcard'), { credentials: true }),
  stream('cors-other-origin', there('/sse/other-origin')),
  stream('cors-credentials', there('/sse/ticks?cors=origin'), { credentials: true }),
  stream('connection-refused', ({ nobody }) => nobody),
  stream('forbidden-port', 'http://127.0.0.1:6667/', CHROMIUM),
  // Firefox tells nobody of such a request.
  stream('blocked-early', 'http://127.0.0.1:6667/', FIREFOX),
  stream('too-many-redirects', '/sse/redirect-loop'),
  stream('cut-off', '/sse/cut?retry=300'),
  stream('gap-after-reconnect', '/sse/resume-gap'),
  stream('duplicates-after-reconnect', '/sse/resume-again'),
  stream('replayed-from-start', '/sse/resume-never'),
  stream('reconnect-storm', '/sse/no-ids'),
  stream('no-ids', '/sse/no-ids'),
  stream('ids-not-growing', '/sse/ids-back'),
  // Chromium tells of the pieces of a text only where the page reads it itself.
  stream('held-back-block', '/sse/one-behind', { ...CHROMIUM, api: 'fetch' }),
  stream('held-back-block', '/sse/one-behind', FIREFOX),
  stream('all-at-end', '/sse/at-end'),
  stream('bursts', '/sse/heaps'),
  stream('compressed-late', '/sse/heaps-gzip', { ...CHROMIUM, api: 'fetch' }),
  stream('compressed-late', '/sse/heaps-gzip', FIREFOX),
  stream('unheard-type', '/sse/orders?every=50'),
  stream('near-miss', '/sse/unheard?every=200', { types: ['update'] }),
  stream('reserved-type', '/sse/reserved-types', { types: ['message', 'error', 'open'] }),
  stream('wrong-charset', '/sse/latin-1'),
  stream('cacheable', '/sse/cacheable'),
  stream('content-length', '/sse/with-length'),
  stream('field-in-capitals', '/sse/capitals'),
  stream('space-before-colon', '/sse/space-before-colon'),
  stream('unknown-field', '/sse/unknown-field'),
  stream('no-data-block', '/sse/no-data'),
  stream('id-only-block', '/sse/id-only'),
  stream('bom-inside', '/sse/two-marks'),
  stream('bad-retry', '/sse/odd-retry'),
  stream('retry-too-short', '/sse/short-retry'),
  stream('retry-too-long', '/sse/long-retry'),
  stream('nul-in-id', '/sse/nul'),
  stream('mixed-line-ends', '/sse/two-line-ends'),
  stream('torn-json', '/sse/torn-json'),
  stream('stray-cr', said('data: fetching 10%\rfetching 15%\n\ndata: done\n\n')),
  stream('printed-error', said('data: 1\n\ndata: {"n":2,\n<br />\n<b>Warning</b>: Undefined variable\n\n')),
  stream('lost-space', said(['The', ' house', ' is', ' red'].map((token) => `data:${token}\n\n`).join(''))),
  stream('glued-blocks', said('data: {"n":1}\ndata: {"n":2}\n\n')),
  stream('wrapped-twice', said('data: data: {"n":1}\n\n')),
  stream('written-line-ends', said('data: {"n":1}\\n\\ndata: {"n":2}\\n\\n')),
  stream(
    'wrong-encoding',
    scripted([{ head: { headers: { 'content-encoding': 'gzip' } } }, { raw: 'data: this is no gzip\n\n' }, { wait: 300 }, { end: true }]),
  ),
  stream('history-lost', `${scripted([{ head: { headers: { 'last-event-id': '9' } } }, { send: { data: 'ten' } }, { hold: true }])}&lastEventID=3`),
  stream('unfinished-block', '/sse/no-end'),
  stream('invalid-utf8', '/sse/latin-bytes'),
  // 5 MB would be too much of a file: extremes.test.ts has one of 10 MB, live.
  stream('huge-message', '/sse/big?size=5000000', { recorded: false }),
  stream('http-1-0', '/sse/http-1-0'),
  stream('connection-close', '/sse/until-close'),
  stream('name-not-resolved', 'http://nobody.invalid/'),
  stream('connection-reset', ({ mute }) => mute),
  stream('tls-failed', ({ server }) => server.url.replace('http:', 'https:')),
  stream('proxy-failed', 'http://stream.example/'),
  stream('network-error', ({ garbled }) => garbled),
  stream('no-listener', '/sse/orders?every=300', { types: [], patience: LATE }),
  stream('never-came', '/sse/orders?every=300', { types: ['price'], patience: LATE }),
  // The first beat may be late, while the browser is busy with opening: a period is learnt from the newest six intervals.
  stream('went-silent', '/sse/going-silent?every=1500', { patience: LATE, types: ['ping'] }),
  stream('idle-timeout', IDLE, { patience: LATE }),
  stream('idle-end', IDLE_END, { patience: LATE }),
];

/** What Chromium's tools for developers can break. */
const broken = (name: RuleId, code: 'timedout' | 'blockedbyclient'): FindingScenario => ({
  ...USUAL,
  ...CHROMIUM,
  name,
  async open(scene) {
    await scene.network!.route(/\/sse\/ticks/, (route) => route.abort(code));
    return openStream(scene, name, '/sse/ticks', {});
  },
  undo: ({ network }) => network!.unrouteAll(),
});

const OF_A_PAGE: readonly FindingScenario[] = [
  // What Firefox tells of such requests is above, and of those that it does not tell of at all `blocked-early` is found.
  broken('timed-out', 'timedout'),
  broken('blocked-by-extension', 'blockedbyclient'),
  {
    ...USUAL,
    ...CHROMIUM,
    name: 'offline',
    async open(scene) {
      await scene.network!.context().setOffline(true);
      return openStream(scene, 'offline', '/sse/ticks', {});
    },
    undo: ({ network }) => network!.context().setOffline(false),
  },
  {
    ...USUAL,
    ...CHROMIUM,
    name: 'mixed-content',
    async open(scene) {
      await scene.network!.route('https://secure.example/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>secure</title>' }),
      );
      await scene.page.goto('https://secure.example/');
      return openStream(scene, 'mixed-content', 'http://stream.example/live', {});
    },
    undo: ({ network }) => network!.unrouteAll(),
  },
  {
    ...USUAL,
    ...CHROMIUM,
    name: 'no-backoff',
    patience: LATE,
    /** A server that has gone, asked at an even pace. */
    async open(scene) {
      const gone = await startStreamServer();
      const url = await openStream(scene, 'no-backoff', `${gone.url}/sse/end?retry=1000&count=1&cors=star`, {});
      await gone.log.until('no-backoff', (requests) => requests.some(({ end }) => end !== undefined));
      await gone.close();
      return url;
    },
  },
  {
    ...USUAL,
    name: 'blocked-early',
    recorded: false,
    /** A policy of the page forbids it: no request is made. */
    async open(scene) {
      await scene.page.evaluate(() => {
        const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = "connect-src 'none'";
        document.head.append(policy);
      });
      return openStream(scene, 'blocked-early', '/sse/ticks', {});
    },
  },
  {
    ...USUAL,
    name: 'message-unheard',
    recorded: false,
    /** That a page tells of its listeners to `message` is known from another stream of it. */
    async open(scene) {
      await openStream(scene, 'heard', '/sse/ticks', {});
      await scene.page.evaluate(() => void Object.assign(globalThis, { heard: (globalThis as unknown as { source: EventSource }).source }));
      return openStream(scene, 'message-unheard', '/sse/ticks?every=100', { types: ['price'] });
    },
  },
  {
    ...USUAL,
    name: 'same-stream-twice',
    recorded: false,
    async open(scene) {
      await openStream(scene, 'twins', '/sse/ticks', {});
      await scene.page.evaluate(() => void Object.assign(globalThis, { twin: (globalThis as unknown as { source: EventSource }).source }));
      return openStream(scene, 'twins', '/sse/ticks', {});
    },
  },
  {
    ...USUAL,
    name: 'position-lost',
    recorded: false,
    /** The page makes a new source where the old one has failed. */
    async open(scene) {
      const url = await openStream(scene, 'position-lost', LOST, {});
      await scene.page.evaluate(() => {
        const { source } = globalThis as unknown as { source: EventSource };
        source.onerror = () => {
          if (source.readyState === EventSource.CLOSED) Object.assign(globalThis, { source: new EventSource(source.url), before: source });
        };
      });
      return url;
    },
  },
];

export const findingsOf = (browser: BrowserName): FindingScenario[] => [...ONE_STREAM, ...OF_A_PAGE].filter(({ browsers }) => browsers.includes(browser));

const quiet = (name: string, path: string, types?: readonly string[]): Scenario => ({
  name: `quiet-${name}`,
  browsers: BROWSER_NAMES,
  open: (scene) => openStream(scene, `quiet-${name}`, path, { types }),
});

/** Streams that are as they should be. */
export const QUIET: readonly Scenario[] = [
  quiet('ticks', '/sse/ticks?every=40'),
  quiet('comments', '/sse/comments?every=40'),
  quiet('orders', '/sse/orders?every=40', ['order.created', 'order.paid', 'order.shipped']),
  quiet('multi-line', '/sse/multi-line'),
  quiet('unicode', '/sse/unicode', ['message', 'grüße']),
  quiet('flood', `/sse/flood?count=${sized(5000, 150)}`, ['message', 'end']),
  quiet('silent', '/sse/silent'),
  quiet('llm', '/sse/llm?every=5', ['delta', 'done']),
  quiet('gzip', '/sse/gzip?every=10'),
  quiet('resume', '/sse/resume?retry=100'),
];

/** What `/sse/resume` does on purpose, over and over: it cuts, and says stop at the end. */
export const EXPECTED_OF_QUIET: readonly RuleId[] = ['cut-off', 'stopped-by-204'];
